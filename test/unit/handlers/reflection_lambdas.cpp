// SPDX-License-Identifier: MIT
// The parameter names of handlers: a lambda has its own, everything else none. Only in the build with reflection.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(reflection_lambdas_tests)

namespace {

struct Functor {
    int* seen;
    void operator()(int x) const { *seen = x; }
};
template <class Value>
struct TemplatedFunctor {
    int* seen;
    explicit TemplatedFunctor(int* target) : seen{target} {}
    void operator()(Value x) const { *seen = x; }
};

int function_seen = 0;
void function(int x) {
    function_seen = x;
}

template <class Value>
auto lambda_of_template(int* seen) {
    return [seen](Value x) { *seen = x; };
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_lambda_is_filled_by_its_own_names) {
    int seen = 0;
    weft::Fabric fabric;
    fabric.connect("on_step", [&](int epoch, double loss) { seen = epoch + static_cast<int>(loss); });
    fabric.call("on_step", "loss"_a = 2.5, "epoch"_a = 10);
    BOOST_TEST(seen == 12);
    fabric.call("on_step", 20, "loss"_a = 3);
    BOOST_TEST(seen == 23);
    BOOST_CHECK_THROW(fabric.call("on_step", "epoch"_a = 1), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(args_and_unnamed_parameters_are_counted_right) {
    int seen = 0;
    weft::Fabric fabric;
    fabric.connect("on_step", [&](int, const weft::Args& args, int last) {
        seen = last + static_cast<int>(args.size());
    });
    fabric.call("on_step", 1, "last"_a = 10, "more"_a = 0);
    BOOST_TEST(seen == 13);
    BOOST_CHECK_THROW(fabric.call("on_step", "last"_a = 10), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(any_kind_of_lambda_has_names) {
    int seen = 0;
    auto borrowed = [&seen](int x) { seen += x; };
    weft::Fabric fabric;
    fabric.connect("on_step", [&seen, own = std::make_unique<int>(1)](int x) mutable { seen += x * *own; });
    fabric.connect("on_step", std::ref(borrowed), weft::at_front);
    fabric.connect("on_step", lambda_of_template<int>(&seen), weft::at_front, weft::once);
    BOOST_TEST(fabric.call("on_step", "x"_a = 2) == 3U);
    BOOST_TEST(seen == 6);
}

BOOST_AUTO_TEST_CASE(any_name_given_as_an_extra_switches_them_off) {
    int seen = 0;
    weft::Fabric fabric;
    // The name goes to the first parameter; the second has none.
    fabric.connect(
        "on_step", [&](int x, int y) { seen = 10 * x + y; }, "first"_a);
    BOOST_CHECK_THROW(fabric.call("on_step", "x"_a = 1, "y"_a = 2), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("on_step", "first"_a = 1, "y"_a = 2), weft::ArgumentError);
    fabric.call("on_step", 1, 2);
    BOOST_TEST(seen == 12);
    fabric.connect(
        "on_default", [&](int x, int y) { seen = 10 * x + y; }, "first"_a, "second"_a = 5);
    fabric.call("on_default", "first"_a = 3, "y"_a = 1);
    BOOST_TEST(seen == 35);
}

BOOST_AUTO_TEST_CASE(functors_functions_and_std_function_have_no_names) {
    int seen = 0;
    struct {
        int* target;
        void operator()(int x) const { *target = x; }
    } const unnamed{&seen};
    weft::Fabric fabric;
    fabric.connect("functor", Functor{&seen});
    fabric.connect("templated", TemplatedFunctor<int>{&seen});
    fabric.connect("unnamed", unnamed);
    fabric.connect("function", function);
    fabric.connect("pointer", &function);
    fabric.connect("wrapped", std::function<void(int)>{[&seen](int x) { seen = x; }});
    for (const char* hook : {"functor", "templated", "unnamed", "function", "pointer", "wrapped"}) {
        BOOST_CHECK_THROW(fabric.call(hook, "x"_a = 1), weft::ArgumentError);
        BOOST_TEST(fabric.call(hook, 1) == 1U);
    }
    BOOST_TEST(seen == 1);
    BOOST_TEST(function_seen == 1);
}

BOOST_AUTO_TEST_CASE(a_lambdas_own_names_are_held_against_declarations) {
    weft::Fabric fabric;
    fabric.declare("on_step", "epoch"_a);
    fabric.strict();
    fabric.connect("on_step", [](int) {});
    fabric.connect("on_step", []([[maybe_unused]] int epoch) {});
    BOOST_CHECK_THROW(fabric.connect("on_step", []([[maybe_unused]] int epok) {}), weft::Error);
}

BOOST_AUTO_TEST_SUITE_END()
