// SPDX-License-Identifier: MIT
// What handlers may do to the fabric that runs them: connect, disconnect, block, recurse.

#include "at_end.hpp"
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(change_during_call_tests)

namespace {

using Journal = std::vector<std::string>;

struct Note {
    Journal* journal;
    std::string name;

    void on_step() { journal->push_back(name); }
    void on_other() { journal->push_back(name + " other"); }
};
HOOKS(Note, (on_step), (on_other))

/// A functor whose copies call back into a fabric.
struct CopyCalls {
    const weft::Fabric* fabric;
    std::size_t* heard;

    CopyCalls(const weft::Fabric* called, std::size_t* count) : fabric{called}, heard{count} {}
    CopyCalls(const CopyCalls& other) : fabric{other.fabric}, heard{other.heard} {
        *heard += fabric->call("on_copy");
    }
    CopyCalls& operator=(const CopyCalls&) = delete;
    void operator()() const {}
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_connected_during_a_call_waits_for_the_next) {
    Journal journal;
    weft::Fabric fabric;
    const auto grow = [&] {
        journal.push_back("grows");
        fabric.connect("on_step", [&journal] { journal.push_back("back"); });
        fabric.connect(
            "on_step", [&journal] { journal.push_back("front"); }, weft::at_front);
        fabric.add(Note{&journal, "callback"});
    };
    fabric.connect("on_step", grow, weft::once);
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 3U);
    const Journal expected{"grows", "front", "back", "callback"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(what_the_last_handler_connects_waits_too) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect("on_step", [] {});
    fabric.connect("on_step", [&] { fabric.connect("on_step", [&runs] { ++runs; }); });
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(runs == 0);
    BOOST_TEST(fabric.call("on_step") == 3U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_nested_call_is_the_next_call) {
    int runs = 0;
    std::size_t nested = 0;
    weft::Fabric fabric;
    const auto grow = [&] {
        fabric.connect("on_step", [&runs] { ++runs; });
        nested = fabric.call("on_step");
    };
    fabric.connect("on_step", grow, weft::once);
    BOOST_TEST(fabric.call("on_step") == 1U);  // what it connected was not there when it began
    BOOST_TEST(nested == 1U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_thousand_handlers_connected_during_a_call_all_run_in_the_next) {
    int runs = 0;
    weft::Fabric fabric;
    const auto grow = [&] {
        for (int index = 0; index < 1000; ++index) {
            fabric.connect(
                "on_step", [&runs] { ++runs; }, index % 2 == 0 ? weft::every(1) : weft::every(2));
        }
    };
    fabric.connect("on_step", grow, weft::once);
    fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(runs == 0);
    BOOST_TEST(fabric.call("on_step") == 501U);
    BOOST_TEST(fabric.call("on_step") == 1001U);
    BOOST_TEST(runs == 1500);
}

BOOST_AUTO_TEST_CASE(a_handler_connected_and_disconnected_during_a_call_never_runs) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    const auto churn = [&] {
        weft::Connection connection = fabric.connect("on_step", [token] { ++*token; });
        connection.disconnect();
    };
    fabric.connect("on_step", churn);
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(*token == 0);
}

BOOST_AUTO_TEST_CASE(a_handler_may_disconnect_itself_and_finish) {
    weft::Connection connection;
    Journal journal;
    weft::Fabric fabric;
    const auto leave = [&connection, &journal, text = std::string(50, 'x')] {
        connection.disconnect();
        BOOST_TEST(!connection.connected());
        journal.push_back(text);
    };
    connection = fabric.connect("on_step", leave);
    fabric.connect("on_step", [&journal] { journal.push_back("after"); });
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(fabric.call("on_step") == 1U);
    const Journal expected{std::string(50, 'x'), "after", "after"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_may_disconnect_and_wait_for_itself) {
    weft::Connection connection;
    weft::Fabric fabric;
    connection = fabric.connect("on_step", [&connection] { connection.disconnect_and_wait(); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_handler_disconnected_before_its_turn_does_not_run) {
    bool ran = false;
    weft::Connection later;
    weft::Fabric fabric;
    fabric.connect("on_step", [&later] { later.disconnect(); });
    later = fabric.connect("on_step", [&ran] { ran = true; });
    fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(a_handler_that_has_run_may_be_disconnected) {
    weft::Fabric fabric;
    weft::Connection earlier = fabric.connect("on_step", [] {});
    fabric.connect("on_step", [&earlier] { earlier.disconnect(); });
    fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 3U);
    BOOST_TEST(fabric.call("on_step") == 2U);
}

BOOST_AUTO_TEST_CASE(a_handler_may_disconnect_all_there_are) {
    const auto token = std::make_shared<int>(0);
    std::vector<weft::Connection> connections;
    weft::Fabric fabric;
    for (int index = 0; index < 200; ++index) {
        connections.push_back(fabric.connect("on_step", [token, &connections, index] {
            ++*token;
            if (index == 150) {
                for (weft::Connection& connection : connections) {
                    connection.disconnect();
                }
            }
        }));
    }
    BOOST_TEST(fabric.call("on_step") == 151U);
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(*token == 151);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_handler_may_replace_all_there_are) {
    std::vector<weft::Connection> connections;
    weft::Fabric fabric;
    const auto replace = [&] {
        for (weft::Connection& connection : connections) {
            connection.disconnect();
        }
        for (std::size_t index = 0; index < 100; ++index) {
            connections.push_back(fabric.connect("on_step", [] {}));
        }
    };
    connections.push_back(fabric.connect("on_step", replace));
    for (int index = 0; index < 9; ++index) {
        connections.push_back(fabric.connect("on_step", [] {}));
    }
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 100U);
}

BOOST_AUTO_TEST_CASE(a_handler_may_disconnect_a_whole_callback) {
    Journal journal;
    weft::Fabric fabric;
    weft::Connection connection = fabric.add(Note{&journal, "note"});
    fabric.connect("on_step", [&connection] { connection.disconnect(); });
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(fabric.call("on_other") == 0U);
}

BOOST_AUTO_TEST_CASE(a_handler_blocked_before_its_turn_does_not_run) {
    std::unique_ptr<weft::Block> block;
    weft::Connection later;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&] { block = std::make_unique<weft::Block>(later.block()); }, weft::once);
    later = fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
    block.reset();
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_handler_unblocked_before_its_turn_runs) {
    weft::Connection later;
    std::unique_ptr<weft::Block> block;
    weft::Fabric fabric;
    fabric.connect("on_step", [&block] { block.reset(); });
    later = fabric.connect("on_step", [] {});
    block = std::make_unique<weft::Block>(later.block());
    BOOST_TEST(fabric.call("on_step") == 2U);
}

BOOST_AUTO_TEST_CASE(a_handler_may_block_itself_and_finish) {
    weft::Connection connection;
    std::vector<weft::Block> blocks;
    weft::Fabric fabric;
    connection = fabric.connect("on_step", [&] { blocks.push_back(connection.block()); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_handler_that_blocks_itself_does_not_recurse) {
    int runs = 0;
    weft::Connection connection;
    weft::Fabric fabric;
    connection = fabric.connect("on_step", [&] {
        ++runs;
        const weft::Block block = connection.block();
        BOOST_TEST(fabric.call("on_step") == 0U);
    });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_hook_may_call_itself) {
    Journal journal;
    weft::Fabric fabric;
    const auto recurse = [&](int depth) {
        journal.push_back("in " + std::to_string(depth));
        if (depth > 0) {
            BOOST_TEST(fabric.call("on_step", "depth"_a = depth - 1) == 2U);
        }
    };
    fabric.connect("on_step", recurse, "depth"_a);
    const auto note = [&](int depth) { journal.push_back("out " + std::to_string(depth)); };
    fabric.connect("on_step", note, "depth"_a);
    BOOST_TEST(fabric.call("on_step", "depth"_a = 2) == 2U);
    const Journal expected{"in 2", "in 1", "in 0", "out 0", "out 1", "out 2"};
    BOOST_TEST(journal == expected, per_element());
}

BOOST_AUTO_TEST_CASE(a_nested_call_may_disconnect_what_the_outer_one_has_yet_to_run) {
    bool ran = false;
    weft::Connection last;
    weft::Fabric fabric;
    fabric.connect("on_step", [&fabric] { fabric.call("on_other"); });
    fabric.connect("on_other", [&fabric] { fabric.call("on_deeper"); });
    fabric.connect("on_deeper", [&last] { last.disconnect(); });
    last = fabric.connect("on_step", [&ran] { ran = true; });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(a_handler_may_create_many_other_hooks) {
    weft::Fabric fabric;
    const auto create = [&fabric] {
        for (int index = 0; index < 500; ++index) {
            fabric.connect("on_" + std::to_string(index), [] {});
        }
    };
    fabric.connect("on_step", create);
    fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(fabric.call("on_499") == 1U);
}

BOOST_AUTO_TEST_CASE(a_destructor_of_a_capture_may_call_back_into_the_fabric) {
    std::size_t heard = 0;
    weft::Fabric fabric;
    fabric.connect("on_other", [] {});
    weft::Connection other = fabric.connect("on_step", [] {});
    const auto farewell = [&] {
        heard += fabric.call("on_other");
        heard += fabric.call("on_step");
        weft::Connection connection = fabric.connect("on_step", [] {});
        fabric.connect("on_new", [] {});
        connection.disconnect();
        other.disconnect_and_wait();
    };
    weft::Connection connection = fabric.connect("on_step", [at_end = AtEnd{farewell}] {});
    connection.disconnect();
    fabric.call("on_step");
    BOOST_TEST(heard >= 1U);
    BOOST_TEST(!other.connected());
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(fabric.call("on_new") == 1U);
}

BOOST_AUTO_TEST_CASE(a_destructor_run_by_connect_may_call_back_into_the_fabric) {
    std::size_t heard = 0;
    weft::Fabric fabric;
    fabric.connect("on_other", [] {});
    const auto farewell = [&] {
        heard = fabric.call("on_other");
        fabric.connect("on_step", [] {});
    };
    weft::Connection connection = fabric.connect("on_step", [at_end = AtEnd{farewell}] {});
    connection.disconnect();
    fabric.connect("on_step", [] {});
    BOOST_TEST(heard == 1U);
    BOOST_TEST(fabric.call("on_step") == 2U);
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_handler_may_call_back_into_the_fabric) {
    std::size_t heard = 0;
    weft::Fabric fabric;
    fabric.connect("on_copy", [] {});
    const CopyCalls handler{&fabric, &heard};
    fabric.connect("on_step", handler);
    BOOST_TEST(heard >= 1U);
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
