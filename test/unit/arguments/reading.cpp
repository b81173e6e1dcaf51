// SPDX-License-Identifier: MIT
// Types that read as numbers and text by a specialization of weft::Reading.
#include "hooks.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;

namespace reading_tests_types {

/// A tensor of which only one with a single element is a number.
struct Tensor {
    std::vector<double> elements;
};
struct SmallerTensor : Tensor {};

/// Prints, and is no number, though the language would convert it to one.
struct Version {
    int major = 1;
    operator double() const { return major; }  // NOLINT(google-explicit-constructor): what the test is about
};

/// The language converts it to a number, and nobody says that it reads as one.
struct Price {
    double value = 2.5;
    operator double() const { return value; }  // NOLINT(google-explicit-constructor): what the test is about
};

enum class Level { low = 1, high = 2 };

template <class Value>
struct Boxed {
    Value value;
};

struct Broken {};

struct Loud {
    std::string shout;
};

}  // namespace reading_tests_types

template <>
struct weft::Reading<reading_tests_types::Tensor> {
    static std::optional<double> number(const reading_tests_types::Tensor& tensor) {
        return tensor.elements.size() == 1 ? std::optional(tensor.elements.front()) : std::nullopt;
    }
    static std::string text(const reading_tests_types::Tensor& tensor) {
        return fmt::format("tensor of {}", tensor.elements.size());
    }
};

template <>
struct weft::Reading<reading_tests_types::Version> {
    static std::string text(const reading_tests_types::Version& version) {
        return fmt::format("v{}", version.major);
    }
};

template <>
struct weft::Reading<reading_tests_types::Level> {
    static double number(reading_tests_types::Level level) { return static_cast<double>(level); }
};

template <class Value>
struct weft::Reading<reading_tests_types::Boxed<Value>> {
    static std::optional<double> number(const reading_tests_types::Boxed<Value>& boxed) {
        return boxed.value;
    }
};

template <>
struct weft::Reading<reading_tests_types::Broken> {
    static std::optional<double> number(const reading_tests_types::Broken&) {
        throw std::runtime_error("no number today");
    }
    static std::string text(const reading_tests_types::Broken&) { throw std::runtime_error("no text today"); }
};

template <>
struct weft::Reading<reading_tests_types::Loud> {
    static std::string text(const reading_tests_types::Loud& loud) { return loud.shout; }
};

/// fmt prints it in another way than its `Reading`, which counts.
template <>
struct fmt::formatter<reading_tests_types::Version> : fmt::formatter<int> {
    auto format(const reading_tests_types::Version& version, fmt::format_context& context) const {
        return formatter<int>::format(version.major, context);
    }
};

BOOST_AUTO_TEST_SUITE(reading_tests)

using namespace reading_tests_types;

namespace {

std::string refusal_of(const weft::Fabric& fabric, const auto& value) {
    try {
        fabric.call("on_step", "x"_a = value);
    } catch (const weft::ArgumentError& error) {
        return error.what();
    }
    return "nothing";
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

const Tensor one{{0.5}};
const Tensor two{{0.5, 0.25}};

struct Judge {
    Tensor on_ask(int size) { return {std::vector<double>(static_cast<std::size_t>(size), 0.5)}; }
    std::optional<Tensor> on_optional(int size) {
        return size > 0 ? std::optional(on_ask(size)) : std::nullopt;
    }
};
HOOKS(Judge, (on_ask, size), (on_optional, size))

}  // namespace

BOOST_AUTO_TEST_CASE(floating_point_parameters_take_a_value_that_has_a_number) {
    double seen = 0.0;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&seen](double x) { seen += x; }, "x"_a);
    fabric.connect(
        "on_step", [&seen](float x) { seen += double{x}; }, "x"_a);
    fabric.connect(
        "on_step", [&seen](const long double& x) { seen += static_cast<double>(x); }, "x"_a);
    fabric.connect(
        "on_step", [&seen](std::optional<double> x) { seen += x.value_or(100.0); }, "x"_a);
    fabric.connect(
        "on_step", [&seen](const std::optional<std::optional<float>>& x) { seen += double{x->value()}; },
        "x"_a);
    fabric.call("on_step", "x"_a = one);
    fabric.call("on_step", one);
    fabric.call("on_step", weft::arg("x", Tensor{{0.5}}));
    fabric.call("on_step", "x"_a = weft::lazy([] { return one; }));
    BOOST_TEST(seen == 10.0);
    fabric.call("on_step", "x"_a = Level::high);
    fabric.call("on_step", "x"_a = Boxed<int>{3});
    fabric.call("on_step", "x"_a = Boxed<double>{3.5});
    BOOST_TEST(seen == 10.0 + 5 * (2.0 + 3.0 + 3.5));
}

