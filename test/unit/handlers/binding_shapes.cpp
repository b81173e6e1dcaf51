// SPDX-License-Identifier: MIT
// One handler called in many shapes by turns: what was worked out for one shape must not serve another.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(binding_shapes_tests)

namespace {

using Seen = std::vector<int>;

struct Animal {
    int legs = 4;
};
struct Named {
    int id = 7;
};
struct Dog : Animal, Named {};
struct Secret : private Named {};
struct Root {
    int id = 9;
};
struct Left : virtual Root {
    int left = 1;
};
struct Right : virtual Root {
    int right = 2;
};
struct Diamond : Left, Right {};

constexpr int rounds = 3;

/// One call expression for every type, name and hook that comes along.
template <class Value>
std::size_t call_with(const weft::Fabric& fabric, std::string_view hook, std::string_view name,
                      Value& value) {
    return fabric.call(hook, weft::arg(name, value));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_names_in_another_order) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](int a, int b) {
            seen = {a, b};
        },
        "a"_a, "b"_a);
    for (int i = 0; i < rounds; ++i) {
        fabric.call("h", "a"_a = 1, "b"_a = 2);
        BOOST_TEST(seen == (Seen{1, 2}), per_element());
        fabric.call("h", "b"_a = 1, "a"_a = 2);
        BOOST_TEST(seen == (Seen{2, 1}), per_element());
        fabric.call("h", 3, "b"_a = 4);
        BOOST_TEST(seen == (Seen{3, 4}), per_element());
        fabric.call("h", 5, 6);
        BOOST_TEST(seen == (Seen{5, 6}), per_element());
        fabric.call("h", "c"_a = 0, "b"_a = 7, "a"_a = 8);
        BOOST_TEST(seen == (Seen{8, 7}), per_element());
    }
}

BOOST_AUTO_TEST_CASE(the_same_names_with_other_types) {
    weft::Fabric fabric;
    std::vector<double> seen;
    fabric.connect(
        "h", [&](double a) { seen.push_back(a); }, "a"_a);
    for (int i = 0; i < rounds; ++i) {
        seen.clear();
        fabric.call("h", "a"_a = 1);
        fabric.call("h", "a"_a = 0.5);
        fabric.call("h", "a"_a = std::uint8_t{200});
        fabric.call("h", "a"_a = 0.25F);
        BOOST_CHECK_THROW(fabric.call("h", "a"_a = true), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("h", "a"_a = "text"), weft::ArgumentError);
        fabric.call("h", "a"_a = -1LL);
        BOOST_TEST(seen == (std::vector<double>{1, 0.5, 200, 0.25, -1}), per_element());
    }
}

BOOST_AUTO_TEST_CASE(the_same_types_under_other_names) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](int a, std::optional<int> b) {
            seen = {a, b.value_or(-1)};
        },
        "a"_a, "b"_a);
    for (int i = 0; i < rounds; ++i) {
        fabric.call("h", "a"_a = 1, "b"_a = 2);
        BOOST_TEST(seen == (Seen{1, 2}), per_element());
        fabric.call("h", "a"_a = 1, "c"_a = 2);
        BOOST_TEST(seen == (Seen{1, -1}), per_element());
        BOOST_CHECK_THROW(fabric.call("h", "c"_a = 1, "b"_a = 2), weft::ArgumentError);
    }
}

BOOST_AUTO_TEST_CASE(the_same_type_with_values_that_fit_and_do_not) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h", [&](std::int8_t a) { seen.push_back(a); }, "a"_a);
    for (const int value : {1, 127, 128, -128, -129, 2}) {
        if (value > 127 || value < -128) {
            BOOST_CHECK_THROW(fabric.call("h", "a"_a = value), weft::ArgumentError);
        } else {
            BOOST_TEST(fabric.call("h", "a"_a = value) == 1U);
        }
    }
    BOOST_TEST(seen == (Seen{1, 127, -128, 2}), per_element());
}

BOOST_AUTO_TEST_CASE(the_same_type_mutable_const_and_temporary) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](int& a) { ++a; }, "a"_a);
    int number = 0;
    const int constant = 0;
    for (int i = 0; i < rounds; ++i) {
        fabric.call("h", "a"_a = number);
        BOOST_CHECK_THROW(fabric.call("h", "a"_a = constant), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("h", "a"_a = 0), weft::ArgumentError);
        fabric.call("h", weft::arg("a", number));
        BOOST_CHECK_THROW(fabric.call("h", weft::arg("a", constant)), weft::ArgumentError);
        fabric.call("h", number);
        BOOST_CHECK_THROW(fabric.call("h", constant), weft::ArgumentError);
    }
    BOOST_TEST(number == 3 * rounds);
    BOOST_TEST(constant == 0);
}

