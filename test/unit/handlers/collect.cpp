// SPDX-License-Identifier: MIT
// Asking for answers: `collect<R>` and `first<R>`.

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(collect_tests)

namespace {

enum class Decision { go, stop };

struct Metric {
    double value;

    double on_ask(int epoch) const { return value + epoch; }
    void on_tell() const {}
};
HOOKS(Metric, (on_ask, epoch), (on_tell))

const std::string stored_text = "stored";

}  // namespace

BOOST_AUTO_TEST_CASE(an_unheard_hook_has_no_answers) {
    const weft::Fabric fabric;
    BOOST_TEST(fabric.collect<int>("on_ask").empty());
    BOOST_TEST(!fabric.first<int>("on_ask").has_value());
    static_assert(std::is_same_v<decltype(fabric.collect<int>("on_ask")), std::vector<int>>);
    static_assert(std::is_same_v<decltype(fabric.first<int>("on_ask")), std::optional<int>>);
}

BOOST_AUTO_TEST_CASE(answers_come_in_call_order_from_methods_and_handlers) {
    weft::Fabric fabric{Metric{0.5}, Metric{1.5}};
    fabric.connect(
        "on_ask", [](int epoch) { return epoch; }, "epoch"_a);
    fabric.connect(
        "on_ask", [] { return 9.0F; }, weft::at_front);
    const std::vector<double> answers = fabric.collect<double>("on_ask", "epoch"_a = 2);
    BOOST_TEST(answers == (std::vector<double>{9.0, 2.5, 3.5, 2.0}), per_element());
    BOOST_TEST(fabric.collect<double>("on_tell").empty());
}

BOOST_AUTO_TEST_CASE(positional_arguments_and_any_hook_name_work_here_too) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [](int x) { return 2 * x; });
    const std::string name = "on_ask";
    BOOST_TEST(fabric.collect<int>(name, 4) == std::vector<int>{8}, per_element());
    const std::optional<int> answer = fabric.first<int>(std::string_view{name}, 5);
    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST(*answer == 10);
}

BOOST_AUTO_TEST_CASE(handlers_without_such_a_result_run_and_add_nothing) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect("on_ask", [&runs] { ++runs; });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return std::string{"text"};
    });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return 1;
    });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return std::make_unique<int>(2);
    });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return 2.0;
    });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return true;
    });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return 'c';
    });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return Decision::stop;
    });
    BOOST_TEST(fabric.collect<int>("on_ask") == std::vector<int>{1}, per_element());
    BOOST_TEST(runs == 8);
}

BOOST_AUTO_TEST_CASE(call_ignores_what_handlers_return) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return 1; });
    fabric.connect("on_ask", [] { return std::make_unique<int>(2); });
    fabric.connect("on_ask", []() -> const std::string& { return stored_text; });
    BOOST_TEST(fabric.call("on_ask") == 3U);
}

BOOST_AUTO_TEST_CASE(a_floating_point_answer_is_any_number) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return 1; });
    fabric.connect("on_ask", [] { return 2U; });
    fabric.connect("on_ask", [] { return 2.5F; });
    fabric.connect("on_ask", [] { return -4LL; });
    fabric.connect("on_ask", [] { return true; });
    fabric.connect("on_ask", [] { return 'c'; });
    const std::vector<double> expected{1.0, 2.0, 2.5, -4.0};
    BOOST_TEST(fabric.collect<double>("on_ask") == expected, per_element());
}

BOOST_AUTO_TEST_CASE(an_integer_answer_is_any_integer_that_fits) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return 1LL; });
    fabric.connect("on_ask", [] { return static_cast<unsigned short>(2); });
    fabric.connect("on_ask", [] { return 3UL; });
    BOOST_TEST(fabric.collect<int>("on_ask") == (std::vector<int>{1, 2, 3}), per_element());
}

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_fit_throws) {
    weft::Fabric fabric;
    fabric.connect("on_large", [] { return std::numeric_limits<long long>::max(); });
    fabric.connect("on_negative", [] { return -1; });
    BOOST_CHECK_THROW(static_cast<void>(fabric.collect<int>("on_large")), weft::Error);
    BOOST_CHECK_THROW(static_cast<void>(fabric.collect<unsigned>("on_negative")), weft::Error);
    BOOST_TEST(fabric.collect<long long>("on_large").size() == 1U);
    BOOST_TEST(fabric.collect<int>("on_negative") == std::vector<int>{-1}, per_element());
}

