// SPDX-License-Identifier: MIT
// Floating-point parameters at the edge of their range: a finite value never arrives as infinity.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(conversions_floats_tests)

namespace {

template <class Value>
using Limits = std::numeric_limits<Value>;

/// What arrives of a value in a parameter, or nothing where it is out of range.
template <class Parameter, class Value>
std::optional<Parameter> received(Value value) {
    std::optional<Parameter> found;
    weft::Fabric fabric;
    fabric.connect(
        "h", [&](Parameter x) { found = x; }, "x"_a);
    fabric.connect(
        "h", [&](std::optional<Parameter> x) { BOOST_TEST(x.has_value() == found.has_value()); }, "x"_a);
    try {
        fabric.call("h", "x"_a = value);
    } catch (const weft::ArgumentError&) {
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_finite_value_does_not_become_infinite) {
    BOOST_TEST(!received<float>(1e300).has_value());
    BOOST_TEST(!received<float>(-1e300).has_value());
    BOOST_TEST(!received<float>(1e300L).has_value());
    BOOST_TEST(!received<float>(Limits<double>::max()).has_value());
    BOOST_TEST(!received<double>(Limits<long double>::max()).has_value());
    BOOST_TEST(!received<double>(Limits<long double>::lowest()).has_value());
}

BOOST_AUTO_TEST_CASE(what_rounds_to_the_greatest_value_fits) {
    constexpr double greatest = Limits<float>::max();
    constexpr double half_a_step = 1.0141204801825835e31;
    BOOST_TEST(received<float>(greatest).value_or(0) == Limits<float>::max());
    BOOST_TEST(received<float>(-greatest).value_or(0) == Limits<float>::lowest());
    BOOST_TEST(received<float>(greatest + half_a_step / 2).value_or(0) == Limits<float>::max());
    BOOST_TEST(!received<float>(greatest + half_a_step).has_value());
    BOOST_TEST(received<float>(1e-300).value_or(1) == 0.0F);
    BOOST_TEST(received<float>(Limits<std::uint64_t>::max()).value_or(0) == 18446744073709551616.0F);
    BOOST_TEST(received<float>(Limits<std::int64_t>::min()).value_or(0) == -9223372036854775808.0F);
    BOOST_TEST(received<long double>(Limits<double>::max()).value_or(0) == Limits<double>::max());
}

BOOST_AUTO_TEST_CASE(infinity_and_what_is_no_number_pass) {
    BOOST_TEST(received<float>(Limits<double>::infinity()).value_or(0) == Limits<float>::infinity());
    BOOST_TEST(received<float>(-Limits<long double>::infinity()).value_or(0) == -Limits<float>::infinity());
    BOOST_TEST(received<double>(Limits<float>::infinity()).value_or(0) == Limits<double>::infinity());
    BOOST_TEST(std::isnan(received<float>(Limits<double>::quiet_NaN()).value_or(0)));
}

BOOST_AUTO_TEST_CASE(maps_answers_and_defaults_keep_to_the_range_too) {
    weft::Fabric fabric;
    const weft::ArgMap map{"big"_a = 1e300, "small"_a = 0.5};
    BOOST_CHECK_THROW(static_cast<void>(map.get<float>("big")), weft::ArgumentError);
    BOOST_CHECK_THROW(static_cast<void>(map.get<std::optional<float>>("big")), weft::ArgumentError);
    BOOST_CHECK_THROW(static_cast<void>(map.get_or<float>("big", 1.0F)), weft::ArgumentError);
    BOOST_TEST(map.get<float>("small") == 0.5F);
    fabric.connect("ask", [] { return 1e300; });
    BOOST_CHECK_THROW(fabric.collect<float>("ask"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.first<float>("ask"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.connect(
                          "h", [](float) {}, "x"_a = 1e300),
                      weft::Error);
    BOOST_CHECK_THROW(fabric.connect(
                          "h", [](std::optional<float>) {}, "x"_a = -1e300),
                      weft::Error);
    fabric.connect(
        "h", [](float x) { BOOST_TEST(std::isinf(x)); }, "x"_a = Limits<double>::infinity());
    BOOST_TEST(fabric.call("h") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
