// SPDX-License-Identifier: MIT
// What the suite of eventpp (wqking/eventpp, folder tests/unittest) expects of callbacks added and removed while they run,
// of memory, and of copies.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(other_suites_eventpp_tests)

namespace {

struct Counter {
    int copies = 0;
    int moves = 0;
    int calls = 0;
};

class Counted {
public:
    explicit Counted(Counter& counter) : counter_(&counter) {}
    Counted(const Counted& other) : counter_(other.counter_) { ++counter_->copies; }
    Counted(Counted&& other) noexcept : counter_(other.counter_) { ++counter_->moves; }
    Counted& operator=(const Counted&) = delete;
    Counted& operator=(Counted&&) = delete;
    ~Counted() = default;

    void call() const { ++counter_->calls; }

private:
    Counter* counter_;
};

/// Seven handlers; the fourth disconnects the ones named. Says who ran in the first and in the second call.
std::pair<std::string, std::string> remove_from_inside(const std::vector<std::size_t>& victims) {
    constexpr std::size_t count = 7;
    constexpr std::size_t remover = 3;
    weft::Fabric fabric;
    std::vector<weft::Connection> connections;
    std::string ran;
    for (std::size_t number = 0; number < count; ++number) {
        connections.push_back(fabric.connect("on_step", [&, number] {
            ran += std::to_string(number);
            if (number == remover) {
                for (const std::size_t victim : victims) {
                    connections[victim].disconnect();
                }
            }
        }));
    }
    fabric.call("on_step");
    const std::string first = std::exchange(ran, {});
    fabric.call("on_step");
    return {first, ran};
}

}  // namespace

// eventpp, test_callbacklist_basic.cpp, "nested callbacks, new callbacks should not be triggered"
BOOST_AUTO_TEST_CASE(what_is_added_in_a_call_waits_for_the_next_at_every_depth) {
    weft::Fabric fabric;
    std::vector<std::string> ran;
    fabric.connect(
        "on_step",
        [&] {
            ran.emplace_back("first");
            fabric.connect("on_step", [&] {
                ran.emplace_back("back");
                fabric.connect("on_step", [&] { ran.emplace_back("deeper back"); });
                fabric.connect(
                    "on_step", [&] { ran.emplace_back("deeper front"); }, weft::at_front);
            });
            fabric.connect(
                "on_step", [&] { ran.emplace_back("front"); }, weft::at_front);
        },
        weft::once);
    fabric.call("on_step");
    BOOST_TEST(ran == std::vector<std::string>{"first"}, per_element());
    ran.clear();
    fabric.call("on_step");
    BOOST_TEST(ran == (std::vector<std::string>{"front", "back"}), per_element());
    ran.clear();
    fabric.call("on_step");
    BOOST_TEST(ran == (std::vector<std::string>{"deeper front", "front", "back", "deeper back"}),
               per_element());
}

// eventpp, test_callbacklist_basic.cpp, "remove inside callback"
BOOST_AUTO_TEST_CASE(whoever_is_removed_in_a_call_runs_no_more_and_all_others_do) {
    const std::vector<std::vector<std::size_t>> all_victims{{0},
                                                            {1},
                                                            {2},
                                                            {3},
                                                            {4},
                                                            {5},
                                                            {6},
                                                            {0, 3},
                                                            {3, 0},
                                                            {2, 3},
                                                            {3, 2},
                                                            {3, 4},
                                                            {4, 3},
                                                            {6, 3},
                                                            {2, 4},
                                                            {0, 6},
                                                            {0, 0},
                                                            {4, 5},
                                                            {5, 4},
                                                            {3, 4, 5},
                                                            {3, 5, 4},
                                                            {0, 1, 2, 3, 4, 5, 6},
                                                            {6, 4, 5, 3, 1, 2, 0}};
    for (const std::vector<std::size_t>& victims : all_victims) {
        std::string first;
        std::string second;
        for (std::size_t number = 0; number < 7; ++number) {
            const bool is_removed = std::find(victims.begin(), victims.end(), number) != victims.end();
            first += number > 3 && is_removed ? "" : std::to_string(number);
            second += is_removed ? "" : std::to_string(number);
        }
        const auto [ran_first, ran_second] = remove_from_inside(victims);
        BOOST_TEST(ran_first == first);
        BOOST_TEST(ran_second == second);
    }
}