BOOST_AUTO_TEST_CASE(bool_character_and_enum_answers_are_only_themselves) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return 1; });
    fabric.connect("on_ask", [] { return true; });
    fabric.connect("on_ask", [] { return 'c'; });
    fabric.connect("on_ask", [] { return Decision::stop; });
    fabric.connect("on_ask", [] { return false; });
    const std::vector<bool> flags = fabric.collect<bool>("on_ask");
    BOOST_TEST_REQUIRE(flags.size() == 2U);
    BOOST_TEST((flags[0] && !flags[1]));
    BOOST_TEST(fabric.collect<char>("on_ask") == std::vector<char>{'c'}, per_element());
    const std::vector<Decision> decisions = fabric.collect<Decision>("on_ask");
    BOOST_TEST_REQUIRE(decisions.size() == 1U);
    BOOST_TEST((decisions[0] == Decision::stop));
}

BOOST_AUTO_TEST_CASE(a_string_answer_is_any_kind_of_text) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return "pointer"; });
    fabric.connect("on_ask", [] { return std::string{"a string too long for its own small buffer"}; });
    fabric.connect("on_ask", [] { return std::string_view{stored_text}.substr(0, 3); });
    fabric.connect("on_ask", []() -> const std::string& { return stored_text; });
    fabric.connect("on_ask", [] { return 'c'; });
    const std::vector<std::string> expected{"pointer", "a string too long for its own small buffer", "sto",
                                            "stored"};
    BOOST_TEST(fabric.collect<std::string>("on_ask") == expected, per_element());
}

BOOST_AUTO_TEST_CASE(an_answer_by_reference_is_copied) {
    int counter = 1;
    weft::Fabric fabric;
    fabric.connect("on_ask", [&counter]() -> int& { return counter; });
    fabric.connect("on_ask", [&counter]() -> const int& { return counter; });
    const std::vector<int> answers = fabric.collect<int>("on_ask");
    counter = 2;
    BOOST_TEST(answers == (std::vector<int>{1, 1}), per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_optional_adds_nothing_and_a_full_one_its_value) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return std::optional<int>{}; });
    fabric.connect("on_ask", [] { return std::optional<int>{2}; });
    fabric.connect("on_ask", [] { return std::optional<long>{3}; });
    fabric.connect("on_ask", [] { return std::optional<std::string>{"text"}; });
    fabric.connect("on_ask", []() -> std::optional<int> { return std::nullopt; });
    BOOST_TEST(fabric.collect<int>("on_ask") == (std::vector<int>{2, 3}), per_element());
    const std::vector<double> expected{2.0, 3.0};
    BOOST_TEST(fabric.collect<double>("on_ask") == expected, per_element());
}

BOOST_AUTO_TEST_CASE(an_optional_answer_that_does_not_fit_throws) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return std::optional<long long>{1LL << 40}; });
    BOOST_CHECK_THROW(static_cast<void>(fabric.collect<int>("on_ask")), weft::Error);
}

BOOST_AUTO_TEST_CASE(answers_of_any_class_are_collected) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return std::vector<int>{1, 2}; });
    fabric.connect("on_ask", [] { return std::pair<int, int>{3, 4}; });
    BOOST_TEST(fabric.collect<std::vector<int>>("on_ask").size() == 1U);
    const auto pair = fabric.first<std::pair<int, int>>("on_ask");
    BOOST_TEST_REQUIRE(pair.has_value());
    BOOST_TEST(pair->second == 4);
}

BOOST_AUTO_TEST_CASE(asking_refuses_arguments_like_a_call) {
    weft::Fabric fabric;
    fabric.connect(
        "on_ask", [](int x) { return x; }, "x"_a);
    BOOST_CHECK_THROW(static_cast<void>(fabric.collect<int>("on_ask")), weft::ArgumentError);
    BOOST_CHECK_THROW(static_cast<void>(fabric.first<int>("on_ask")), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_handler_may_ask_while_it_answers) {
    weft::Fabric fabric;
    fabric.connect("on_sum", [&fabric] {
        int sum = 0;
        for (const int value : fabric.collect<int>("on_ask")) {
            sum += value;
        }
        return sum;
    });
    fabric.connect("on_ask", [] { return 1; });
    fabric.connect("on_ask", [] { return 2; });
    fabric.connect("on_sum", [] { return 10; });
    BOOST_TEST(fabric.collect<int>("on_sum") == (std::vector<int>{3, 10}), per_element());
}

BOOST_AUTO_TEST_CASE(a_plain_call_inside_an_answer_adds_nothing) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [&fabric] {
        fabric.call("on_nested");
        return 1;
    });
    fabric.connect("on_nested", [] { return 99; });
    BOOST_TEST(fabric.collect<int>("on_ask") == std::vector<int>{1}, per_element());
}

