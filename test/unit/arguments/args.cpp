// SPDX-License-Identifier: MIT
// weft::Args, the map of one call: size, lookup by name and index, references, fallbacks, order, printing.
#include <weft/weft.hpp>

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

struct Point {
    int x = 1;
    int y = 2;
};

template <>
struct fmt::formatter<Point> {
    constexpr auto parse(fmt::format_parse_context& context) { return context.begin(); }
    template <class Context>
    auto format(const Point& point, Context& context) const {
        return fmt::format_to(context.out(), "({}, {})", point.x, point.y);
    }
};

BOOST_AUTO_TEST_SUITE(args_tests)

struct Tensor {};

namespace {

struct Animal {
    int legs = 4;
};
struct Named {
    int id = 7;
};
struct Dog : Animal, Named {};

/// Shows the map of one call to `look`.
template <class... Arguments>
void shown(const std::function<void(const weft::Args&)>& look, Arguments&&... arguments) {
    weft::Fabric fabric;
    fabric.connect("h", [&](const weft::Args& args) { look(args); });
    BOOST_TEST(fabric.call("h", std::forward<Arguments>(arguments)...) == 1U);
}

template <class... Arguments>
std::string printed(Arguments&&... arguments) {
    std::string text;
    shown([&](const weft::Args& args) { text = fmt::format("{}", args); },
          std::forward<Arguments>(arguments)...);
    return text;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_size_counts_positional_and_named_arguments) {
    shown([](const weft::Args& args) {
        BOOST_TEST(args.size() == 0U);
        BOOST_TEST(args.empty());
    });
    shown(
        [](const weft::Args& args) {
            BOOST_TEST(args.size() == 3U);
            BOOST_TEST(!args.empty());
        },
        1, "a"_a = 2, weft::arg("b", 3));
}

BOOST_AUTO_TEST_CASE(it_contains_the_names_of_the_call_and_no_others) {
    shown(
        [](const weft::Args& args) {
            BOOST_TEST(args.contains("loss"));
            BOOST_TEST(args.contains(std::string{"epoch"}));
            BOOST_TEST(args.contains(std::string_view{"epochs"}.substr(0, 5)));
            BOOST_TEST(!args.contains("los"));
            BOOST_TEST(!args.contains("losss"));
            BOOST_TEST(!args.contains("Loss"));
            BOOST_TEST(!args.contains("0"));
        },
        1, "loss"_a = 2, weft::arg("epoch", 3));
}

BOOST_AUTO_TEST_CASE(a_value_is_got_by_name_with_the_conversions_of_the_table) {
    shown(
        [](const weft::Args& args) {
            BOOST_TEST(args.get<int>("epoch") == 3);
            BOOST_TEST(args.get<double>("epoch") == 3.0);
            BOOST_TEST(+args.get<std::int8_t>("epoch") == 3);
            BOOST_TEST(args.get<float>("loss") == 0.25F);
            BOOST_TEST(args.get<std::string>("phase") == "train");
            BOOST_TEST(args.get<std::string_view>("phase") == "train");
            BOOST_TEST(args.get<std::optional<double>>("epoch").value() == 3.0);
            BOOST_TEST(args.get<bool>("stop"));
        },
        "loss"_a = 0.25, "epoch"_a = 3, "phase"_a = "train", "stop"_a = true);
}

BOOST_AUTO_TEST_CASE(a_value_is_got_by_its_index_in_the_call) {
    shown(
        [](const weft::Args& args) {
            BOOST_TEST(args.get<int>(0) == 10);
            BOOST_TEST(args.get<std::string>(1) == "text");
            BOOST_TEST(args.get<double>(2) == 0.5);
            BOOST_TEST(args.get<double>(std::size_t{3}) == 4.0);
        },
        10, "text", "z"_a = 0.5, "a"_a = 4);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_or_does_not_convert_throws) {
    shown(
        [](const weft::Args& args) {
            BOOST_CHECK_THROW(static_cast<void>(args.get<int>("missing")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<int&>("missing")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<const int&>("missing")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<int>(2)), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<int>(static_cast<std::size_t>(-1))),
                              weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<int>("loss")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<std::string>("loss")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<bool>("big")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<std::int8_t>("big")), weft::ArgumentError);
        },
        "loss"_a = 0.25, "big"_a = 300);
    shown([](const weft::Args& args) {
        BOOST_CHECK_THROW(static_cast<void>(args.get<int>(0)), weft::ArgumentError);
        BOOST_CHECK_THROW(static_cast<void>(args.get<int>("x")), weft::ArgumentError);
    });
}

BOOST_AUTO_TEST_CASE(an_optional_is_empty_where_there_is_no_such_name) {
    shown(
        [](const weft::Args& args) {
            BOOST_TEST(!args.get<std::optional<int>>("missing").has_value());
            BOOST_CHECK_THROW(static_cast<void>(args.get<std::optional<int>>("loss")), weft::ArgumentError);
        },
        "loss"_a = 0.25);
}

