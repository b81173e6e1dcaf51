// SPDX-License-Identifier: MIT
// `connect` and the order `add` takes: what can be connected, where it goes, once and every.

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(connect_tests)

namespace {

using Journal = std::vector<std::string>;

int function_runs = 0;

void count_up() {
    ++function_runs;
}
void count_by(int amount) {
    function_runs += amount;
}

struct Functor {
    int own = 0;
    int* seen;

    void operator()() { *seen = ++own; }
};

struct ConstFunctor {
    int* seen;

    int operator()(int amount) const noexcept { return *seen += amount; }
};

struct Pair {
    Journal* journal;
    std::string name;

    void on_start() { journal->push_back(name + " starts"); }
    void on_end() { journal->push_back(name + " ends"); }
};
HOOKS(Pair, (on_start), (on_end))

std::size_t calls_until_it_runs(const weft::Fabric& fabric, std::size_t limit) {
    for (std::size_t call = 1; call <= limit; ++call) {
        if (fabric.call("on_step") == 1U) {
            return call;
        }
    }
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_kind_of_function_connects) {
    function_runs = 0;
    int seen = 0;
    void (*pointer)() = count_up;
    const std::function<void()> function = count_up;
    weft::Fabric fabric;
    fabric.connect("on_step", [&seen] { ++seen; });
    fabric.connect("on_step", [&seen]() mutable noexcept { ++seen; });
    fabric.connect("on_step", count_up);
    fabric.connect("on_step", &count_up);
    fabric.connect("on_step", pointer);
    fabric.connect("on_step", function);
    fabric.connect("on_step", std::function<void()>{count_up});
    fabric.connect("on_step", count_by, "amount"_a);
    fabric.connect("on_step", ConstFunctor{&seen}, "amount"_a);
    BOOST_TEST(fabric.call("on_step", "amount"_a = 10) == 9U);
    BOOST_TEST(function_runs == 15);
    BOOST_TEST(seen == 12);
}

BOOST_AUTO_TEST_CASE(a_move_only_lambda_connects) {
    int seen = 0;
    weft::Fabric fabric;
    fabric.connect("on_step", [own = std::make_unique<int>(3), &seen] { seen += *own; });
    auto named = [own = std::make_unique<int>(4), &seen] { seen += *own; };
    fabric.connect("on_step", std::move(named));
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(seen == 7);
}

BOOST_AUTO_TEST_CASE(an_lvalue_is_copied) {
    int seen = 0;
    weft::Fabric fabric;
    Functor functor{10, &seen};
    fabric.connect("on_step", functor);
    fabric.connect("on_other", functor);
    functor.own = 100;
    fabric.call("on_step");
    fabric.call("on_step");
    BOOST_TEST(seen == 12);
    fabric.call("on_other");
    BOOST_TEST(seen == 11);
    BOOST_TEST(functor.own == 100);
    const Functor constant{20, &seen};
    fabric.connect("on_constant", constant);
    fabric.call("on_constant");
    BOOST_TEST(seen == 21);
}

BOOST_AUTO_TEST_CASE(empty_functions_and_names_are_refused) {
    weft::Fabric fabric;
    void (*null)() = nullptr;
    std::function<void()> empty;
    BOOST_CHECK_THROW(fabric.connect("on_step", null), weft::Error);
    BOOST_CHECK_THROW(fabric.connect("on_step", empty), weft::Error);
    BOOST_CHECK_THROW(fabric.connect("on_step", std::function<void(int)>{}, "x"_a), weft::Error);
    BOOST_CHECK_THROW(fabric.connect("", [] {}), weft::Error);
    BOOST_CHECK_THROW(fabric.connect(std::string{}, count_up), weft::Error);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_refused_handler_is_released) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.connect("", [token] {}), weft::Error);
    BOOST_CHECK_THROW(fabric.connect(
                          "on_step", [token] {}, weft::every(0)),
                      weft::Error);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(at_front_goes_before_everything_connected_so_far) {
    Journal journal;
    const auto note = [&journal](const char* text) { return [&journal, text] { journal.push_back(text); }; };
    weft::Fabric fabric;
    fabric.connect("on_step", note("a"));
    fabric.connect("on_step", note("b"), weft::at_front);
    fabric.connect("on_step", note("c"), weft::at_back);
    fabric.connect("on_step", note("d"), weft::at_front);
    fabric.connect("on_step", note("e"));
    BOOST_TEST(fabric.call("on_step") == 5U);
    const Journal expected{"d", "b", "a", "c", "e"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(a_callback_goes_before_or_after_all_others_as_a_whole) {
    Journal journal;
    weft::Fabric fabric{Pair{&journal, "a"}};
    fabric.connect(
        "on_start", [&journal] { journal.push_back("handler"); }, weft::at_front);
    fabric.add(Pair{&journal, "back"}, weft::at_back);
    fabric.add(Pair{&journal, "front"}, weft::at_front);
    fabric.add(Pair{&journal, "last"});
    fabric.add(Pair{&journal, "first"}, weft::at_front);
    BOOST_TEST(fabric.call("on_start") == 6U);
    BOOST_TEST(fabric.call("on_end") == 5U);
    const Journal expected{"first starts", "front starts", "handler",    "a starts",
                           "back starts",  "last starts",  "first ends", "front ends",
                           "a ends",       "back ends",    "last ends"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(extras_come_in_any_order) {
    int seen = 0;
    const auto add = [&seen](int a, int b) { seen += 10 * a + b; };
    weft::Fabric fabric;
    fabric.connect("on_step", add, weft::once, "a"_a, weft::at_front, "b"_a);
    fabric.connect("on_step", add, "a"_a, weft::every(1), "b"_a = 7);
    BOOST_TEST(fabric.call("on_step", "b"_a = 2, "a"_a = 1) == 2U);
    BOOST_TEST(seen == 24);
    BOOST_TEST(fabric.call("on_step", "a"_a = 1) == 1U);
    BOOST_TEST(seen == 41);
}

BOOST_AUTO_TEST_CASE(once_runs_once) {
    int runs = 0;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [&runs] { ++runs; }, weft::once);
    BOOST_TEST(connection.connected());
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(once_is_disconnected_just_before_it_runs) {
    bool connected = true;
    weft::Fabric fabric;
    weft::Connection connection;
    connection = fabric.connect(
        "on_step", [&] { connected = connection.connected(); }, weft::once);
    fabric.call("on_step");
    BOOST_TEST(!connected);
}

BOOST_AUTO_TEST_CASE(once_runs_once_under_recursion) {
    int runs = 0;
    std::size_t nested = 99;
    const auto token = std::make_shared<int>(5);
    weft::Fabric fabric;
    const auto recurse = [&runs, &nested, &fabric, token] {
        ++runs;
        nested = fabric.call("on_step");
        runs += *token - 5;  // what it captured is still there
    };
    fabric.connect("on_step", recurse, weft::once);
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(nested == 0U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_call_that_cannot_fill_its_parameters_does_not_use_once_up) {
    int seen = 0;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [&seen](int x) { seen = x; }, "x"_a, weft::once);
    BOOST_CHECK_THROW(fabric.call("on_step"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("on_step", "x"_a = "text"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("on_step", "x"_a = 1LL << 40), weft::ArgumentError);
    BOOST_TEST(connection.connected());
    BOOST_TEST(fabric.call("on_step", "x"_a = 3) == 1U);
    BOOST_TEST(seen == 3);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(a_blocked_call_does_not_use_once_up) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect(
        "on_step", [] {}, weft::once);
    {
        const weft::Block block = connection.block();
        BOOST_TEST(fabric.call("on_step") == 0U);
    }
    BOOST_TEST(connection.connected());
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(once_that_throws_has_run) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [] { throw std::runtime_error{"boom"}; }, weft::once);
    BOOST_CHECK_THROW(fabric.call("on_step"), std::runtime_error);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(once_disconnected_before_its_call_never_runs) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect(
        "on_step", [] {}, weft::once);
    connection.disconnect();
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(every_runs_on_the_nth_call_and_its_multiples) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [] {}, weft::every(3));
    std::vector<std::size_t> counts;
    for (int call = 0; call < 9; ++call) {
        counts.push_back(fabric.call("on_step"));
    }
    const std::vector<std::size_t> expected{0, 0, 1, 0, 0, 1, 0, 0, 1};
    BOOST_TEST(counts == expected, per_element());
}

BOOST_AUTO_TEST_CASE(every_one_runs_always) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [] {}, weft::every(1));
    for (int call = 0; call < 5; ++call) {
        BOOST_TEST(fabric.call("on_step") == 1U);
    }
}

BOOST_AUTO_TEST_CASE(every_zero_is_refused) {
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.connect(
                          "on_step", [] {}, weft::every(0)),
                      weft::Error);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(two_handlers_with_every_count_for_themselves) {
    weft::Fabric fabric;
    const auto extra = weft::every(2);
    fabric.connect(
        "on_step", [] {}, extra);
    fabric.connect(
        "on_step", [] {}, extra);
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(fabric.call("on_step") == 2U);
}

BOOST_AUTO_TEST_CASE(calls_of_other_hooks_do_not_count_for_every) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [] {}, weft::every(2));
    fabric.connect("on_other", [] {});
    fabric.call("on_step");
    fabric.call("on_other");
    fabric.call("on_other");
    BOOST_TEST(calls_until_it_runs(fabric, 5) == 1U);
}