BOOST_AUTO_TEST_CASE(extras_and_blocks_hold_when_asking) {
    weft::Fabric fabric;
    fabric.connect(
        "on_ask", [] { return 1; }, weft::once);
    fabric.connect(
        "on_ask", [] { return 2; }, weft::every(2));
    weft::Connection connection = fabric.connect("on_ask", [] { return 3; });
    BOOST_TEST(fabric.collect<int>("on_ask") == (std::vector<int>{1, 3}), per_element());
    const weft::Block block = connection.block();
    BOOST_TEST(fabric.collect<int>("on_ask") == std::vector<int>{2}, per_element());
}

BOOST_AUTO_TEST_CASE(an_exception_of_an_answer_leaves_as_it_is_or_goes_to_the_error_handler) {
    int seen = 0;
    weft::Fabric fabric;
    fabric.connect("on_ask", []() -> int { throw std::domain_error{"boom"}; });
    fabric.connect("on_ask", [] { return 2; });
    BOOST_CHECK_THROW(static_cast<void>(fabric.collect<int>("on_ask")), std::domain_error);
    BOOST_CHECK_THROW(static_cast<void>(fabric.first<int>("on_ask")), std::domain_error);
    fabric.on_error([&seen](const weft::Failure&) { ++seen; });
    BOOST_TEST(fabric.collect<int>("on_ask") == std::vector<int>{2}, per_element());
    BOOST_TEST(fabric.first<int>("on_ask").value_or(0) == 2);
    BOOST_TEST(seen == 2);
}

BOOST_AUTO_TEST_CASE(first_stops_after_the_first_such_result) {
    std::vector<int> ran;
    weft::Fabric fabric;
    fabric.connect("on_ask", [&ran] { ran.push_back(1); });
    fabric.connect("on_ask", [&ran] {
        ran.push_back(2);
        return std::string{"text"};
    });
    fabric.connect("on_ask", [&ran] {
        ran.push_back(3);
        return std::optional<int>{};
    });
    fabric.connect("on_ask", [&ran] {
        ran.push_back(4);
        return 40;
    });
    const weft::Connection spared = fabric.connect(
        "on_ask",
        [&ran] {
            ran.push_back(5);
            return 50;
        },
        weft::once);
    BOOST_TEST(fabric.first<int>("on_ask").value_or(0) == 40);
    BOOST_TEST(ran == (std::vector<int>{1, 2, 3, 4}), per_element());
    BOOST_TEST(spared.connected());
}

BOOST_AUTO_TEST_CASE(first_runs_all_when_none_has_such_a_result) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect("on_ask", [&runs] { ++runs; });
    fabric.connect("on_ask", [&runs] {
        ++runs;
        return 2.5;
    });
    BOOST_TEST(!fabric.first<int>("on_ask").has_value());
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(a_refusal_after_the_first_answer_is_never_reached) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return 1; });
    fabric.connect(
        "on_ask", [](int x) { return x; }, "x"_a);
    BOOST_TEST(fabric.first<int>("on_ask").value_or(0) == 1);
}

BOOST_AUTO_TEST_CASE(a_false_or_zero_answer_is_an_answer) {
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return false; });
    fabric.connect("on_ask", [] { return true; });
    fabric.connect("on_ask", [] { return 0; });
    fabric.connect("on_ask", [] { return 1; });
    BOOST_TEST(fabric.first<bool>("on_ask").value_or(true) == false);
    BOOST_TEST(fabric.first<int>("on_ask").value_or(7) == 0);
}

BOOST_AUTO_TEST_CASE(every_counts_only_the_calls_that_reach_it_past_a_first_answer) {
    std::vector<int> runs;
    int call = 0;
    bool answers = true;
    weft::Fabric fabric;
    fabric.connect("on_ask",
                   [&answers]() -> std::optional<int> { return answers ? std::optional(1) : std::nullopt; });
    fabric.connect(
        "on_ask", [&] { runs.push_back(call); }, weft::every(2));
    for (call = 1; call <= 3; ++call) {
        fabric.first<int>("on_ask");
    }
    answers = false;
    for (call = 4; call <= 5; ++call) {
        fabric.first<int>("on_ask");
    }
    fabric.call("on_ask");  // A plain call has no answer to stop at.
    answers = true;
    for (call = 7; call <= 8; ++call) {
        fabric.first<int>("on_ask");
    }
    fabric.call("on_ask");
    BOOST_TEST(runs == (std::vector<int>{5, 9}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
