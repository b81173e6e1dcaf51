// SPDX-License-Identifier: MIT
// A fabric that is destroyed, assigned or moved by what it runs: handlers and destructors.

#include "at_end.hpp"
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(destroy_during_call_tests)

namespace {

/// Destroys the fabric that owns it and goes on using itself and the call's argument.
struct Destroyer {
    std::unique_ptr<weft::Fabric>* fabric;
    std::string* heard;
    std::string own;

    void on_step(const std::string& text) {
        fabric->reset();
        own += " and after, ";
        *heard = own + text;
    }
};
HOOKS(Destroyer, (on_step, text))

}  // namespace

BOOST_AUTO_TEST_CASE(a_handler_may_destroy_the_fabric_whose_call_it_runs_in) {
    int before = 0;
    bool after = false;
    std::string finished;
    auto fabric = std::make_unique<weft::Fabric>();
    weft::Connection first = fabric->connect("on_step", [&before] { ++before; });
    const weft::Connection second =
        fabric->connect("on_step", [&fabric, &finished, text = std::string(60, 'x')] {
            fabric.reset();
            finished = text;
        });
    const weft::Connection third = fabric->connect("on_step", [&after] { after = true; });
    const weft::Connection elsewhere = fabric->connect("on_other", [] {});

    BOOST_TEST(fabric->call("on_step") == 2U);
    BOOST_TEST(before == 1);
    BOOST_TEST(!after);
    BOOST_TEST(finished == std::string(60, 'x'));
    BOOST_TEST(!first.connected());
    BOOST_TEST(!second.connected());
    BOOST_TEST(!third.connected());
    BOOST_TEST(!elsewhere.connected());
    first.disconnect_and_wait();
}

BOOST_AUTO_TEST_CASE(connections_read_disconnected_right_after_the_fabric_is_destroyed) {
    bool own = true;
    bool other = true;
    weft::Connection first;
    weft::Connection second;
    auto fabric = std::make_unique<weft::Fabric>();
    first = fabric->connect("on_step", [&] {
        fabric.reset();
        own = first.connected();
        other = second.connected();
        first.disconnect();
        second.disconnect_and_wait();
    });
    second = fabric->connect("on_step", [] {});
    fabric->call("on_step");
    BOOST_TEST(!own);
    BOOST_TEST(!other);
}

BOOST_AUTO_TEST_CASE(an_owned_callback_may_destroy_its_fabric_and_finish) {
    std::string heard;
    std::unique_ptr<weft::Fabric> fabric;
    fabric =
        std::make_unique<weft::Fabric>(Destroyer{&fabric, &heard, "a text that lives on the heap, before"});
    fabric->connect("on_step", [&heard] { heard = "must not run"; });
    BOOST_TEST(fabric->call("on_step", "text"_a = std::string(40, 'y')) == 1U);
    BOOST_TEST(heard == "a text that lives on the heap, before and after, " + std::string(40, 'y'));
    BOOST_TEST(!fabric);
}

BOOST_AUTO_TEST_CASE(what_a_destroyed_fabric_held_is_released) {
    const auto token = std::make_shared<int>(0);
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect("on_step", [&fabric, token] { fabric.reset(); });
    fabric->connect("on_step", [token] {});
    fabric->connect("on_other", [token] {});
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_handler_that_destroys_the_fabric_may_throw) {
    bool after = false;
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect("on_step", [&fabric] {
        fabric.reset();
        throw std::domain_error{"gone"};
    });
    fabric->connect("on_step", [&after] { after = true; });
    BOOST_CHECK_THROW(fabric->call("on_step"), std::domain_error);
    BOOST_TEST(!after);
    BOOST_TEST(!fabric);
}

