// SPDX-License-Identifier: MIT
// Values whose own constructors, conversions and operators get in the way of being passed as they are.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <any>
#include <stdexcept>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(argument_values_tests)

namespace {

struct Greedy {
    int value = 0;
    Greedy() = default;
    template <class Anything>
    Greedy(Anything&&) : value{-1} {}
    Greedy(const Greedy&) = default;
    Greedy(Greedy&) = default;
    template <class Anything>
    operator Anything() const {
        return Anything{};
    }
};

struct Evasive {
    int value = 0;
    Evasive* operator&() { return nullptr; }
    const Evasive* operator&() const { return nullptr; }
    [[maybe_unused]] friend void operator,(const Evasive&, const Evasive&) {
        throw std::logic_error{"comma"};
    }
};

int twice(int number) {
    return 2 * number;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_value_that_converts_to_and_from_anything_is_passed_as_it_is) {
    weft::Fabric fabric;
    const Greedy* seen = nullptr;
    fabric.connect(
        "h", [&](const Greedy& x) { seen = &x; }, "x"_a);
    Greedy greedy;
    fabric.call("h", "x"_a = greedy);
    BOOST_CHECK(seen == &greedy);
    fabric.call("h", greedy);
    BOOST_CHECK(seen == &greedy);

    int content = 0;
    fabric.connect(
        "any", [&](const std::any& x) { content = std::any_cast<int>(x); }, "x"_a);
    const std::any any{7};
    fabric.call("any", "x"_a = any);
    BOOST_TEST(content == 7);
    fabric.call("any", std::any{8});
    BOOST_TEST(content == 8);
    BOOST_CHECK_THROW(fabric.call("any", "x"_a = 9), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(overloaded_operators_of_a_value_are_left_alone) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](Evasive& x, const Evasive& y) { seen = x.value + y.value; }, "x"_a, "y"_a);
    Evasive one{1};
    Evasive two{2};
    fabric.call("h", "x"_a = one, "y"_a = two);
    BOOST_TEST(seen == 3);
    fabric.call("h", two, two);
    BOOST_TEST(seen == 4);
}

BOOST_AUTO_TEST_CASE(a_pointer_to_a_function_is_a_value) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](int (*x)(int)) { seen = x(21); }, "x"_a);
    fabric.call("h", "x"_a = &twice);
    BOOST_TEST(seen == 42);
}

BOOST_AUTO_TEST_SUITE_END()