BOOST_AUTO_TEST_CASE(a_reference_is_to_the_callers_own_object) {
    int number = 1;
    const int constant = 2;
    Dog dog;
    shown(
        [&](const weft::Args& args) {
            BOOST_CHECK(&args.get<int&>("number") == &number);
            BOOST_CHECK(&args.get<int&>(0) == &number);
            BOOST_CHECK(&args.get<const int&>("number") == &number);
            BOOST_CHECK(&args.get<const int&>("constant") == &constant);
            BOOST_CHECK(&args.get<Dog&>("dog") == &dog);
            BOOST_CHECK(&args.get<Named&>("dog") == &dog);
            BOOST_CHECK(&args.get<const Named&>("dog") == &dog);
            args.get<int&>("number") = 5;
        },
        "number"_a = number, "constant"_a = constant, "dog"_a = dog);
    BOOST_TEST(number == 5);
}

BOOST_AUTO_TEST_CASE(a_reference_throws_where_a_conversion_would_be_needed) {
    int number = 1;
    const int constant = 2;
    std::string string{"text"};
    shown(
        [&](const weft::Args& args) {
            BOOST_CHECK_THROW(static_cast<void>(args.get<const double&>("number")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<double&>("number")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<const long&>("number")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<const unsigned&>("number")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<int&>("constant")), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<int&>("temporary")), weft::ArgumentError);
            BOOST_TEST(args.get<const int&>("temporary") == 3);
            BOOST_CHECK_THROW(static_cast<void>(args.get<const std::string&>("literal")),
                              weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(args.get<const std::string_view&>("string")),
                              weft::ArgumentError);
            BOOST_CHECK(&args.get<const std::string&>("string") == &string);
            BOOST_CHECK_THROW(static_cast<void>(args.get<const std::optional<int>&>("number")),
                              weft::ArgumentError);
        },
        "number"_a = number, "constant"_a = constant, "temporary"_a = 3, "literal"_a = "text",
        "string"_a = string);
}

BOOST_AUTO_TEST_CASE(a_fallback_stands_in_for_what_is_missing) {
    shown(
        [](const weft::Args& args) {
            BOOST_TEST(args.get_or<int>("epoch", -1) == 3);
            BOOST_TEST(args.get_or<double>("epoch", 0.5) == 3.0);
            BOOST_TEST(args.get_or<int>("missing", -1) == -1);
            BOOST_TEST(args.get_or<double>("missing", 0.5) == 0.5);
            BOOST_TEST(args.get_or<std::string>("missing", "none") == "none");
            BOOST_TEST(args.get_or<std::string>("phase", "none") == "train");
            BOOST_TEST(args.get_or<std::string>("missing", std::string{"none"}) == "none");
        },
        "epoch"_a = 3, "phase"_a = "train");
}

BOOST_AUTO_TEST_CASE(iteration_is_in_call_order) {
    shown(
        [](const weft::Args& args) {
            std::vector<std::string> names;
            for (const auto& argument : args)
                names.emplace_back(argument.name());
            BOOST_TEST(names == (std::vector<std::string>{"", "", "z", "a", "m"}), per_element());
            std::size_t count = 0;
            for (const auto& argument : args)
                count += argument.template is<int>() ? 1U : 0U;
            BOOST_TEST(count == args.size());
        },
        1, 2, "z"_a = 3, weft::arg("a", 4), "m"_a = 5);
    shown([](const weft::Args& args) { BOOST_CHECK(args.begin() == args.end()); });
}

BOOST_AUTO_TEST_CASE(it_prints_as_in_the_contract) {
    const Tensor output;
    BOOST_TEST(printed("loss"_a = 0.25, "epoch"_a = 3, "output"_a = output) ==
               "{loss=0.25, epoch=3, output=<args_tests::Tensor>}");
    BOOST_TEST(printed() == "{}");
    BOOST_TEST(printed("x"_a = Tensor{}) == "{x=<args_tests::Tensor>}");
}

BOOST_AUTO_TEST_CASE(it_prints_in_call_order_with_run_time_names_too) {
    const std::string name{"b"};
    BOOST_TEST(printed("c"_a = 1, weft::arg(name, 2), "a"_a = 3) == "{c=1, b=2, a=3}");
}

BOOST_AUTO_TEST_CASE(what_fmt_can_format_is_printed_by_fmt) {
    BOOST_TEST(printed("x"_a = Point{}) == "{x=(1, 2)}");
    BOOST_TEST(printed("stop"_a = true) == "{stop=true}");
    BOOST_TEST(printed("small"_a = std::uint8_t{65}, "big"_a = 1ULL << 63) ==
               "{small=65, big=9223372036854775808}");
    BOOST_TEST(contains(printed("phase"_a = "train"), "train"));
    BOOST_TEST(contains(printed("phase"_a = std::string{"train"}), "train"));
}

BOOST_AUTO_TEST_CASE(positional_values_are_printed) {
    const std::string text = printed(17, "x"_a = 4);
    BOOST_TEST(contains(text, "17"));
    BOOST_TEST(contains(text, "x=4"));
    BOOST_TEST(text.find("17") < text.find("x=4"));
}

BOOST_AUTO_TEST_CASE(braces_in_names_and_values_are_only_text) {
    BOOST_TEST(contains(printed(weft::arg("{0}", 1), "x"_a = "{} {1} {"), "{0}=1"));
    BOOST_TEST(contains(printed("x"_a = "{} {1} {"), "{} {1} {"));
}

BOOST_AUTO_TEST_CASE(a_null_string_is_printed_without_harm) {
    const char* null = nullptr;
    BOOST_CHECK_NO_THROW(printed("x"_a = null));
}

BOOST_AUTO_TEST_SUITE_END()
