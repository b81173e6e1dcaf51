// SPDX-License-Identifier: MIT
// Arguments that are made when somebody wants them: what handlers get, and how long it lives.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(lazy_values_tests)

namespace {

struct Animal {
    int legs = 4;
};
struct Named {
    virtual ~Named() = default;
    std::string name = "Rex";
};
struct Dog : virtual Named, Animal {};

/// Cannot be moved, and knows how many there are.
struct Pinned {
    explicit Pinned(int& alive) : count(&alive) { ++*count; }
    Pinned(const Pinned&) = delete;
    Pinned& operator=(const Pinned&) = delete;
    ~Pinned() { --*count; }

    int* count;
    int value = 7;
};

struct alignas(64) Wide {
    std::array<double, 64> numbers{};
};

/// A function that counts how often it runs.
auto counted(int& runs, double value = 0.5) {
    return weft::lazy([&runs, value] {
        ++runs;
        return value;
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(several_handlers_get_the_same_object) {
    int runs = 0;
    std::vector<const double*> seen;
    weft::Fabric fabric;
    for (int i = 0; i < 3; ++i) {
        fabric.connect(
            "on_step", [&seen](const double& x) { seen.push_back(&x); }, "x"_a);
    }
    fabric.connect("on_step", [&seen](const weft::Args& args) {
        seen.push_back(&args.get<const double&>("x"));
        seen.push_back(static_cast<const double*>((*args.begin()).address()));
    });
    for (int round = 1; round <= 3; ++round) {
        seen.clear();
        fabric.call("on_step", "x"_a = counted(runs));
        BOOST_TEST(runs == round);
        BOOST_TEST(seen == std::vector<const double*>(5, seen.front()), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(to_handlers_it_is_an_rvalue) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](double&) {}, "x"_a);
    int runs = 0;
    BOOST_CHECK_EXCEPTION(fabric.call("on_step", "x"_a = counted(runs)), weft::ArgumentError,
                          [](const weft::ArgumentError& error) {
                              return std::string_view(error.what()).find("const double") !=
                                     std::string_view::npos;
                          });
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(a_reference_that_is_returned_stays_that_reference) {
    double variable = 1.0;
    const double constant = 2.0;
    const std::array<char, 6> text{'t', 'r', 'a', 'i', 'n', '\0'};
    weft::Fabric fabric;
    fabric.connect(
        "on_change", [](double& x) { x += 1.0; }, "x"_a);
    fabric.connect("on_look", [&](const weft::Args& args) {
        BOOST_TEST(
            (&args.get<const double&>("x") == &variable || &args.get<const double&>("x") == &constant));
        BOOST_TEST((*args.begin()).is_mutable() == (&args.get<const double&>("x") == &variable));
    });
    const auto by_reference = [&variable]() -> double& { return variable; };
    fabric.call("on_change", "x"_a = weft::lazy(by_reference));
    BOOST_TEST(variable == 2.0);
    fabric.call("on_look", "x"_a = weft::lazy(by_reference));
    fabric.call("on_look", "x"_a = weft::lazy([&constant]() -> const double& { return constant; }));
    BOOST_CHECK_THROW(
        fabric.call("on_change", "x"_a = weft::lazy([&]() -> const double& { return variable; })),
        weft::ArgumentError);
    // Of an rvalue, the object itself, and not to be changed.
    fabric.connect(
        "on_rvalue", [&variable](const double& x) { BOOST_TEST(&x == &variable); }, "x"_a);
    const auto by_rvalue = [&variable]() -> double&& { return std::move(variable); };
    fabric.call("on_rvalue", "x"_a = weft::lazy(by_rvalue));
    BOOST_CHECK_THROW(fabric.call("on_change", "x"_a = weft::lazy(by_rvalue)), weft::ArgumentError);
    // An array is passed as the pointer that it decays to.
    fabric.connect(
        "on_text", [](std::string_view x) { BOOST_TEST(x == "train"); }, "x"_a);
    fabric.call("on_text", "x"_a = weft::lazy([]() -> decltype(auto) { return ("train"); }));
    fabric.call("on_text", "x"_a = weft::lazy([&text] { return text.data(); }));
}

BOOST_AUTO_TEST_CASE(every_conversion_applies) {
    int runs = 0;
    const auto one = [&runs](auto value) { return weft::lazy([&runs, value] { return ++runs, value; }); };
    weft::Fabric fabric;
    fabric.connect(
        "on_number", [](double x) { BOOST_TEST(x == 3.0); }, "x"_a);
    fabric.call("on_number", "x"_a = one(3));
    fabric.call("on_number", "x"_a = one(3.0L));
    fabric.connect(
        "on_text", [](const std::string& x) { BOOST_TEST(x == "text"); }, "x"_a);
    fabric.connect(
        "on_text", [](std::string_view x) { BOOST_TEST(x == "text"); }, "x"_a);
    fabric.call("on_text", "x"_a = one(std::string("text")));
    fabric.call("on_text", "x"_a = one("text"));
    fabric.connect(
        "on_optional", [](std::optional<int> x) { BOOST_TEST(x.value_or(0) == 3); }, "x"_a);
    fabric.call("on_optional", "x"_a = one(3));
    fabric.call("on_optional", "x"_a = one(std::optional<int>(3)));
    fabric.connect(
        "on_dog", [](const Animal& x) { BOOST_TEST(x.legs == 4); }, "x"_a);
    fabric.connect(
        "on_dog", [](const Named& x) { BOOST_TEST(x.name == "Rex"); }, "x"_a);
    fabric.connect(
        "on_dog", [](Dog x) { BOOST_TEST(x.legs == 4); }, "x"_a);
    for (int round = 0; round < 2; ++round) {
        fabric.call("on_dog", "x"_a = one(Dog()));
        fabric.call("on_dog", weft::arg("x", one(Dog())));
    }
    BOOST_TEST(runs == 10);
}

BOOST_AUTO_TEST_CASE(a_base_is_taken_of_a_reference_that_is_returned) {
    Dog dog;
    weft::Fabric fabric;
    fabric.connect(
        "on_dog", [&dog](Named& x) { BOOST_TEST(&x == static_cast<Named*>(&dog)); }, "x"_a);
    fabric.connect(
        "on_dog", [&dog](Animal& x) { BOOST_TEST(&x == static_cast<Animal*>(&dog)); }, "x"_a);
    BOOST_TEST(fabric.call("on_dog", "x"_a = weft::lazy([&dog]() -> Dog& { return dog; })) == 2U);
}

BOOST_AUTO_TEST_CASE(a_function_is_kept_as_a_copy_or_by_reference) {
    struct Counter {
        int runs = 0;
        int operator()() { return ++runs; }
    };
    Counter counter;
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "on_step", [&seen](int x) { seen = x; }, "x"_a);
    fabric.call("on_step", "x"_a = weft::lazy(counter));
    BOOST_TEST(counter.runs == 0);
    fabric.call("on_step", "x"_a = weft::lazy(std::ref(counter)));
    BOOST_TEST(counter.runs == 1);
    int (*const function)() = [] { return 9; };
    fabric.call("on_step", "x"_a = weft::lazy(function));
    BOOST_TEST(seen == 9);
    fabric.call("on_step", "x"_a = weft::lazy(std::function<int()>([] { return 10; })));
    BOOST_TEST(seen == 10);
    auto owner = std::make_unique<int>(11);
    fabric.call("on_step", "x"_a = weft::lazy([owner = std::move(owner)] { return *owner; }));
    BOOST_TEST(seen == 11);
}

BOOST_AUTO_TEST_CASE(an_object_that_cannot_be_moved_lives_until_the_call_ends) {
    int alive = 0;
    bool throws = false;
    weft::Fabric fabric;
    fabric.connect(
        "on_step",
        [&](const Pinned& x) {
            BOOST_TEST(x.value == 7);
            BOOST_TEST(alive == 1);
            if (throws) {
                throw std::runtime_error("boom");
            }
        },
        "x"_a);
    const auto pinned = weft::lazy([&alive] { return Pinned(alive); });
    fabric.call("on_step", "x"_a = pinned);
    BOOST_TEST(alive == 0);
    throws = true;
    BOOST_CHECK_THROW(fabric.call("on_step", "x"_a = pinned), std::runtime_error);
    BOOST_TEST(alive == 0);
    fabric.call("on_other", "x"_a = pinned);
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(it_outlives_a_fabric_that_a_handler_destroys) {
    int alive = 0;
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect(
        "on_step",
        [&](const Pinned& x) {
            fabric.reset();
            BOOST_TEST(x.value == 7);
        },
        "x"_a);
    fabric->call("on_step", "x"_a = weft::lazy([&alive] { return Pinned(alive); }));
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(its_function_may_disconnect_the_handler_and_destroy_the_fabric) {
    for (const bool by_position : {false, true}) {
        auto fabric = std::make_unique<weft::Fabric>();
        weft::Connection connection = fabric->connect(
            "on_step",
            [text = std::string(100, 'x')](int x) { BOOST_TEST(x == static_cast<int>(text.size())); }, "x"_a);
        int later = 0;
        fabric->connect(
            "on_step", [&later](int) { ++later; }, "x"_a);
        const auto destroying = weft::lazy([&] {
            connection.disconnect();
            fabric.reset();
            return 100;
        });
        if (by_position) {
            fabric->call("on_step", destroying);
        } else {
            fabric->call("on_step", "x"_a = destroying);
        }
        BOOST_TEST(later == 0);
        BOOST_TEST(!connection.connected());
    }
}

BOOST_AUTO_TEST_CASE(a_handler_that_its_function_disconnects_or_blocks_does_not_run) {
    for (const bool is_observed : {false, true}) {
        auto fabric = std::make_unique<weft::Fabric>();
        if (is_observed) {
            fabric->observe([](const weft::Event&) {});
        }
        int runs = 0;
        const auto connect = [&] {
            return fabric->connect(
                "on_step", [&runs](int) { ++runs; }, "x"_a);
        };
        const auto call = [&](const auto& end) {
            return fabric->call("on_step", "x"_a = weft::lazy([&end] { return end(), 1; }));
        };
        const weft::Connection disconnected = connect();
        BOOST_TEST(call([&] { disconnected.disconnect(); }) == 0U);
        {
            const weft::Connection blocked = connect();
            weft::Block block;
            BOOST_TEST(call([&] { block = blocked.block(); }) == 0U);
            block.unblock();
            BOOST_TEST(call([] {}) == 1U);
        }
        BOOST_TEST(call([&] { fabric.reset(); }) == 0U);
        BOOST_TEST(runs == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_handler_with_next_that_its_function_disconnects_vetoes_nothing) {
    weft::Fabric fabric;
    const weft::Connection veto = fabric.connect(
        "on_step", [](int, const weft::Next&) {}, "x"_a);
    const auto disconnecting = weft::lazy([&veto] { return veto.disconnect(), 1; });
    BOOST_TEST(fabric.around("on_step", "x"_a = disconnecting, [] {}));
}

BOOST_AUTO_TEST_CASE(its_function_may_call_the_same_hook) {
    int depth = 0;
    double sum = 0.0;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&sum](double x) { sum += x; }, "x"_a);
    const std::function<void()> call = [&] {
        fabric.call("on_step", "x"_a = weft::lazy([&] {
                                   if (++depth < 3) {
                                       call();
                                   }
                                   return 0.5;
                               }));
    };
    call();
    BOOST_TEST(sum == 1.5);
}

BOOST_AUTO_TEST_CASE(a_large_and_strictly_aligned_object_is_made_in_place) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step",
        [](const Wide& x) {
            BOOST_TEST(reinterpret_cast<std::uintptr_t>(&x) % alignof(Wide) == 0U);
            BOOST_TEST(x.numbers.back() == 0.0);
        },
        "x"_a);
    BOOST_TEST(fabric.call("on_step", "x"_a = weft::lazy([] { return Wide(); })) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