BOOST_AUTO_TEST_CASE(an_object_as_itself_as_its_base_and_as_a_stranger) {
    weft::Fabric fabric;
    const Named* seen = nullptr;
    fabric.connect(
        "h", [&](const Named& a) { seen = &a; }, "a"_a);
    Dog dog;
    Named named;
    Secret secret;
    Animal animal;
    for (int i = 0; i < rounds; ++i) {
        fabric.call("h", "a"_a = named);
        BOOST_CHECK(seen == &named);
        fabric.call("h", "a"_a = dog);
        BOOST_CHECK(seen == &dog);
        BOOST_CHECK_THROW(fabric.call("h", "a"_a = secret), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("h", "a"_a = animal), weft::ArgumentError);
    }
}

BOOST_AUTO_TEST_CASE(a_virtual_base_at_another_place_in_an_object_of_the_same_static_type) {
    weft::Fabric fabric;
    const Root* seen = nullptr;
    fabric.connect(
        "h", [&](const Root& a) { seen = &a; }, "a"_a);
    Diamond diamond;
    Right alone;
    Right& part = diamond;
    for (Right* right : {&part, &alone, &part, &alone}) {
        fabric.call("h", "a"_a = *right);
        BOOST_CHECK(seen == right);
    }
}

BOOST_AUTO_TEST_CASE(run_time_names_from_one_call_expression) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](std::optional<int> a, std::optional<int> b) {
            seen = {a.value_or(-1), b.value_or(-1)};
        },
        "a"_a, "b"_a);
    std::string name;
    int number = 0;
    for (int i = 0; i < rounds; ++i) {
        for (const char* next : {"a", "b", "c"}) {
            name = next;
            ++number;
            call_with(fabric, "h", name, number);
            BOOST_TEST(seen[0] == (name == "a" ? number : -1));
            BOOST_TEST(seen[1] == (name == "b" ? number : -1));
        }
    }
}

BOOST_AUTO_TEST_CASE(two_run_time_names_swapped) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](int a, int b) {
            seen = {a, b};
        },
        "a"_a, "b"_a);
    std::string first{"a"};
    std::string second{"b"};
    for (int i = 0; i < 2 * rounds; ++i) {
        fabric.call("h", weft::arg(first, 1), weft::arg(second, 2));
        BOOST_TEST(seen == (first == "a" ? Seen{1, 2} : Seen{2, 1}), per_element());
        first.swap(second);
    }
}

BOOST_AUTO_TEST_CASE(run_time_and_literal_names_by_turns) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](int a) { seen = a; }, "a"_a);
    for (int i = 0; i < rounds; ++i) {
        fabric.call("h", "a"_a = 1);
        BOOST_TEST(seen == 1);
        BOOST_CHECK_THROW(fabric.call("h", weft::arg("b", 2)), weft::ArgumentError);
        fabric.call("h", weft::arg("a", 3));
        BOOST_TEST(seen == 3);
        BOOST_CHECK_THROW(fabric.call("h", "b"_a = 4), weft::ArgumentError);
        fabric.call("h", 5);
        BOOST_TEST(seen == 5);
    }
}

BOOST_AUTO_TEST_CASE(unpacked_maps_of_changing_content) {
    weft::Fabric fabric;
    std::vector<double> seen;
    fabric.connect(
        "h",
        [&](double a, std::optional<double> b) {
            seen = {a, b.value_or(-1)};
        },
        "a"_a, "b"_a);
    weft::ArgMap map;
    for (int i = 0; i < rounds; ++i) {
        map.set("a", 1);
        fabric.call("h", weft::unpack(map));
        BOOST_TEST(seen == (std::vector<double>{1, -1}), per_element());
        map.set("b", 0.5);
        fabric.call("h", weft::unpack(map));
        BOOST_TEST(seen == (std::vector<double>{1, 0.5}), per_element());
        map.set("a", 2.5);
        fabric.call("h", weft::unpack(map));
        BOOST_TEST(seen == (std::vector<double>{2.5, 0.5}), per_element());
        map.set("a", "text");
        BOOST_CHECK_THROW(fabric.call("h", weft::unpack(map)), weft::ArgumentError);
        map.erase("a");
        BOOST_CHECK_THROW(fabric.call("h", weft::unpack(map)), weft::ArgumentError);
        fabric.call("h", "a"_a = 3);
        BOOST_TEST(seen == (std::vector<double>{3, -1}), per_element());
        map.erase("b");
    }
}

