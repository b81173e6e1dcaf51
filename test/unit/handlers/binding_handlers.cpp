// SPDX-License-Identifier: MIT
// Every kind of handler is bound to its arguments alike: lambdas, functors, function pointers, std::function.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(binding_handlers_tests)

namespace {

int last = 0;

void function(int a, int b) {
    last = 10 * a + b;
}
int returning(int a, int b) noexcept {
    return last = 10 * a + b;
}

struct Constant {
    int* seen;
    void operator()(int a, int b) const { *seen = 10 * a + b; }
};

struct Counting {
    int calls = 0;
    int seen = 0;
    void operator()(int a, int b) {
        ++calls;
        seen = 10 * a + b;
    }
};

struct Quiet {
    int* seen;
    void operator()(int a, int b) const noexcept { *seen = 10 * a + b; }
};

struct Immovable {
    int seen = 0;
    Immovable() = default;
    Immovable(const Immovable&) = delete;
    Immovable& operator=(const Immovable&) = delete;
    void operator()(int a, int b) { seen = 10 * a + b; }
};

void call_both_ways(const weft::Fabric& fabric) {
    BOOST_TEST(fabric.call("h", "b"_a = 1, "a"_a = 1) == 1U);
    BOOST_TEST(fabric.call("h", 4, "b"_a = 2L) == 1U);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_lambda_is_a_handler) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](int a, int b) { seen = 10 * a + b; }, "a"_a, "b"_a);
    call_both_ways(fabric);
    BOOST_TEST(seen == 42);
}

BOOST_AUTO_TEST_CASE(a_noexcept_lambda_is_a_handler) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](int a, int b) noexcept { seen = 10 * a + b; }, "a"_a, "b"_a);
    call_both_ways(fabric);
    BOOST_TEST(seen == 42);
}

BOOST_AUTO_TEST_CASE(a_move_only_lambda_is_a_handler) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&, ten = std::make_unique<int>(10)](int a, int b) { seen = *ten * a + b; }, "a"_a, "b"_a);
    call_both_ways(fabric);
    BOOST_TEST(seen == 42);
}

BOOST_AUTO_TEST_CASE(a_mutable_lambda_keeps_its_state_between_calls) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&seen, calls = 0](int, int) mutable { seen = ++calls; }, "a"_a, "b"_a);
    call_both_ways(fabric);
    call_both_ways(fabric);
    BOOST_TEST(seen == 4);
}

BOOST_AUTO_TEST_CASE(a_functor_is_a_handler) {
    int seen = 0;
    {
        weft::Fabric fabric;
        fabric.connect("h", Constant{&seen}, "a"_a, "b"_a);
        call_both_ways(fabric);
        BOOST_TEST(seen == 42);
    }
    {
        weft::Fabric fabric;
        const Quiet quiet{&seen};
        seen = 0;
        fabric.connect("h", quiet, "a"_a, "b"_a);
        call_both_ways(fabric);
        BOOST_TEST(seen == 42);
    }
}

BOOST_AUTO_TEST_CASE(an_lvalue_functor_is_copied) {
    weft::Fabric fabric;
    Counting counting;
    fabric.connect("h", counting, "a"_a, "b"_a);
    call_both_ways(fabric);
    BOOST_TEST(counting.calls == 0);
}

BOOST_AUTO_TEST_CASE(a_functor_behind_std_ref_is_borrowed) {
    weft::Fabric fabric;
    Counting counting;
    fabric.connect("h", std::ref(counting), "a"_a, "b"_a);
    call_both_ways(fabric);
    BOOST_TEST(counting.calls == 2);
    BOOST_TEST(counting.seen == 42);

    weft::Fabric other;
    Immovable immovable;
    other.connect("h", std::ref(immovable), "a"_a, "b"_a);
    call_both_ways(other);
    BOOST_TEST(immovable.seen == 42);

    weft::Fabric third;
    int seen = 0;
    const Constant constant{&seen};
    third.connect("h", std::cref(constant), "a"_a, "b"_a);
    call_both_ways(third);
    BOOST_TEST(seen == 42);
}

BOOST_AUTO_TEST_CASE(a_function_is_a_handler) {
    weft::Fabric fabric;
    last = 0;
    fabric.connect("h", &function, "a"_a, "b"_a);
    call_both_ways(fabric);
    BOOST_TEST(last == 42);

    weft::Fabric other;
    last = 0;
    other.connect("h", function, "a"_a, "b"_a);
    call_both_ways(other);
    BOOST_TEST(last == 42);
}

BOOST_AUTO_TEST_CASE(a_noexcept_function_that_returns_is_a_handler) {
    weft::Fabric fabric;
    last = 0;
    fabric.connect("h", &returning, "a"_a, "b"_a);
    call_both_ways(fabric);
    BOOST_TEST(last == 42);
    int (*const pointer)(int, int) noexcept = returning;
    weft::Fabric other;
    other.connect("h", pointer, "a"_a, "b"_a);
    call_both_ways(other);
}

BOOST_AUTO_TEST_CASE(a_std_function_is_a_handler) {
    weft::Fabric fabric;
    int seen = 0;
    std::function<void(int, int)> kept = [&](int a, int b) { seen = 10 * a + b; };
    fabric.connect("h", kept, "a"_a, "b"_a);
    kept = nullptr;
    call_both_ways(fabric);
    BOOST_TEST(seen == 42);

    weft::Fabric other;
    other.connect("h", std::function<int(int, int)>{[&](int a, int b) { return seen = a + b; }}, "a"_a,
                  "b"_a);
    call_both_ways(other);
    BOOST_TEST(seen == 6);
}

BOOST_AUTO_TEST_CASE(what_a_handler_returns_is_ignored_whatever_it_is) {
    weft::Fabric fabric;
    std::string text{"kept"};
    fabric.connect(
        "h", [](int) { return std::make_unique<int>(1); }, "a"_a);
    fabric.connect(
        "h", [&](int) -> std::string& { return text; }, "a"_a);
    fabric.connect("h", []() -> const char* { return nullptr; });
    BOOST_TEST(fabric.call("h", "a"_a = 1) == 3U);
    BOOST_TEST(text == "kept");
}

BOOST_AUTO_TEST_CASE(const_in_a_parameter_by_value_changes_nothing) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](const int a, const std::string b) { seen = a + static_cast<int>(b.size()); }, "a"_a, "b"_a);
    BOOST_TEST(fabric.call("h", "a"_a = 1L, "b"_a = "two") == 1U);
    BOOST_TEST(seen == 4);
}

BOOST_AUTO_TEST_SUITE_END()