BOOST_AUTO_TEST_CASE(a_value_without_a_number_is_refused) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect(
        "on_step", [](double) { BOOST_ERROR("it runs"); }, "x"_a);
    BOOST_TEST(holds(refusal_of(fabric, two),
                     "tensor of 2 (reading_tests_types::Tensor), expected a value that reads as a number"));
    connection.disconnect();
    fabric.connect(
        "on_step", [](const std::optional<double>&) { BOOST_ERROR("it runs"); }, "x"_a);
    BOOST_TEST(holds(refusal_of(fabric, two), "expected a value that reads as a number"));
}

BOOST_AUTO_TEST_CASE(a_number_that_does_not_fit_is_out_of_range) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](float) {}, "x"_a);
    BOOST_TEST(
        holds(refusal_of(fabric, Tensor{{1e300}}), "1e+300 (reading_tests_types::Tensor), expected -3.4"));
    BOOST_TEST(refusal_of(fabric, Tensor{{std::numeric_limits<double>::infinity()}}) == "nothing");
    BOOST_TEST(refusal_of(fabric, Tensor{{std::nan("")}}) == "nothing");
}

BOOST_AUTO_TEST_CASE(no_other_parameter_takes_it) {
    const auto refuses = [](auto handler) {
        weft::Fabric fabric;
        fabric.connect("on_step", handler, "x"_a);
        return refusal_of(fabric, one) != "nothing";
    };
    BOOST_TEST(refuses([](int) {}));
    BOOST_TEST(refuses([](bool) {}));
    BOOST_TEST(refuses([](double&) {}));
    BOOST_TEST(refuses([](const std::string&) {}));
    BOOST_TEST(refuses([](std::string_view) {}));
    BOOST_TEST(!refuses([](const Tensor&) {}));
    BOOST_TEST(!refuses([](Tensor) {}));
}

BOOST_AUTO_TEST_CASE(it_is_for_exactly_the_type) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](double) {}, "x"_a);
    BOOST_TEST(refusal_of(fabric, SmallerTensor{}) != "nothing");
    fabric.connect("on_look", [](const weft::Args& args) {
        BOOST_TEST(!(*args.begin()).number().has_value());
        BOOST_TEST(fmt::format("{}", args) == "{<reading_tests_types::SmallerTensor>}");
    });
    BOOST_TEST(fabric.call("on_look", SmallerTensor{}) == 1U);
}

BOOST_AUTO_TEST_CASE(arg_number_and_get_read_it) {
    weft::Fabric fabric;
    fabric.connect("on_step", [](const weft::Args& args) {
        const weft::Arg arg = *args.begin();
        BOOST_TEST(arg.number().value() == 0.5);
        BOOST_TEST(arg.get<double>() == 0.5);
        BOOST_TEST(args.get<std::optional<float>>(0).value() == 0.5F);
        BOOST_TEST(args.get_or<double>("x", 1.0) == 0.5);
        BOOST_TEST(args.get<const Tensor&>("x").elements.size() == 1U);
        BOOST_CHECK_THROW(static_cast<void>(args.get<const double&>("x")), weft::ArgumentError);
    });
    fabric.call("on_step", "x"_a = one);
    fabric.connect("on_none", [](const weft::Args& args) {
        BOOST_TEST(!(*args.begin()).number().has_value());
        BOOST_CHECK_THROW(static_cast<void>(args.get<double>(0)), weft::ArgumentError);
    });
    fabric.call("on_none", two);
    fabric.call("on_none", Version{});
    fabric.call("on_none", Price{});
}

BOOST_AUTO_TEST_CASE(it_prints_as_its_text_instead_of_by_fmt) {
    std::string printed;
    weft::Fabric fabric;
    fabric.connect("on_step", [&printed](const weft::Args& args) { printed = fmt::format("{}", args); });
    fabric.call("on_step", two, "version"_a = Version{}, "level"_a = Level::low, "loud"_a = Loud{"a\nb"});
    BOOST_TEST(printed == "{tensor of 2, version=v1, level=<reading_tests_types::Level>, loud=a\\nb}");
    weft::ArgMap map{"x"_a = two};
    map.set("version", Version{});
    BOOST_TEST(fmt::format("{}", map) == "{x=tensor of 2, version=v1}");
    BOOST_TEST(fmt::format("{}", weft::ArgMap(map)) == "{x=tensor of 2, version=v1}");
}

