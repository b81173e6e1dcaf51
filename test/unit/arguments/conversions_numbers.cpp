// SPDX-License-Identifier: MIT
// The number rows of the parameter table: integers of every width, floating point, and what is no number.
#include "receiver.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <variant>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(conversions_numbers_tests)

namespace {

/// Of int and double every way of asking; of the others what is by value and by reference.
template <class Parameter>
using Receiver =
    receiving::Receiver<Parameter, std::is_same_v<Parameter, int> || std::is_same_v<Parameter, double>
                                       ? receiving::Asking::in_every_way
                                       : receiving::Asking::directly>;

enum class Scoped : int { zero, one };
enum Unscoped : int { unscoped_zero, unscoped_one };
enum class Letter : char { a = 'a' };
enum class Flag : bool { off, on };

using Integers = std::tuple<signed char, unsigned char, short, unsigned short, int, unsigned, long,
                            unsigned long, long long, unsigned long long>;
using Floats = std::tuple<float, double, long double>;
using OnlyThemselves =
    std::tuple<bool, char, wchar_t, char8_t, char16_t, char32_t, Scoped, Unscoped, Letter, Flag, std::byte>;

/// A value without its type, so that what is done with each is compiled once a parameter, not once a pair of types.
struct Sample {
    std::string shown;
    std::shared_ptr<const void> value;
    receiving::Pass pass;
    std::variant<std::monostate, long long, unsigned long long, long double> number;