BOOST_AUTO_TEST_CASE(two_hooks_from_one_call_expression) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "one", [&](int a) { seen += "i" + std::to_string(a); }, "a"_a);
    fabric.connect(
        "two",
        [&](long a, const weft::Args& args) {
            seen += "l" + std::to_string(a) + std::to_string(args.size());
        },
        "a"_a);
    int number = 1;
    for (int i = 0; i < 2; ++i) {
        for (const char* hook : {"one", "two"})
            call_with(fabric, hook, "a", number);
        ++number;
    }
    BOOST_TEST(seen == "i1l11i2l21");
}

BOOST_AUTO_TEST_CASE(two_fabrics_from_one_call_expression) {
    weft::Fabric one;
    weft::Fabric two;
    std::string seen;
    one.connect(
        "h", [&](int a, std::optional<int> b) { seen += "1" + std::to_string(a + b.value_or(0)); }, "a"_a,
        "b"_a);
    two.connect(
        "h", [&](std::optional<int> b, int a) { seen += "2" + std::to_string(a - b.value_or(0)); }, "b"_a,
        "a"_a);
    for (int i = 0; i < rounds; ++i) {
        for (const weft::Fabric* fabric : {&one, &two})
            fabric->call("h", "a"_a = 5, "b"_a = 3);
    }
    BOOST_TEST(seen == "182218221822");
}

BOOST_AUTO_TEST_CASE(handlers_that_replace_each_other_under_one_call_expression) {
    weft::Fabric fabric;
    std::string seen;
    int number = 1;
    for (int i = 0; i < 2 * rounds; ++i) {
        weft::Connection connection;
        if (i % 2 == 0) {
            connection = fabric.connect(
                "h", [&](int a) { seen += "i" + std::to_string(a); }, "a"_a);
        } else {
            connection = fabric.connect(
                "h", [&](std::optional<int> b) { seen += b ? "full" : "empty"; }, "b"_a);
        }
        call_with(fabric, "h", "a", number);
        connection.disconnect();
        BOOST_TEST(call_with(fabric, "h", "a", number) == 0U);
    }
    BOOST_TEST(seen == "i1emptyi1emptyi1empty");
}

BOOST_AUTO_TEST_CASE(fabrics_that_replace_each_other_under_one_call_expression) {
    Seen seen;
    for (int i = 0; i < rounds; ++i) {
        const auto fabric = std::make_unique<weft::Fabric>();
        if (i % 2 == 0) {
            fabric->connect(
                "h", [&](int a, int b) { seen.push_back(10 * a + b); }, "a"_a, "b"_a);
        } else {
            fabric->connect(
                "h", [&](int b, int a) { seen.push_back(10 * a + b); }, "b"_a, "a"_a);
        }
        fabric->call("h", "a"_a = 1, "b"_a = 2);
    }
    BOOST_TEST(seen == (Seen{12, 12, 12}), per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_that_calls_its_own_hook_in_another_shape) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "h",
        [&](double a, std::optional<std::string> b) {
            if (a < 1)
                return;
            fabric.call("h", "b"_a = "inner", "a"_a = static_cast<int>(a) - 1);
            seen += std::to_string(static_cast<int>(a)) + b.value_or("none");
        },
        "a"_a, "b"_a);
    fabric.call("h", 2.0);
    BOOST_TEST(seen == "1inner2none");
}

BOOST_AUTO_TEST_CASE(a_refusal_is_repeated_and_does_not_stick) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h", [&](int a) { seen.push_back(a); }, "a"_a);
    for (int i = 0; i < rounds; ++i) {
        BOOST_CHECK_THROW(fabric.call("h"), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("h", "b"_a = 1), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("h", 1, "a"_a = 1), weft::Error);
        fabric.call("h", "a"_a = i);
    }
    BOOST_TEST(seen == (Seen{0, 1, 2}), per_element());
}

BOOST_AUTO_TEST_CASE(more_shapes_than_any_small_table_holds) {
    weft::Fabric fabric;
    long long sum = 0;
    fabric.connect(
        "h", [&](long long a) { sum += a; }, "a"_a);
    for (int round = 0; round < rounds; ++round) {
        sum = 0;
        for (int i = 0; i < 200; ++i) {
            const std::string other = "other" + std::to_string(i);
            fabric.call("h", weft::arg(other, 1000), weft::arg("a", 1));
            fabric.call("h", weft::arg("a", 1L), weft::arg(other, 1000));
        }
        BOOST_TEST(sum == 400);
    }
}

BOOST_AUTO_TEST_SUITE_END()