BOOST_AUTO_TEST_CASE(a_map_keeps_what_reads_as_a_number) {
    weft::ArgMap map{"x"_a = one};
    map.set("y", Level::high);
    BOOST_TEST(map.get<double>("x") == 0.5);
    BOOST_TEST(map.get<float>("y") == 2.0F);
    weft::Fabric fabric;
    std::optional<weft::ArgMap> kept;
    fabric.connect(
        "on_step", [](double x, double y) { BOOST_TEST(x + y == 2.5); }, "x"_a, "y"_a);
    fabric.connect("on_step", [&kept](const weft::Args& args) { kept.emplace(args); });
    BOOST_TEST(fabric.call("on_step", weft::unpack(map)) == 2U);
    BOOST_TEST(kept->get<double>("x") == 0.5);
}

BOOST_AUTO_TEST_CASE(results_read_as_numbers) {
    weft::Fabric fabric{Judge{}};
    fabric.connect("on_ask", [] { return Level::high; });
    BOOST_TEST(fabric.collect<double>("on_ask", "size"_a = 1) == (std::vector<double>{0.5, 2.0}),
               boost::test_tools::per_element());
    BOOST_TEST(fabric.first<float>("on_ask", "size"_a = 1).value() == 0.5F);
    BOOST_TEST(fabric.collect<int>("on_ask", "size"_a = 1).empty());
    BOOST_TEST(fabric.collect<std::string>("on_ask", "size"_a = 1).empty());
    BOOST_CHECK_THROW(static_cast<void>(fabric.collect<double>("on_ask", "size"_a = 2)), weft::ArgumentError);
    BOOST_TEST(fabric.first<double>("on_optional", "size"_a = 1).value() == 0.5);
    BOOST_TEST(!fabric.first<double>("on_optional", "size"_a = 0).has_value());
    weft::DynamicCallback dynamic("Script");
    dynamic.on("on_script", weft::everything, [](const weft::Args&) { return one; });
    fabric.add(std::move(dynamic));
    BOOST_TEST(fabric.first<double>("on_script").value() == 0.5);
}

BOOST_AUTO_TEST_CASE(a_default_reads_as_a_number_at_once) {
    double seen = 0.0;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&seen](double x, std::optional<float> y) { seen = x + double{y.value_or(0.0F)}; },
        "x"_a = one, "y"_a = Level::high);
    fabric.call("on_step");
    BOOST_TEST(seen == 2.5);
    BOOST_CHECK_THROW(fabric.connect(
                          "on_step", [](double) {}, "x"_a = two),
                      weft::Error);
}

BOOST_AUTO_TEST_CASE(a_type_that_the_language_converts_is_not_taken_and_the_error_says_what_to_do) {
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [](double) {}, "x"_a);
    BOOST_TEST(
        holds(refusal_of(fabric, Price{}),
              "{x}: specialize weft::Reading<reading_tests_types::Price> to have it read as a number"));
    BOOST_TEST(holds(refusal_of(fabric, Version{}), "specialize weft::Reading"));
    BOOST_TEST(!holds(refusal_of(fabric, std::string("2.5")), "Reading"));
    BOOST_TEST(!holds(refusal_of(fabric, true), "Reading"));
    fabric.connect("on_look", [](const weft::Args& args) { static_cast<void>(args.get<double>(0)); });
    BOOST_CHECK_EXCEPTION(fabric.call("on_look", Price{}), weft::ArgumentError, [](const weft::Error& error) {
        return holds(error.what(), "specialize weft::Reading<reading_tests_types::Price>");
    });
    // Where it would not help, it is not said.
    weft::Fabric others;
    others.connect(
        "on_step", [](double&) {}, "x"_a);
    BOOST_TEST(!holds(refusal_of(others, Price{}), "Reading"));
}

BOOST_AUTO_TEST_CASE(what_a_reading_throws_leaves_the_call_like_a_refusal) {
    int failures = 0;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    fabric.connect(
        "on_step", [](double) {}, "x"_a, weft::once);
    BOOST_CHECK_THROW(fabric.call("on_step", "x"_a = Broken{}), std::runtime_error);
    BOOST_TEST(failures == 0);
    BOOST_TEST(fabric.call("on_step", "x"_a = 1.0) == 1U);  // `once` was not used up.
    BOOST_CHECK_THROW(static_cast<void>(fmt::format("{}", weft::ArgMap{"x"_a = Broken{}})),
                      std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
