// SPDX-License-Identifier: MIT
// Exceptions of handlers: out of `call` as they are, or seen by `on_error`.

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(failure_tests)

namespace {

struct Boom : std::runtime_error {
    explicit Boom(int its_code) : std::runtime_error{"boom"}, code{its_code} {}
    int code;
};

struct Failing {
    bool* fails;

    void on_step() {
        if (*fails) {
            throw Boom{1};
        }
    }
    void on_other() { throw Boom{2}; }
};
HOOKS(Failing, (on_step), (on_other))

std::string text_of(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "unknown";
    }
}

void rethrow(const weft::Failure& failure) {
    std::rethrow_exception(failure.exception());
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_exception_leaves_the_call_as_it_is) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] { throw Boom{7}; });
    BOOST_CHECK_EXCEPTION(fabric.call("on_step"), Boom, [](const Boom& boom) { return boom.code == 7; });
    connection.disconnect();
    fabric.connect("on_step", [] { throw 42; });
    BOOST_CHECK_EXCEPTION(fabric.call("on_step"), int, [](int value) { return value == 42; });
}

BOOST_AUTO_TEST_CASE(the_handlers_after_an_exception_do_not_run) {
    std::vector<int> ran;
    weft::Fabric fabric;
    fabric.connect("on_step", [&ran] { ran.push_back(1); });
    fabric.connect("on_step", [] { throw Boom{1}; });
    fabric.connect("on_step", [&ran] { ran.push_back(3); });
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    BOOST_TEST(ran == std::vector<int>{1}, per_element());
}

BOOST_AUTO_TEST_CASE(an_exception_leaves_the_fabric_usable) {
    bool fails = true;
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric{Failing{&fails}};
    weft::Connection connection = fabric.connect("on_step", [token] {});
    for (int round = 0; round < 3; ++round) {
        BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
        BOOST_CHECK_THROW(fabric.call("on_other"), Boom);
    }
    fails = false;
    BOOST_TEST(fabric.call("on_step") == 2U);
    connection.disconnect_and_wait();
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_nested_call_passes_through) {
    int finished = 0;
    weft::Fabric fabric;
    fabric.connect("on_step", [&] {
        fabric.call("on_nested");
        ++finished;
    });
    fabric.connect("on_nested", [] { throw Boom{3}; });
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    BOOST_TEST(finished == 0);
}

