// SPDX-License-Identifier: MIT
// What errors do: which handlers ran, what leaves a call, what is left registered, and that the fabric goes on.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/signals2/expired_slot.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(error_effects_tests)

namespace app {

struct Listener {
    void on_step() {}
};
HOOKS(Listener, (on_step))

struct OwnError : std::runtime_error {
    int code;
    explicit OwnError(int given) : std::runtime_error{"own"}, code{given} {}
};

struct NoException {
    int code;
};

}  // namespace app

namespace {

using Seen = std::vector<int>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_refused_handler_does_not_run_nor_do_those_after_it) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect("h", [&] { seen.push_back(1); });
    fabric.connect(
        "h", [&](std::int8_t) { seen.push_back(2); }, "x"_a);
    fabric.connect("h", [&] { seen.push_back(3); });
    BOOST_CHECK_THROW(fabric.call("h"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = 300), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = "text"), weft::ArgumentError);
    BOOST_TEST(seen == (Seen{1, 1, 1}), per_element());
    BOOST_TEST(fabric.call("h", "x"_a = 3) == 3U);
    BOOST_TEST(seen == (Seen{1, 1, 1, 1, 2, 3}), per_element());
}

BOOST_AUTO_TEST_CASE(the_last_parameter_decides_as_the_first_does) {
    weft::Fabric fabric;
    int number = 1;
    bool ran = false;
    fabric.connect(
        "h", [&](int& x, bool) { x = 9, ran = true; }, "x"_a, "flag"_a);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = number, "flag"_a = 1), weft::ArgumentError);
    BOOST_TEST(!ran);
    BOOST_TEST(number == 1);
}

BOOST_AUTO_TEST_CASE(an_exception_leaves_the_call_with_its_own_type) {
    weft::Fabric fabric;
    fabric.connect("own", [] { throw app::OwnError{7}; });
    fabric.connect("none", [] { throw app::NoException{8}; });
    fabric.connect("int", [] { throw 9; });
    fabric.connect(
        "pointer", [](std::unique_ptr<int>& x) { throw std::make_shared<int>(*x); }, "x"_a);
    int code = 0;
    try {
        fabric.call("own");
    } catch (const app::OwnError& error) {
        code = error.code;
    }
    BOOST_TEST(code == 7);
    try {
        fabric.call("none");
    } catch (const app::NoException& error) {
        code = error.code;
    }
    BOOST_TEST(code == 8);
    try {
        fabric.call("int");
    } catch (int thrown) {
        code = thrown;
    }
    BOOST_TEST(code == 9);
    auto pointer = std::make_unique<int>(10);
    try {
        fabric.call("pointer", "x"_a = pointer);
    } catch (const std::shared_ptr<int>& thrown) {
        code = *thrown;
    }
    BOOST_TEST(code == 10);
}

BOOST_AUTO_TEST_CASE(handlers_after_a_throwing_one_do_not_run) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect("h", [&] { seen.push_back(1); });
    fabric.connect("h", [&] {
        seen.push_back(2);
        throw app::OwnError{1};
    });
    fabric.connect("h", [&] { seen.push_back(3); });
    BOOST_CHECK_THROW(fabric.call("h"), app::OwnError);
    BOOST_TEST(seen == (Seen{1, 2}), per_element());
}

BOOST_AUTO_TEST_CASE(an_exception_leaves_the_fabric_usable) {
    weft::Fabric fabric;
    Seen seen;
    bool fail = true;
    auto connection = fabric.connect(
        "h",
        [&](int x) {
            if (fail)
                throw app::OwnError{1};
            seen.push_back(x);
        },
        "x"_a);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = 1), app::OwnError);
    BOOST_CHECK_THROW(fabric.call("h", 2), app::OwnError);
    BOOST_TEST(connection.connected());
    fail = false;
    BOOST_TEST(fabric.call("h", "x"_a = 3) == 1U);
    fabric.connect(
        "h", [&](int x) { seen.push_back(-x); }, "x"_a);
    BOOST_TEST(fabric.call("h", "x"_a = 4) == 2U);
    BOOST_TEST(seen == (Seen{3, 4, -4}), per_element());
    connection.disconnect();
    BOOST_TEST(fabric.call("h", "x"_a = 5) == 1U);
}