// eventpp, test_callbacklist_basic.cpp, "no memory leak after callback list is freed", "... after all callbacks are
// removed" and "... in move assignment"
BOOST_AUTO_TEST_CASE(nothing_is_kept_after_the_end_the_removal_or_an_assignment) {
    const auto token = std::make_shared<int>(0);
    std::vector<weft::Connection> connections;
    const auto fill = [&](weft::Fabric& fabric) {
        for (int number = 0; number < 100; ++number) {
            connections.push_back(fabric.connect("on_step", [token] {}));
        }
    };
    {
        weft::Fabric ended;
        fill(ended);
        BOOST_TEST(token.use_count() == 101);
    }
    BOOST_TEST(token.use_count() == 1);
    weft::Fabric fabric;
    fill(fabric);
    for (const weft::Connection& connection : connections) {
        connection.disconnect();
    }
    BOOST_TEST(token.use_count() == 1);
    fill(fabric);
    fabric = weft::Fabric();
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(!connections.back().connected());
}

// eventpp, test_callbacklist_basic.cpp, "non-lvalue-reference arguments should not be modified by callbacks"
BOOST_AUTO_TEST_CASE(what_a_handler_does_to_its_copy_nobody_sees) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "on_text", [](std::string text) { text = "modified"; }, "text"_a);
    fabric.connect(
        "on_text", [&seen](const std::string& text) { seen = text; }, "text"_a);
    std::string text = "hello";
    fabric.call("on_text", "text"_a = text);
    BOOST_TEST(seen == "hello");
    BOOST_TEST(text == "hello");
    fabric.call("on_text", "text"_a = "literal");
    BOOST_TEST(seen == "literal");
}

// eventpp, test_callbacklist_basic.cpp, "lvalue-reference arguments can be modified by callbacks"
BOOST_AUTO_TEST_CASE(what_a_handler_does_to_the_variable_the_next_one_sees) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "on_text", [](std::string& text) { text = "modified"; }, "text"_a);
    fabric.connect(
        "on_text", [&seen](std::string& text) { seen = text += "2"; }, "text"_a);
    std::string text = "hello";
    fabric.call("on_text", "text"_a = text);
    BOOST_TEST(seen == "modified2");
    BOOST_TEST(text == "modified2");
}

// eventpp, test_no_extra_copy_move.cpp, "callback(const &)" and "callback(value)", with a variable and with a temporary
BOOST_AUTO_TEST_CASE(an_argument_is_copied_once_for_each_parameter_by_value_and_never_else) {
    Counter counter;
    weft::Fabric fabric;
    fabric.connect(
        "on_object", [](const Counted& object) { object.call(); }, "object"_a);
    fabric.connect("on_object", [](const weft::Args& args) { args.get<const Counted&>("object").call(); });
    fabric.call("on_object", "object"_a = Counted(counter));
    Counted variable(counter);
    fabric.call("on_object", "object"_a = variable);
    BOOST_TEST(counter.copies == 0);
    BOOST_TEST(counter.moves == 0);
    BOOST_TEST(counter.calls == 4);
    fabric.connect(
        "on_object", [](Counted object) { object.call(); }, "object"_a);
    fabric.call("on_object", "object"_a = variable);
    BOOST_TEST(counter.copies == 1);
    BOOST_TEST(counter.moves == 0);
    fabric.call("on_object", "object"_a = Counted(counter));
    BOOST_TEST(counter.copies == 2);  // A temporary too: the others are to find it whole.
    BOOST_TEST(counter.moves == 0);
}

BOOST_AUTO_TEST_SUITE_END()