BOOST_AUTO_TEST_CASE(a_tracked_callback_that_throws_is_not_kept_alive) {
    bool fails = true;
    auto owner = std::make_shared<Failing>(Failing{&fails});
    const std::weak_ptr<Failing> weak = owner;
    const weft::Fabric fabric{weak};
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    owner.reset();
    BOOST_TEST(weak.expired());
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(the_call_goes_on_when_the_error_handler_returns) {
    std::vector<int> ran;
    weft::Fabric fabric;
    fabric.on_error([&ran](const weft::Failure&) { ran.push_back(-1); });
    fabric.connect("on_step", [&ran] { ran.push_back(1); });
    fabric.connect("on_step", [] { throw Boom{1}; });
    fabric.connect("on_step", [&ran] { ran.push_back(3); });
    fabric.connect("on_step", [] { throw 42; });
    BOOST_TEST(fabric.call("on_step") == 4U);  // the failed ones count as run
    BOOST_TEST(ran == (std::vector<int>{1, -1, 3, -1}), per_element());
}

BOOST_AUTO_TEST_CASE(a_failure_tells_hook_callback_and_exception) {
    bool fails = true;
    std::vector<std::string> seen;
    weft::Fabric fabric{Failing{&fails}};
    fabric.on_error([&seen](const weft::Failure& failure) {
        seen.emplace_back(failure.hook());
        seen.emplace_back(failure.callback());
        seen.push_back(text_of(failure.exception()));
    });
    fabric.connect("on_step", [] { throw 42; });
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST_REQUIRE(seen.size() == 6U);
    BOOST_TEST(seen[0] == "on_step");
    BOOST_TEST(seen[1].find("Failing") != std::string::npos);
    BOOST_TEST(seen[2] == "boom");
    BOOST_TEST(seen[3] == "on_step");
    BOOST_TEST(seen[4].find("handler") != std::string::npos);
    BOOST_TEST(seen[4].find("failure.cpp") != std::string::npos);
    BOOST_TEST(seen[5] == "unknown");
}

BOOST_AUTO_TEST_CASE(a_failure_gives_the_exception_itself) {
    int code = 0;
    std::exception_ptr kept;
    weft::Fabric fabric;
    fabric.on_error([&kept](const weft::Failure& failure) { kept = failure.exception(); });
    fabric.connect("on_step", [] { throw Boom{9}; });
    fabric.call("on_step");
    try {
        std::rethrow_exception(kept);  // also after the call
    } catch (const Boom& boom) {
        code = boom.code;
    }
    BOOST_TEST(code == 9);
}

BOOST_AUTO_TEST_CASE(an_error_handler_that_rethrows_ends_the_call) {
    bool after = false;
    weft::Fabric fabric;
    fabric.on_error(rethrow);
    fabric.connect("on_step", [] { throw Boom{5}; });
    fabric.connect("on_step", [&after] { after = true; });
    BOOST_CHECK_EXCEPTION(fabric.call("on_step"), Boom, [](const Boom& boom) { return boom.code == 5; });
    BOOST_TEST(!after);
}

BOOST_AUTO_TEST_CASE(what_the_error_handler_throws_leaves_the_call) {
    weft::Fabric fabric;
    fabric.on_error([](const weft::Failure&) { throw std::domain_error{"instead"}; });
    fabric.connect("on_step", [] { throw Boom{5}; });
    BOOST_CHECK_THROW(fabric.call("on_step"), std::domain_error);
    BOOST_CHECK_THROW(fabric.call("on_step"), std::domain_error);
}

BOOST_AUTO_TEST_CASE(consecutive_counts_failures_in_a_row) {
    bool fails = true;
    std::vector<int> seen;
    weft::Fabric fabric{Failing{&fails}};
    fabric.on_error(
        [&seen](const weft::Failure& failure) { seen.push_back(static_cast<int>(failure.consecutive())); });
    for (const bool failing : {true, true, true, false, true, true, false, false, true}) {
        fails = failing;
        fabric.call("on_step");
    }
    BOOST_TEST(seen == (std::vector<int>{1, 2, 3, 1, 2, 1}), per_element());
}

BOOST_AUTO_TEST_CASE(consecutive_counts_each_handler_for_itself) {
    bool fails = true;
    std::vector<std::pair<std::string, int>> seen;
    weft::Fabric fabric{Failing{&fails}, Failing{&fails}};
    fabric.on_error([&seen](const weft::Failure& failure) {
        seen.emplace_back(failure.hook(), static_cast<int>(failure.consecutive()));
    });
    fabric.call("on_step");
    fabric.call("on_other");
    fails = false;
    fabric.call("on_step");  // two methods of one callback are two handlers
    fabric.call("on_other");
    const std::vector<std::pair<std::string, int>> expected{
        {"on_step", 1}, {"on_step", 1}, {"on_other", 1}, {"on_other", 1}, {"on_other", 2}, {"on_other", 2}};
    BOOST_TEST((seen == expected));
}

BOOST_AUTO_TEST_CASE(consecutive_counts_also_what_the_error_handler_rethrows) {
    int last = 0;
    weft::Fabric fabric;
    fabric.on_error([&last](const weft::Failure& failure) {
        last = static_cast<int>(failure.consecutive());
        rethrow(failure);
    });
    fabric.connect("on_step", [] { throw Boom{1}; });
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    BOOST_TEST(last == 2);
}

BOOST_AUTO_TEST_CASE(consecutive_counts_a_failure_before_an_observer_is_told_of_it) {
    std::vector<std::size_t> seen;
    bool is_first = true;
    weft::Fabric fabric;
    fabric.on_error([&seen](const weft::Failure& failure) { seen.push_back(failure.consecutive()); });
    fabric.connect("on_step", [] { throw std::runtime_error{"boom"}; });
    fabric.observe([&](const weft::Event& event) {
        if (event.kind() == weft::EventKind::handler_end && std::exchange(is_first, false)) {
            fabric.call("on_step");
        }
    });
    fabric.call("on_step");
    const std::vector<std::size_t> expected{2, 1};  // the inner failure is the second
    BOOST_TEST(seen == expected);
}

BOOST_AUTO_TEST_CASE(the_error_handler_may_disconnect_the_handler_that_failed) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    fabric.on_error([](const weft::Failure& failure) {
        if (failure.consecutive() >= 3) {
            weft::Connection connection = failure.connection();
            connection.disconnect();
        }
    });
    const weft::Connection failing = fabric.connect("on_step", [token] { throw Boom{1}; });
    fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(failing.connected());
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(!failing.connected());
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(the_error_handler_may_disconnect_and_wait) {
    weft::Fabric fabric;
    fabric.on_error([](const weft::Failure& failure) {
        weft::Connection connection = failure.connection();
        connection.disconnect_and_wait();  // must not wait for the call it runs in
    });
    fabric.connect("on_step", [] { throw Boom{1}; });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_failed_callback_is_let_go_with_its_connection) {
    bool fails = true;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.add(Failing{&fails});
    fabric.on_error([](const weft::Failure& failure) {
        weft::Connection its_own = failure.connection();
        its_own.disconnect();
    });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_other") == 0U);
}

BOOST_AUTO_TEST_CASE(once_that_fails_has_run) {
    int seen = 0;
    bool connected = true;
    weft::Fabric fabric;
    fabric.on_error([&](const weft::Failure& failure) {
        ++seen;
        connected = failure.connection().connected();
    });
    fabric.connect(
        "on_step", [] { throw Boom{1}; }, weft::once);
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(seen == 1);
    BOOST_TEST(!connected);
}

BOOST_AUTO_TEST_CASE(a_refusal_for_the_arguments_is_not_a_failure) {
    int seen = 0;
    bool before = false;
    weft::Fabric fabric;
    fabric.on_error([&seen](const weft::Failure&) { ++seen; });
    fabric.connect("on_step", [&before] { before = true; });
    fabric.connect(
        "on_step", [](int) {}, "x"_a);
    BOOST_CHECK_THROW(fabric.call("on_step"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("on_step", "x"_a = "text"), weft::ArgumentError);
    BOOST_TEST(before);
    BOOST_TEST(seen == 0);
    BOOST_TEST(fabric.call("on_step", "x"_a = 1) == 2U);
}

BOOST_AUTO_TEST_CASE(a_refusal_of_a_nested_call_is_a_failure_of_the_handler_that_made_it) {
    std::vector<std::string> hooks;
    bool refusal = false;
    weft::Fabric fabric;
    fabric.on_error([&](const weft::Failure& failure) {
        hooks.emplace_back(failure.hook());
        try {
            std::rethrow_exception(failure.exception());
        } catch (const weft::ArgumentError&) {
            refusal = true;
        }
    });
    fabric.connect("on_step", [&fabric] { fabric.call("on_nested"); });
    fabric.connect("on_step", [] {});
    fabric.connect(
        "on_nested", [](int) {}, "x"_a);
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(hooks == std::vector<std::string>{"on_step"}, per_element());
    BOOST_TEST(refusal);
}

BOOST_AUTO_TEST_CASE(a_failure_rethrown_in_a_nested_call_is_seen_again_outside) {
    std::vector<std::string> hooks;
    weft::Fabric fabric;
    fabric.on_error([&hooks](const weft::Failure& failure) {
        hooks.emplace_back(failure.hook());
        if (hooks.back() == "on_nested") {
            rethrow(failure);
        }
    });
    fabric.connect("on_step", [&fabric] { fabric.call("on_nested"); });
    fabric.connect("on_nested", [] { throw Boom{1}; });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(hooks == (std::vector<std::string>{"on_nested", "on_step"}), per_element());
}

BOOST_AUTO_TEST_CASE(the_error_handler_may_use_the_fabric) {
    std::size_t heard = 0;
    weft::Fabric fabric;
    fabric.on_error([&](const weft::Failure&) {
        heard += fabric.call("on_report");
        fabric.connect("on_report", [] {});
    });
    fabric.connect("on_report", [] {});
    fabric.connect("on_step", [] { throw Boom{1}; });
    fabric.call("on_step");
    fabric.call("on_step");
    BOOST_TEST(heard == 3U);
}

BOOST_AUTO_TEST_CASE(a_second_error_handler_replaces_the_first) {
    const auto token = std::make_shared<int>(0);
    int second = 0;
    weft::Fabric fabric;
    fabric.on_error([token](const weft::Failure&) { ++*token; });
    fabric.connect("on_step", [] { throw Boom{1}; });
    fabric.call("on_step");
    fabric.on_error([&second](const weft::Failure&) { ++second; });
    fabric.call("on_step");
    BOOST_TEST(*token == 1);
    BOOST_TEST(second == 1);
}

BOOST_AUTO_TEST_CASE(the_error_handler_may_replace_itself_and_finish) {
    std::string finished;
    int second = 0;
    weft::Fabric fabric;
    fabric.on_error([&, text = std::string(60, 'x')](const weft::Failure&) {
        fabric.on_error([&second](const weft::Failure&) { ++second; });
        finished = text;
    });
    fabric.connect("on_step", [] { throw Boom{1}; });
    fabric.call("on_step");
    BOOST_TEST(finished == std::string(60, 'x'));
    BOOST_TEST(second == 0);
    fabric.call("on_step");
    BOOST_TEST(second == 1);
}

BOOST_AUTO_TEST_SUITE_END()