BOOST_AUTO_TEST_CASE(an_error_of_a_call_inside_a_handler_passes_through_both) {
    weft::Fabric fabric;
    fabric.connect("outer", [&] { fabric.call("inner", "y"_a = 1); });
    fabric.connect(
        "inner", [](int) {}, "x"_a);
    std::string text;
    try {
        fabric.call("outer");
    } catch (const weft::ArgumentError& error) {
        text = error.what();
    }
    BOOST_TEST(text.find("inner") != std::string::npos);
    BOOST_TEST(text.find("outer") == std::string::npos);
    fabric.connect(
        "inner", [] { throw 1; }, weft::at_front);
    BOOST_CHECK_THROW(fabric.call("outer"), int);
}

BOOST_AUTO_TEST_CASE(null_and_expired_pointers_are_refused_at_registration) {
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.add(std::shared_ptr<app::Listener>{}), weft::Error);
    BOOST_CHECK_THROW(fabric.add(std::unique_ptr<app::Listener>{}), weft::Error);
    BOOST_CHECK_THROW(fabric.add(std::weak_ptr<app::Listener>{}), weft::Error);
    std::weak_ptr<app::Listener> expired = std::make_shared<app::Listener>();
    BOOST_TEST(expired.expired());
    BOOST_CHECK_THROW(fabric.add(expired), weft::Error);
    BOOST_CHECK_THROW(weft::Fabric{std::shared_ptr<app::Listener>{}}, weft::Error);
    BOOST_CHECK_THROW(fabric.add(weft::Callback{std::shared_ptr<app::Listener>{}}), weft::Error);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(empty_functions_and_hook_names_are_refused_at_registration) {
    weft::Fabric fabric;
    void (*null)(int) = nullptr;
    BOOST_CHECK_THROW(fabric.connect("h", std::function<void(int)>{}, "x"_a), weft::Error);
    BOOST_CHECK_THROW(fabric.connect("h", null, "x"_a), weft::Error);
    BOOST_CHECK_THROW(fabric.connect("", [] {}), weft::Error);
    BOOST_CHECK_THROW(fabric.connect(std::string{}, [] {}), weft::Error);
    BOOST_CHECK_THROW(fabric.connect(
                          "h", [] {}, weft::every(0)),
                      weft::Error);
    BOOST_TEST(fabric.call("h", "x"_a = 1) == 0U);
    BOOST_TEST(fabric.call("") == 0U);
}

BOOST_AUTO_TEST_CASE(a_refused_registration_changes_nothing) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h", [&](int x) { seen.push_back(x); }, "x"_a);
    BOOST_CHECK_THROW(fabric.connect("h", std::function<void()>{}, weft::at_front), weft::Error);
    BOOST_CHECK_THROW(fabric.connect(
                          "h", [&] { seen.push_back(9); }, weft::every(0)),
                      weft::Error);
    BOOST_TEST(fabric.call("h", "x"_a = 1) == 1U);
    BOOST_TEST(seen == (Seen{1}), per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_what_the_engine_throws_for_a_lost_object_stays_connected) {
    weft::Fabric fabric;
    Seen seen;
    const weft::Connection connection = fabric.connect("h", [&] {
        seen.push_back(1);
        throw boost::signals2::expired_slot();
    });
    BOOST_CHECK_THROW(fabric.call("h"), boost::signals2::expired_slot);
    BOOST_TEST(connection.connected());
    BOOST_CHECK_THROW(fabric.call("h"), boost::signals2::expired_slot);
    BOOST_TEST(seen == (Seen{1, 1}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
