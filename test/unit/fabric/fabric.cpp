// SPDX-License-Identifier: MIT
// A fabric as a whole: construction, order, counts, hook names, moves and the end of its life.

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(fabric_tests)

namespace {

using Journal = std::vector<std::string>;

struct Recorder {
    Journal* journal;
    std::string name;

    void on_start() { journal->push_back(name + " starts"); }
    void on_end() { journal->push_back(name + " ends"); }
};
HOOKS(Recorder, (on_start), (on_end))

struct OnlyEnds {
    Journal* journal;

    void on_end() const { journal->push_back("only ends"); }
};
HOOKS(OnlyEnds, (on_end))

struct Tensor {
    double first;
};

struct MyCallback {
    std::shared_ptr<double> sum;

    void on_train_batch_end(double loss, const Tensor& output) { *sum += loss + output.first; }
};
HOOKS(MyCallback, (on_train_batch_end, loss, output))

static_assert(std::is_default_constructible_v<weft::Fabric>);
static_assert(std::is_move_constructible_v<weft::Fabric>);
static_assert(std::is_move_assignable_v<weft::Fabric>);
static_assert(!std::is_copy_constructible_v<weft::Fabric>);
static_assert(!std::is_copy_assignable_v<weft::Fabric>);
static_assert(!std::is_constructible_v<weft::Fabric, weft::Fabric&>);
static_assert(!std::is_convertible_v<std::vector<weft::Callback>, weft::Fabric>);
static_assert(!std::is_convertible_v<Recorder, weft::Fabric>);
static_assert(!std::is_convertible_v<weft::Callback, weft::Fabric>);

}  // namespace

BOOST_AUTO_TEST_CASE(the_program_everyone_writes_first_works) {
    const auto sum = std::make_shared<double>(0.0);
    weft::Fabric fabric{MyCallback{sum}};
    const double loss = 0.25;
    const Tensor output{2.0};
    BOOST_TEST(fabric.call("on_train_batch_end", "loss"_a = loss, "output"_a = output) == 1U);
    BOOST_TEST(*sum == 2.25);
}

BOOST_AUTO_TEST_CASE(an_empty_fabric_runs_nothing) {
    const weft::Fabric fabric;
    BOOST_TEST(fabric.call("on_start") == 0U);
    const weft::Fabric from_an_empty_list{std::vector<weft::Callback>{}};
    BOOST_TEST(from_an_empty_list.call("on_start") == 0U);
}