BOOST_AUTO_TEST_CASE(a_once_handler_may_destroy_the_fabric) {
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect(
        "on_step", [&fabric] { fabric.reset(); }, weft::once);
    fabric->connect("on_step", [] {});
    BOOST_TEST(fabric->call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_nested_call_may_destroy_the_fabric) {
    int finished = 0;
    bool after = false;
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect("on_step", [&] {
        BOOST_TEST(fabric->call("on_nested") == 1U);
        ++finished;
    });
    fabric->connect("on_step", [&after] { after = true; });
    fabric->connect("on_nested", [&] {
        BOOST_TEST(fabric->call("on_deeper") == 1U);
        ++finished;
    });
    fabric->connect("on_nested", [&after] { after = true; });
    fabric->connect("on_deeper", [&fabric] { fabric.reset(); });
    fabric->connect("on_deeper", [&after] { after = true; });
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(finished == 2);
    BOOST_TEST(!after);
}

BOOST_AUTO_TEST_CASE(a_recursive_call_may_destroy_the_fabric) {
    int runs = 0;
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect("on_step", [&] {
        if (++runs < 5) {
            fabric->call("on_step");
        } else {
            fabric.reset();
        }
    });
    fabric->connect("on_step", [&runs] { runs += 100; });
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(runs == 5);
}

BOOST_AUTO_TEST_CASE(a_handler_may_destroy_the_fabric_after_changing_it) {
    const auto token = std::make_shared<int>(0);
    weft::Connection added;
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect("on_step", [&] {
        added = fabric->connect("on_step", [token] { ++*token; });
        fabric->connect(
            "on_front", [token] { ++*token; }, weft::at_front);
        fabric.reset();
    });
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(!added.connected());
    BOOST_TEST(*token == 0);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_fabric_on_the_stack_may_be_destroyed_by_its_handler) {
    std::optional<weft::Fabric> fabric{std::in_place};
    fabric->connect("on_step", [&fabric] { fabric.reset(); });
    fabric->connect("on_step", [] {});
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(!fabric.has_value());
}

BOOST_AUTO_TEST_CASE(asking_for_answers_survives_the_end_of_the_fabric) {
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->connect("on_ask", [] { return 1; });
    fabric->connect("on_ask", [&fabric] {
        fabric.reset();
        return 2;
    });
    fabric->connect("on_ask", [] { return 3; });
    const std::vector<int> answers = fabric->collect<int>("on_ask");
    BOOST_TEST(answers == (std::vector<int>{1, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_may_assign_another_fabric_over_its_own) {
    const auto token = std::make_shared<int>(0);
    int later = 0;
    int fresh = 0;
    weft::Fabric other;
    weft::Fabric fabric;
    const weft::Connection old = fabric.connect("on_step", [&fabric, &other, token] {
        fabric = std::move(other);
        ++*token;
    });
    const weft::Connection old_later = fabric.connect("on_step", [&later] { ++later; });
    const weft::Connection kept = other.connect("on_step", [&fresh] { ++fresh; });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(later == 0);
    BOOST_TEST(fresh == 0);
    BOOST_TEST(*token == 1);
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(!old.connected());
    BOOST_TEST(!old_later.connected());
    BOOST_TEST(kept.connected());
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fresh == 1);
}

BOOST_AUTO_TEST_CASE(a_handler_may_move_its_fabric_away) {
    std::string finished;
    weft::Fabric elsewhere;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step",
        [&, text = std::string(60, 'x')] {
            elsewhere = std::move(fabric);
            finished = text;
        },
        weft::once);
    const weft::Connection other = fabric.connect("on_other", [] {});
    fabric.call("on_step");
    BOOST_TEST(finished == std::string(60, 'x'));
    BOOST_TEST(!connection.connected());
    BOOST_TEST(other.connected());
    BOOST_TEST(elsewhere.call("on_other") == 1U);
}

BOOST_AUTO_TEST_CASE(a_destructor_of_a_capture_may_destroy_the_fabric) {
    bool after = false;
    auto fabric = std::make_unique<weft::Fabric>();
    weft::Connection doomed = fabric->connect("on_other", [at_end = AtEnd{[&fabric] { fabric.reset(); }}] {});
    const weft::Connection first = fabric->connect("on_step", [&] {
        doomed.disconnect();
        if (fabric) {
            fabric->call("on_other");  // by now at the latest
        }
    });
    fabric->connect("on_step", [&after] { after = true; });
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(!fabric);
    BOOST_TEST(!after);
    BOOST_TEST(!first.connected());
}

BOOST_AUTO_TEST_CASE(a_destructor_that_runs_with_the_fabric_may_use_connections) {
    bool connected = true;
    weft::Connection first;
    weft::Connection second;
    {
        weft::Fabric fabric;
        const auto look = [&] {
            first.disconnect();
            second.disconnect_and_wait();
            { const weft::Block block = first.block(); }
            connected = first.connected() || second.connected();
        };
        first = fabric.connect("on_step", [at_end = AtEnd{look}] {});
        second = fabric.connect("on_step", [] {});
    }
    BOOST_TEST(!connected);
}

BOOST_AUTO_TEST_CASE(a_fabric_may_own_another_and_destroy_it_in_a_call) {
    int inner_runs = 0;
    auto inner = std::make_unique<weft::Fabric>();
    weft::Fabric outer;
    outer.connect("on_step", [&inner] { inner.reset(); });
    inner->connect("on_step", [&] { outer.call("on_step"); });
    inner->connect("on_step", [&inner_runs] { ++inner_runs; });
    BOOST_TEST(inner->call("on_step") == 1U);
    BOOST_TEST(inner_runs == 0);
    BOOST_TEST(outer.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_destructor_may_wait_for_what_ends_after_it) {
    for (const bool is_first : {true, false}) {
        bool has_waited = false;
        weft::Connection other;
        {
            weft::Fabric fabric;
            const auto wait = [&] {
                other.disconnect_and_wait();
                has_waited = true;
            };
            if (is_first) {
                fabric.connect("on_step", [at_end = AtEnd{wait}] {});
            }
            other = fabric.connect("on_step", [token = std::make_shared<int>(0)] {});
            if (!is_first) {
                fabric.connect("on_step", [at_end = AtEnd{wait}] {});
            }
        }
        BOOST_TEST(has_waited);
    }
}

BOOST_AUTO_TEST_CASE(no_handler_runs_after_a_released_capture_has_destroyed_the_fabric) {
    bool after = false;
    weft::Connection first;
    weft::Connection second;
    auto fabric = std::make_unique<weft::Fabric>();
    weft::Fabric* const target = fabric.get();
    first = fabric->connect("on_step", [&first, owned = std::shared_ptr<weft::Fabric>(std::move(fabric))] {
        first.disconnect();
    });
    second = target->connect("on_step", [&after] { after = true; });
    BOOST_TEST(target->call("on_step") == 1U);
    BOOST_TEST(!second.connected());
    BOOST_TEST(!after);
}

BOOST_AUTO_TEST_CASE(what_on_error_captured_ends_after_the_connections) {
    bool connected = true;
    weft::Connection connection;
    {
        weft::Fabric fabric;
        connection = fabric.connect("on_step", [] {});
        fabric.on_error([at_end = std::make_shared<AtEnd>([&] { connected = connection.connected(); })](
                            const weft::Failure&) {});
    }
    BOOST_TEST(!connected);
}

BOOST_AUTO_TEST_SUITE_END()