BOOST_AUTO_TEST_CASE(blocked_calls_do_not_count_for_every) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect(
        "on_step", [] {}, weft::every(3));
    fabric.call("on_step");
    {
        const weft::Block block = connection.block();
        for (int call = 0; call < 7; ++call) {
            BOOST_TEST(fabric.call("on_step") == 0U);
        }
    }
    BOOST_TEST(calls_until_it_runs(fabric, 5) == 2U);
    BOOST_TEST(calls_until_it_runs(fabric, 5) == 3U);
}

BOOST_AUTO_TEST_CASE(nested_calls_count_for_every) {
    int runs = 0;
    weft::Fabric fabric;
    const auto recurse = [&] {
        ++runs;
        if (runs < 3) {
            fabric.call("on_step");  // the third, then the fifth
        }
    };
    fabric.connect("on_step", recurse, weft::every(2));
    fabric.call("on_step");  // first
    fabric.call("on_step");  // second, runs
    BOOST_TEST(runs == 1);
    fabric.call("on_step");  // fourth, runs
    BOOST_TEST(runs == 2);
    fabric.call("on_step");  // sixth, runs
    BOOST_TEST(runs == 3);
}

BOOST_AUTO_TEST_CASE(once_with_every_runs_on_the_nth_call_only) {
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [] {}, weft::once, weft::every(3));
    BOOST_TEST(calls_until_it_runs(fabric, 10) == 3U);
    BOOST_TEST(!connection.connected());
    BOOST_TEST(calls_until_it_runs(fabric, 10) == 0U);
}

BOOST_AUTO_TEST_CASE(what_a_handler_captures_keeps_its_alignment) {
    struct alignas(64) Wide {
        double numbers[8]{};
    };
    const Wide wide;
    std::uintptr_t address = 1;
    weft::Fabric fabric;
    fabric.connect("on_step", [wide, &address] { address = reinterpret_cast<std::uintptr_t>(&wide); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(address % alignof(Wide) == 0U);
}

BOOST_AUTO_TEST_CASE(a_handler_whose_copy_throws_is_not_connected) {
    struct Throwing {
        std::shared_ptr<int> token = std::make_shared<int>(0);

        Throwing() = default;
        Throwing(const Throwing& other) : token(other.token) { throw std::runtime_error("no copy"); }
        void operator()() const {}
    };
    const Throwing handler;
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.connect("on_step", handler), std::runtime_error);
    BOOST_TEST(handler.token.use_count() == 1);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