    /// Whether it is an integer that `Parameter` can hold.
    template <class Parameter>
    [[nodiscard]] bool fits() const {
        if (const auto* negative = std::get_if<long long>(&number))
            return std::in_range<Parameter>(*negative);
        if (const auto* natural = std::get_if<unsigned long long>(&number))
            return std::in_range<Parameter>(*natural);
        return false;
    }
    template <class Parameter>
    [[nodiscard]] Parameter as() const {
        if (const auto* negative = std::get_if<long long>(&number))
            return static_cast<Parameter>(*negative);
        if (const auto* natural = std::get_if<unsigned long long>(&number))
            return static_cast<Parameter>(*natural);
        return static_cast<Parameter>(std::get<long double>(number));
    }
};

template <class Value>
Sample sample(Value value) {
    Sample result{typeid(Value).name(), std::make_shared<const Value>(value), receiving::pass<Value>, {}};
    if constexpr (std::is_floating_point_v<Value>) {
        result.number.emplace<long double>(value);
    } else if constexpr (!std::is_enum_v<Value> && std::is_signed_v<Value>) {
        result.number.emplace<long long>(value);
    } else if constexpr (!std::is_enum_v<Value>) {
        result.number.emplace<unsigned long long>(value);
    }
    if (!std::holds_alternative<std::monostate>(result.number))
        result.shown += " " + std::to_string(result.as<long double>());
    return result;
}

template <class Types>
using IndicesOf = std::make_index_sequence<std::tuple_size_v<Types>>;

/// `make` of each type of the tuple, in one list.
template <class Types, class Make, std::size_t... Index>
std::vector<Sample> of_each(Make make, std::index_sequence<Index...>) {
    std::vector<Sample> samples;
    (make(std::tuple_element_t<Index, Types>{}, samples), ...);
    return samples;
}

/// Of each integer type, the values at which one of them ends.
const std::vector<Sample>& integers() {
    static const std::vector<Sample> all = of_each<Integers>(
        []<class Integer>(Integer, std::vector<Sample>& samples) {
            using Limits = std::numeric_limits<Integer>;
            for (const Integer value : {Limits::min(), Integer{0}, Integer{1}, Integer{127}, Limits::max()})
                samples.push_back(sample(value));
            if constexpr (std::is_signed_v<Integer>)
                samples.push_back(sample(static_cast<Integer>(-1)));
            for (const long long value :
                 {-32769LL, -32768LL, -129LL, -128LL, 128LL, 255LL, 256LL, 32767LL, 32768LL, 65535LL, 65536LL,
                  2147483647LL, 2147483648LL, 4294967295LL, 4294967296LL}) {
                if (std::in_range<Integer>(value))
                    samples.push_back(sample(static_cast<Integer>(value)));
            }
        },
        IndicesOf<Integers>{});
    return all;
}

const std::vector<Sample>& floats() {
    static const std::vector<Sample> all = of_each<Floats>(
        []<class Float>(Float, std::vector<Sample>& samples) {
            using Limits = std::numeric_limits<Float>;
            for (const Float value : {Float(0), Float(0.1L), Float(-2.5L), Float(1e30L), Limits::infinity()})
                samples.push_back(sample(value));
        },
        IndicesOf<Floats>{});
    return all;
}

/// A value of each type that takes only itself.
const std::vector<Sample>& only_themselves() {
    static const std::vector<Sample> all = of_each<OnlyThemselves>(
        []<class Value>(Value, std::vector<Sample>& samples) {
            samples.push_back(sample(static_cast<Value>(1)));
        },
        IndicesOf<OnlyThemselves>{});
    return all;
}

template <class Parameter>
void check_refused(Receiver<Parameter>& receiver, const std::vector<Sample>& samples) {
    for (const Sample& sample : samples) {
        BOOST_TEST_CONTEXT(typeid(Parameter).name() << " from " << sample.shown) {
            BOOST_TEST(receiver.refuses(sample.pass, sample.value.get()));
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(an_integer_takes_every_integer_whose_value_fits, Parameter, Integers) {
    Receiver<Parameter> receiver;
    for (const Sample& sample : integers()) {
        BOOST_TEST_CONTEXT(typeid(Parameter).name() << " from " << sample.shown) {
            if (sample.fits<Parameter>()) {
                BOOST_TEST(receiver.takes(sample.pass, sample.value.get(), sample.as<Parameter>()));
            } else {
                BOOST_TEST(receiver.refuses(sample.pass, sample.value.get()));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_integer_refuses_floating_point_even_when_it_is_whole, Parameter, Integers) {
    Receiver<Parameter> receiver;
    check_refused(receiver, floats());
    BOOST_TEST(receiver.refuses(1.0));
    BOOST_TEST(receiver.refuses(std::numeric_limits<double>::quiet_NaN()));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_integer_refuses_bool_characters_enums, Parameter, Integers) {
    Receiver<Parameter> receiver;
    check_refused(receiver, only_themselves());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_integer_refuses_what_is_no_number, Parameter, Integers) {
    Receiver<Parameter> receiver;
    const int object = 1;
    BOOST_TEST(receiver.refuses("1"));
    BOOST_TEST(receiver.refuses(std::string{"1"}));
    BOOST_TEST(receiver.refuses(&object));
    BOOST_TEST(receiver.refuses(nullptr));
    BOOST_TEST(receiver.refuses(std::true_type{}));
    BOOST_TEST(receiver.refuses(std::vector<int>{1}));
}

template <class Parameter>
void check_taken(Receiver<Parameter>& receiver, const std::vector<Sample>& samples) {
    for (const Sample& sample : samples) {
        BOOST_TEST_CONTEXT(typeid(Parameter).name() << " from " << sample.shown) {
            BOOST_TEST(receiver.takes(sample.pass, sample.value.get(), sample.as<Parameter>()));
        }
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_floating_point_type_takes_every_integer, Parameter, Floats) {
    Receiver<Parameter> receiver;
    check_taken(receiver, integers());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_floating_point_type_takes_every_floating_point_type, Parameter, Floats) {
    Receiver<Parameter> receiver;
    check_taken(receiver, floats());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_floating_point_type_refuses_bool_characters_enums, Parameter, Floats) {
    Receiver<Parameter> receiver;
    check_refused(receiver, only_themselves());
    BOOST_TEST(receiver.refuses("1.0"));
    BOOST_TEST(receiver.refuses(std::string{"1.0"}));
    BOOST_TEST(receiver.refuses(nullptr));
}

BOOST_AUTO_TEST_CASE(not_a_number_and_the_sign_of_zero_survive) {
    weft::Fabric fabric;
    float seen = 0;
    fabric.connect(
        "h", [&](float x) { seen = x; }, "x"_a);
    fabric.call("h", "x"_a = std::numeric_limits<double>::quiet_NaN());
    BOOST_TEST(std::isnan(seen));
    fabric.call("h", "x"_a = -0.0);
    BOOST_TEST(std::signbit(seen));
    fabric.call("h", "x"_a = -std::numeric_limits<long double>::infinity());
    BOOST_TEST(std::isinf(seen));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(bool_characters_and_enums_take_only_themselves, Parameter, OnlyThemselves) {
    Receiver<Parameter> receiver;
    BOOST_TEST(receiver.takes(static_cast<Parameter>(1), static_cast<Parameter>(1)));
    BOOST_TEST(receiver.takes(static_cast<Parameter>(0), static_cast<Parameter>(0)));
    for (const Sample& sample : only_themselves()) {
        BOOST_TEST_CONTEXT(typeid(Parameter).name() << " from " << sample.shown) {
            BOOST_TEST(receiver.refuses(sample.pass, sample.value.get()) ==
                       (sample.pass != receiving::pass<Parameter>));
        }
    }
    check_refused(receiver, integers());
    check_refused(receiver, floats());
}

BOOST_AUTO_TEST_CASE(bool_refuses_what_the_language_would_convert) {
    Receiver<bool> receiver;
    const int object = 1;
    BOOST_TEST(receiver.refuses(&object));
    BOOST_TEST(receiver.refuses("true"));
    BOOST_TEST(receiver.refuses(nullptr));
    BOOST_TEST(receiver.refuses(std::true_type{}));
    const std::vector<bool> bits{true};
    BOOST_TEST(receiver.takes(static_cast<bool>(bits[0]), true));
}

BOOST_AUTO_TEST_CASE(a_number_of_the_exact_type_is_passed_by_reference) {
    weft::Fabric fabric;
    const void* seen = nullptr;
    fabric.connect(
        "double", [&](const double& x) { seen = &x; }, "x"_a);
    fabric.connect(
        "long", [&](const long& x) { seen = &x; }, "x"_a);
    fabric.connect(
        "char", [&](const char& x) { seen = &x; }, "x"_a);
    double real = 0.5;
    fabric.call("double", "x"_a = real);
    BOOST_CHECK(seen == &real);
    long whole = 5;
    fabric.call("long", "x"_a = whole);
    BOOST_CHECK(seen == &whole);
    char letter = 'l';
    fabric.call("char", "x"_a = letter);
    BOOST_CHECK(seen == &letter);
}

namespace {

/// Passes a 1 of the type, by name or by position; what is there afterwards.
template <class Value>
unsigned long long passed_mutable(const weft::Fabric& fabric, bool by_name) {
    Value value{1};
    by_name ? fabric.call("h", "x"_a = value) : fabric.call("h", value);
    return static_cast<unsigned long long>(value);
}

template <class Value>
void pass_const(const weft::Fabric& fabric) {
    const Value constant{1};
    fabric.call("h", "x"_a = constant);
}

struct Whole {
    const std::type_info& type;
    unsigned long long (*passed_mutable)(const weft::Fabric& fabric, bool by_name);
    void (*pass_const)(const weft::Fabric& fabric);
};

template <std::size_t... Index>
std::vector<Whole> wholes(std::index_sequence<Index...>) {
    return {{typeid(std::tuple_element_t<Index, Integers>),
             passed_mutable<std::tuple_element_t<Index, Integers>>,
             pass_const<std::tuple_element_t<Index, Integers>>}...};
}

}  // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(a_mutable_reference_takes_exactly_its_integer, Parameter, Integers) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](Parameter& x) { x = Parameter{42}; }, "x"_a);
    for (const Whole& whole : wholes(IndicesOf<Integers>{})) {
        for (const bool by_name : {true, false}) {
            if (whole.type == typeid(Parameter)) {
                BOOST_TEST(whole.passed_mutable(fabric, by_name) == 42U);
            } else {
                BOOST_CHECK_THROW(whole.passed_mutable(fabric, by_name), weft::ArgumentError);
            }
        }
        BOOST_CHECK_THROW(whole.pass_const(fabric), weft::ArgumentError);
    }
}

BOOST_AUTO_TEST_CASE(a_mutable_reference_takes_exactly_its_floating_point_type_bool_or_enum) {
    weft::Fabric fabric;
    fabric.connect(
        "double", [](double& x) { x = 2; }, "x"_a);
    fabric.connect(
        "bool", [](bool& x) { x = true; }, "x"_a);
    fabric.connect(
        "enum", [](Scoped& x) { x = Scoped::one; }, "x"_a);
    double real = 1;
    float narrow = 1;
    int whole = 1;
    bool stop = false;
    Scoped scoped = Scoped::zero;
    fabric.call("double", "x"_a = real);
    fabric.call("bool", "x"_a = stop);
    fabric.call("enum", "x"_a = scoped);
    BOOST_TEST(real == 2.0);
    BOOST_TEST(stop);
    BOOST_CHECK(scoped == Scoped::one);
    BOOST_CHECK_THROW(fabric.call("double", "x"_a = narrow), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("double", "x"_a = whole), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("bool", "x"_a = whole), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("enum", "x"_a = whole), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(the_fixed_width_types_are_integers) {
    BOOST_TEST(Receiver<std::int8_t>{}.takes(std::int64_t{-128}, std::int8_t{-128}));
    BOOST_TEST(Receiver<std::uint8_t>{}.takes(255, std::uint8_t{255}));
    BOOST_TEST(Receiver<std::uint8_t>{}.refuses(256));
    BOOST_TEST(Receiver<std::uint8_t>{}.refuses(-1));
    BOOST_TEST(Receiver<std::int64_t>{}.refuses(std::numeric_limits<std::uint64_t>::max()));
    BOOST_TEST(Receiver<std::size_t>{}.takes(3, std::size_t{3}));
    BOOST_TEST(Receiver<double>{}.takes(std::uint8_t{'a'}, 97.0));
    BOOST_TEST(Receiver<char>{}.refuses(std::int8_t{'a'}));
}

BOOST_AUTO_TEST_SUITE_END()
