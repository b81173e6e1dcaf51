// SPDX-License-Identifier: MIT
// Answers that do not fit what was asked for, and results that are no ordinary values.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(collect_misfit_tests)

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_fit_is_no_failure_of_the_handler) {
    std::vector<std::size_t> failures;
    bool throws = false;
    weft::Fabric fabric;
    fabric.on_error([&](const weft::Failure& failure) { failures.push_back(failure.consecutive()); });
    const weft::Connection connection = fabric.connect("on_ask", [&] {
        if (throws) {
            throw std::runtime_error{"boom"};
        }
        return 300L;
    });
    BOOST_CHECK_THROW(fabric.collect<signed char>("on_ask"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.first<signed char>("on_ask"), weft::ArgumentError);
    BOOST_TEST(failures.empty());
    throws = true;
    fabric.call("on_ask");
    throws = false;
    BOOST_CHECK_THROW(fabric.collect<signed char>("on_ask"), weft::ArgumentError);  // it has returned
    throws = true;
    fabric.call("on_ask");
    BOOST_TEST(failures == (std::vector<std::size_t>{1, 1}), per_element());
    BOOST_TEST(connection.connected());
}

BOOST_AUTO_TEST_CASE(a_quarantine_does_not_see_an_answer_that_does_not_fit) {
    weft::Fabric fabric;
    const weft::Quarantine policy = weft::quarantine(1, [](const weft::Quarantined&) {});
    fabric.on_error(policy);
    const weft::Connection connection = fabric.connect("on_ask", [] { return 1e300; });
    BOOST_CHECK_THROW(fabric.collect<float>("on_ask"), weft::ArgumentError);
    BOOST_TEST(!connection.blocked());
    BOOST_TEST(policy.handlers().empty());
    BOOST_TEST(fabric.collect<double>("on_ask").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_handler_that_asks_in_vain_has_failed_itself) {
    int failures = 0;
    weft::Fabric fabric;
    fabric.on_error([&](const weft::Failure& failure) {
        BOOST_TEST(failure.hook() == "on_step");
        ++failures;
    });
    fabric.connect("on_ask", [] { return 300; });
    fabric.connect("on_step", [&fabric] { return fabric.collect<signed char>("on_ask").size(); });
    BOOST_TEST(fabric.collect<int>("on_step").empty());
    BOOST_TEST(failures == 1);
}

BOOST_AUTO_TEST_CASE(an_observer_sees_the_end_of_a_handler_whose_answer_does_not_fit) {
    std::string seen;
    weft::Fabric fabric;
    fabric.connect(
        "on_ask", [] { return 300; }, weft::once);
    fabric.observe([&seen](const weft::Event& event) {
        constexpr std::string_view letters = "cheC";
        seen += event.kind() == weft::EventKind::call_begin      ? letters[0]
                : event.kind() == weft::EventKind::handler_begin ? letters[1]
                : event.kind() == weft::EventKind::handler_end   ? letters[2]
                                                                 : letters[3];
        seen += event.exception() != nullptr ? "!" : "";
    });
    BOOST_CHECK_THROW(fabric.collect<signed char>("on_ask"), weft::ArgumentError);
    BOOST_TEST(seen == "cheC!");
}

BOOST_AUTO_TEST_CASE(handlers_may_return_anything) {
    static volatile int sensor = 3;
    static const char letters[] = "abc";
    weft::Fabric fabric;
    fabric.connect(
        "on_ask", []() -> volatile int& { return sensor; });
    fabric.connect("on_ask", []() -> const char(&)[4] { return letters; });
    fabric.connect("on_ask", []() -> void (&)() { return *+[] {}; });
    BOOST_TEST(fabric.call("on_ask") == 3U);
    BOOST_TEST(fabric.collect<int>("on_ask") == std::vector<int>{3}, per_element());
    BOOST_TEST(fabric.collect<std::string>("on_ask") == std::vector<std::string>{"abc"}, per_element());
    BOOST_TEST(fabric.collect<void (*)()>("on_ask").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