BOOST_AUTO_TEST_CASE(callbacks_run_in_list_order) {
    Journal journal;
    const weft::Fabric fabric{Recorder{&journal, "a"}, Recorder{&journal, "b"}, Recorder{&journal, "c"}};
    BOOST_TEST(fabric.call("on_start") == 3U);
    BOOST_TEST(fabric.call("on_end") == 3U);
    const Journal expected{"a starts", "b starts", "c starts", "a ends", "b ends", "c ends"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(a_list_built_at_run_time_keeps_its_order) {
    Journal journal;
    std::vector<weft::Callback> list;
    for (const char* name : {"a", "b", "c", "d"}) {
        list.push_back(Recorder{&journal, name});
    }
    const weft::Fabric fabric{std::move(list)};
    BOOST_TEST(fabric.call("on_end") == 4U);
    const Journal expected{"a ends", "b ends", "c ends", "d ends"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(what_is_added_or_connected_runs_after_the_others) {
    Journal journal;
    weft::Fabric fabric{Recorder{&journal, "a"}};
    fabric.connect("on_end", [&journal] { journal.push_back("handler"); });
    fabric.add(Recorder{&journal, "b"});
    BOOST_TEST(fabric.call("on_end") == 3U);
    const Journal expected{"a ends", "handler", "b ends"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(a_callback_without_a_method_for_the_hook_is_passed_over) {
    Journal journal;
    const weft::Fabric fabric{OnlyEnds{&journal}, Recorder{&journal, "a"}};
    BOOST_TEST(fabric.call("on_start") == 1U);
    BOOST_TEST(fabric.call("on_end") == 2U);
    const Journal expected{"a starts", "only ends", "a ends"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(the_same_object_added_twice_is_called_twice) {
    Journal journal;
    Recorder recorder{&journal, "a"};
    weft::Fabric fabric{std::ref(recorder), std::ref(recorder)};
    BOOST_TEST(fabric.call("on_start") == 2U);

    const auto shared = std::make_shared<Recorder>(Recorder{&journal, "b"});
    const weft::Connection once_more = fabric.add(shared);
    weft::Connection twice_more = fabric.add(shared);
    BOOST_TEST(fabric.call("on_start") == 4U);
    twice_more.disconnect();
    BOOST_TEST(once_more.connected());
    BOOST_TEST(fabric.call("on_start") == 3U);
    BOOST_TEST(journal.size() == 9U);
}

BOOST_AUTO_TEST_CASE(the_connection_of_add_covers_all_hooks_of_the_callback) {
    Journal journal;
    weft::Fabric fabric;
    weft::Connection connection = fabric.add(Recorder{&journal, "a"});
    {
        const weft::Block block = connection.block();
        BOOST_TEST(fabric.call("on_start") == 0U);
        BOOST_TEST(fabric.call("on_end") == 0U);
    }
    BOOST_TEST(fabric.call("on_start") == 1U);
    BOOST_TEST(fabric.call("on_end") == 1U);
    connection.disconnect();
    BOOST_TEST(fabric.call("on_start") == 0U);
    BOOST_TEST(fabric.call("on_end") == 0U);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(a_hook_name_is_anything_a_string_is) {
    int runs = 0;
    weft::Fabric fabric;
    const auto handler = [&runs] { ++runs; };
    const char* pointer = "on_step";
    const std::string text = "on_step";
    const std::string_view unterminated = std::string_view{"on_step_and_more"}.substr(0, 7);
    char buffer[32] = "on_step";

    fabric.connect("on_step", handler);
    fabric.connect(pointer, handler);
    fabric.connect(text, handler);
    fabric.connect(unterminated, handler);
    fabric.connect(buffer, handler);
    fabric.connect(std::string{"on_step"}, handler);
    buffer[0] = 'x';

    BOOST_TEST(fabric.call("on_step") == 6U);
    BOOST_TEST(fabric.call(pointer) == 6U);
    BOOST_TEST(fabric.call(text) == 6U);
    BOOST_TEST(fabric.call(unterminated) == 6U);
    BOOST_TEST(fabric.call(std::string{"on_step"}) == 6U);
    buffer[0] = 'o';
    BOOST_TEST(fabric.call(buffer) == 6U);
    BOOST_TEST(runs == 36);
}

BOOST_AUTO_TEST_CASE(hook_names_are_compared_whole) {
    weft::Fabric fabric;
    fabric.connect("on_step", [] {});
    fabric.connect(std::string("on_step\0two", 11), [] {});
    BOOST_TEST(fabric.call("on_ste") == 0U);
    BOOST_TEST(fabric.call("on_step_") == 0U);
    BOOST_TEST(fabric.call("On_step") == 0U);
    BOOST_TEST(fabric.call(" on_step") == 0U);
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_hook_may_have_any_name_that_is_not_empty) {
    weft::Fabric fabric;
    fabric.connect("epoch 1 / phase \xC3\xBC", [] {});
    fabric.connect(" ", [] {});
    BOOST_TEST(fabric.call("epoch 1 / phase \xC3\xBC") == 1U);
    BOOST_TEST(fabric.call(" ") == 1U);
}

BOOST_AUTO_TEST_CASE(connections_stay_valid_across_moves) {
    int runs = 0;
    weft::Fabric first;
    weft::Connection connection = first.connect("on_step", [&runs] { ++runs; });
    weft::Fabric second{std::move(first)};
    BOOST_TEST(connection.connected());
    BOOST_TEST(second.call("on_step") == 1U);
    {
        const weft::Block block = connection.block();
        BOOST_TEST(second.call("on_step") == 0U);
    }
    weft::Fabric third;
    third = std::move(second);
    BOOST_TEST(connection.connected());
    BOOST_TEST(third.call("on_step") == 1U);
    connection.disconnect();
    BOOST_TEST(third.call("on_step") == 0U);
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(connections_outlive_the_fabric_they_were_made_with) {
    auto first = std::make_unique<weft::Fabric>();
    weft::Connection connection = first->connect("on_step", [] {});
    weft::Fabric second{std::move(*first)};
    first.reset();
    BOOST_TEST(connection.connected());
    connection.disconnect();
    BOOST_TEST(second.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_block_survives_a_move) {
    weft::Fabric first;
    const weft::Connection connection = first.connect("on_step", [] {});
    auto block = std::make_unique<weft::Block>(weft::Connection{connection}.block());
    weft::Fabric second{std::move(first)};
    BOOST_TEST(connection.blocked());
    BOOST_TEST(second.call("on_step") == 0U);
    block.reset();
    BOOST_TEST(second.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(the_error_handler_moves_along) {
    int seen = 0;
    weft::Fabric first;
    first.on_error([&seen](const weft::Failure&) { ++seen; });
    first.connect("on_step", [] { throw 1; });
    const weft::Fabric second{std::move(first)};
    BOOST_TEST(second.call("on_step") == 1U);
    BOOST_TEST(seen == 1);
}

BOOST_AUTO_TEST_CASE(a_moved_from_fabric_may_be_assigned_and_used_again) {
    weft::Fabric first;
    first.connect("on_step", [] {});
    const weft::Fabric second{std::move(first)};
    first = weft::Fabric{};
    BOOST_TEST(first.call("on_step") == 0U);
    first.connect("on_step", [] {});
    first.connect("on_step", [] {});
    BOOST_TEST(first.call("on_step") == 2U);
    BOOST_TEST(second.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(assigning_over_a_fabric_lets_go_of_what_it_had) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    const weft::Connection old = fabric.connect("on_step", [token] {});
    weft::Fabric other;
    const weft::Connection kept = other.connect("on_step", [] {});
    fabric = std::move(other);
    BOOST_TEST(!old.connected());
    BOOST_TEST(kept.connected());
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(fabrics_live_in_a_growing_vector) {
    std::vector<weft::Fabric> fabrics;
    std::vector<weft::Connection> connections;
    for (int index = 0; index < 20; ++index) {
        connections.push_back(fabrics.emplace_back().connect("on_step", [] {}));
    }
    for (std::size_t index = 0; index < fabrics.size(); ++index) {
        BOOST_TEST(connections[index].connected());
        BOOST_TEST(fabrics[index].call("on_step") == 1U);
    }
}

BOOST_AUTO_TEST_CASE(destroying_a_fabric_disconnects_and_releases) {
    const auto token = std::make_shared<Journal>();
    weft::Connection of_connect;
    weft::Connection of_add;
    {
        weft::Fabric fabric;
        of_connect = fabric.connect("on_step", [token] {});
        of_add = fabric.add(Recorder{token.get(), "a"});
        BOOST_TEST(of_connect.connected());
        BOOST_TEST(of_add.connected());
    }
    BOOST_TEST(!of_connect.connected());
    BOOST_TEST(!of_add.connected());
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(two_fabrics_do_not_hear_each_other) {
    int runs = 0;
    weft::Fabric first;
    const weft::Fabric second;
    first.connect("on_step", [&runs] { ++runs; });
    BOOST_TEST(second.call("on_step") == 0U);
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_SUITE_END()
