// SPDX-License-Identifier: MIT
// Order by name while handlers come and go, during calls too, compared with a plain walk.
#include "order_log.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

using order_log::Scene;

BOOST_AUTO_TEST_SUITE(order_changes_tests)

BOOST_AUTO_TEST_CASE(what_a_disconnected_handler_asked_for_no_longer_holds) {
    Scene scene;
    scene.add("x");
    scene.add("y");
    weft::Connection between = scene.add("w", weft::before("x"), weft::after("y"));
    BOOST_TEST(scene.run() == "y w x");
    between.disconnect();
    BOOST_TEST(scene.listed() == "x y");
    BOOST_TEST(scene.run() == "x y");
    scene.add("z", weft::before("y"));
    BOOST_TEST(scene.run() == "x z y");
}

BOOST_AUTO_TEST_CASE(a_blocked_handler_keeps_its_place_and_its_wish) {
    Scene scene;
    scene.add("x");
    scene.add("y");
    const weft::Connection between = scene.add("w", weft::before("x"), weft::after("y"));
    {
        const weft::Block block = between.block();
        BOOST_TEST(scene.run() == "y x");
    }
    BOOST_TEST(scene.run() == "y w x");
}

BOOST_AUTO_TEST_CASE(a_handler_that_runs_once_takes_its_wish_with_it) {
    Scene scene;
    scene.add("x");
    scene.add("y");
    scene.add("w", weft::before("x"), weft::after("y"), weft::once);
    BOOST_TEST(scene.run() == "y w x");
    BOOST_TEST(scene.run() == "x y");
}

BOOST_AUTO_TEST_CASE(an_object_that_has_expired_takes_its_wish_with_it) {
    struct Between {
        std::vector<std::string>* ran;
        void on_step() const { ran->emplace_back("w"); }
        WEFT_CALLBACK_INSIDE(Between, (on_step))
    };
    Scene scene;
    scene.add("x");
    scene.add("y");
    auto object = std::make_shared<Between>(Between{&scene.ran});
    const weft::Connection connection =
        scene.fabric.add(std::weak_ptr<Between>(object), weft::before("x"), weft::after("y"));
    BOOST_TEST(scene.run() == "y w x");
    object.reset();
    BOOST_TEST(scene.run() == "x y");
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(an_object_that_has_expired_closes_no_circle) {
    struct Between {
        void on_step() const {}
        WEFT_CALLBACK_INSIDE(Between, (on_step))
    };
    Scene scene;
    scene.add("x");
    scene.add("y");
    const auto object = std::make_shared<Between>();
    auto other = std::make_shared<Between>();
    scene.fabric.add(std::weak_ptr<Between>(object), weft::after("y"), weft::before("x"), weft::named("w"));
    const weft::Connection connection =
        scene.fabric.add(std::weak_ptr<Between>(other), weft::before("y"), weft::named("v"));
    BOOST_CHECK_THROW(scene.add("u", weft::before("v"), weft::after("w")), weft::Error);
    other.reset();
    scene.add("u", weft::before("v"), weft::after("w"));
    BOOST_TEST(scene.listed() == "y w x u");
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(one_that_has_expired_before_any_other_order_closes_no_circle_either) {
    struct Between {
        void on_step() const {}
        WEFT_CALLBACK_INSIDE(Between, (on_step))
    };
    Scene scene;
    scene.add("y");
    auto object = std::make_shared<Between>();
    scene.fabric.add(std::weak_ptr<Between>(object), weft::named("w"), weft::before("y"));
    object.reset();
    BOOST_CHECK_NO_THROW(scene.add("z", weft::after("y"), weft::before("w")));
    BOOST_TEST(scene.run() == "y z");
}

BOOST_AUTO_TEST_CASE(a_hook_whose_handlers_have_all_gone_begins_afresh) {
    Scene scene;
    for (int round = 0; round < 3; ++round) {
        std::vector<weft::Connection> all{scene.add("a"), scene.add("b", weft::before("a"))};
        BOOST_TEST(scene.run() == "b a");
        for (weft::Connection& one : all) {
            one.disconnect();
        }
        BOOST_TEST(scene.run().empty());
        BOOST_TEST(scene.fabric.hooks().empty());
    }
}

BOOST_AUTO_TEST_CASE(a_running_call_keeps_its_order_and_runs_each_handler_once) {
    Scene scene;
    std::optional<weft::Connection> added;
    scene.add("a");
    scene.fabric.connect("on_step", [&] {
        scene.ran.emplace_back("adds");
        if (!added) {
            added = scene.add("new", weft::before("a"), weft::after("c"));
            scene.fabric.connect(
                "on_step", [] {}, weft::named("d"), weft::before("new"), weft::after("c"));
        }
    });
    scene.add("b");
    scene.add("c");
    BOOST_TEST(scene.run() == "a adds b c");
    BOOST_TEST(scene.run() == "c new a adds b");
}

BOOST_AUTO_TEST_CASE(nested_calls_have_the_order_of_their_begin) {
    Scene scene;
    int depth = 0;
    weft::Connection wish;
    scene.add("a");
    scene.fabric.connect("on_step", [&] {
        scene.ran.push_back("[");
        if (++depth == 1) {
            wish = scene.add("w", weft::before("a"), weft::after("z"));
            scene.fabric.call("on_step");
            wish.disconnect();
            scene.fabric.call("on_step");
        }
        scene.ran.push_back("]");
    });
    scene.add("z");
    BOOST_TEST(scene.run() == "a [ z w a [ ] a [ ] z ] z");
}

BOOST_AUTO_TEST_CASE(a_handler_may_disconnect_and_wait_for_another_of_an_order_that_is_out_of_date) {
    Scene scene;
    const auto token = std::make_shared<int>(1);
    weft::Connection other;
    scene.fabric.connect("on_step", [&] {
        scene.ran.emplace_back("first");
        scene.add("late", weft::before("other"));
        other.disconnect_and_wait();
        BOOST_TEST(token.use_count() == 1);
    });
    other = scene.fabric.connect(
        "on_step", [&scene, token] { scene.ran.emplace_back("other"); }, weft::named("other"));
    scene.add("x", weft::before("other"));
    BOOST_TEST(scene.run() == "first x");
}

BOOST_AUTO_TEST_CASE(what_a_handler_captured_goes_with_it_from_every_order) {
    Scene scene;
    const auto token = std::make_shared<int>(1);
    scene.add("a");
    weft::Connection one = scene.fabric.connect(
        "on_step", [token] {}, weft::named("one"), weft::before("a"));
    scene.add("b", weft::before("one"));
    scene.run();
    one.disconnect();
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(scene.run() == "a b");
}

BOOST_AUTO_TEST_CASE(a_handler_may_destroy_the_fabric_whose_order_it_runs_in) {
    auto scene = std::make_unique<Scene>();
    std::string ran;
    weft::Connection after;
    scene->add("a");
    scene->fabric.connect(
        "on_step",
        [&] {
            scene->add("c", weft::before("a"));  // The call is in an order that is out of date.
            ran += "destroys ";
            scene.reset();
            ran += "finishes";
        },
        weft::named("b"), weft::before("a"));
    after = scene->fabric.connect(
        "on_step", [&ran] { ran += "never"; }, weft::after("b"));
    scene->fabric.call("on_step");
    BOOST_TEST(ran == "destroys finishes");
    BOOST_TEST(!after.connected());
}

BOOST_AUTO_TEST_CASE(a_callback_with_a_circle_on_its_last_hook_changes_none_of_them) {
    struct Three {
        void on_a() const {}
        void on_b() const {}
        void on_step() const {}
        WEFT_CALLBACK_INSIDE(Three, (on_a), (on_b), (on_step))
    };
    Scene scene;
    scene.fabric.connect(
        "on_a", [] {}, weft::named("x"));
    scene.fabric.connect(
        "on_a", [] {}, weft::named("y"), weft::before("x"));
    scene.add("x");
    scene.add("y", weft::after("x"));
    const std::string before = scene.listed();
    BOOST_CHECK_THROW(scene.fabric.add(Three{}, weft::before("x"), weft::after("y")), weft::Error);
    BOOST_TEST(scene.listed() == before);
    BOOST_TEST(scene.fabric.call("on_a") == 2U);
    BOOST_TEST(scene.fabric.call("on_b") == 0U);
    BOOST_TEST(scene.run() == "x y");
}

BOOST_AUTO_TEST_CASE(observed_calls_and_asking_calls_run_in_the_same_order) {
    Scene scene;
    scene.add("a");
    scene.add("b", weft::before("a"));
    std::string seen;
    weft::Connection observer = scene.fabric.observe([&seen](const weft::Event& event) {
        seen += event.kind() == weft::EventKind::handler_begin ? event.callback() : "";
    });
    BOOST_TEST(scene.run() == "b a");
    BOOST_TEST(seen == "ba");
    observer.disconnect();
    BOOST_TEST(scene.run() == "b a");
    BOOST_TEST(seen == "ba");
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_the_number_of_changes) {
    constexpr int rounds = 20000;
    Scene scene;
    scene.add("a");
    scene.add("b", weft::before("a"));
    for (int round = 0; round < rounds; ++round) {
        weft::Connection one = scene.add("c", weft::before("b"));
        if (round % 3 == 0) {
            scene.run();
        }
        one.disconnect();
    }
    BOOST_TEST(scene.run() == "b a");
}

namespace {

/// A handler as the walk below knows it.
struct Known {
    std::string name;
    std::vector<std::string> before;
    std::vector<std::string> after;
    int group;
    int place;  // Below 0 for `at_front`.
};

/// The rule of the guide, word by word and without thought for speed.
class Walk {
public:
    explicit Walk(std::vector<Known> all) : all_(std::move(all)) {}

    /// Nothing where there is a circle.
    std::optional<std::string> order() {
        std::vector<int> groups;
        std::transform(all_.begin(), all_.end(), std::back_inserter(groups),
                       [](const Known& one) { return one.group; });
        const std::vector<int> said = groups;
        join(groups, said, 1, [](const Known& one, const Known& other) { return asks(one.after, other); });
        std::vector<int> firsts = said;
        join(firsts, said, -1, [](const Known& one, const Known& other) { return asks(one.before, other); });
        for (std::size_t i = 0; i < all_.size(); ++i) {
            const bool has_joined_last = groups[i] == 1 && said[i] != 1;
            all_[i].group = has_joined_last ? 1 : firsts[i] == -1 ? -1 : groups[i];
        }
        std::sort(all_.begin(), all_.end(), [](const Known& one, const Known& other) {
            return std::pair(one.group, one.place) < std::pair(other.group, other.place);
        });
        state_.assign(all_.size(), 0);
        for (std::size_t i = 0; i < all_.size(); ++i) {
            visit(i);
        }
        return is_circle_ ? std::nullopt : std::optional(text_);
    }

private:
    static bool asks(const std::vector<std::string>& names, const Known& other) {
        return std::find(names.begin(), names.end(), other.name) != names.end();
    }
    template <class Joins>
    void join(std::vector<int>& groups, const std::vector<int>& said, int group, Joins joins) {
        for (bool changes = true; changes;) {
            changes = false;
            for (std::size_t i = 0; i < all_.size(); ++i) {
                for (std::size_t j = 0; j < all_.size(); ++j) {
                    if (i != j && groups[i] != group && (groups[j] == group || said[j] == group) &&
                        joins(all_[i], all_[j])) {
                        groups[i] = group;
                        changes = true;
                    }
                }
            }
        }
    }
    void visit(std::size_t i) {
        if (state_[i] != 0) {
            is_circle_ = is_circle_ || state_[i] == 1;
            return;
        }
        state_[i] = 1;
        for (std::size_t j = 0; j < all_.size(); ++j) {
            if (i != j && (asks(all_[i].after, all_[j]) || asks(all_[j].before, all_[i]))) {
                visit(j);
            }
        }
        state_[i] = 2;
        text_ += (text_.empty() ? "" : " ") + all_[i].name;
    }

    std::vector<Known> all_;
    std::vector<int> state_;
    std::string text_;
    bool is_circle_ = false;
};

}  // namespace

BOOST_AUTO_TEST_CASE(any_mixture_of_wishes_gives_the_order_of_the_walk) {
    std::mt19937 random(7);
    const auto pick = [&random](int count) {
        return static_cast<int>(random() % static_cast<unsigned>(count));
    };
    const std::vector<std::string> names{"a", "b", "c", "d", "e", "f"};
    int circles = 0;
    for (int round = 0; round < 3000; ++round) {
        Scene scene;
        std::vector<Known> known;
        std::vector<weft::Connection> connections;
        for (int step = 1; step <= 12; ++step) {
            if (pick(4) == 0 && !known.empty()) {
                const auto gone = static_cast<std::size_t>(pick(static_cast<int>(known.size())));
                connections[gone].disconnect();
                connections.erase(connections.begin() + static_cast<std::ptrdiff_t>(gone));
                known.erase(known.begin() + static_cast<std::ptrdiff_t>(gone));
            } else {
                const auto name_or = [&] {
                    return pick(3) == 0 ? names[static_cast<std::size_t>(pick(6))] : "nobody";
                };
                Known one{
                    names[static_cast<std::size_t>(pick(6))], {name_or()}, {name_or()}, pick(6) - 1, step};
                one.group = one.group > 1 ? 0 : one.group;
                const bool at_front = pick(4) == 0;
                one.place = at_front ? -step : step;
                std::vector<Known> with = known;
                with.push_back(one);
                const bool is_possible = Walk(with).order().has_value();
                circles += is_possible ? 0 : 1;
                const auto add = [&](const auto&... extras) {
                    connections.push_back(at_front ? scene.add(one.name, weft::before(one.before[0]),
                                                               weft::after(one.after[0]), weft::at_front,
                                                               extras...)
                                                   : scene.add(one.name, weft::before(one.before[0]),
                                                               weft::after(one.after[0]), extras...));
                };
                bool is_refused = false;
                try {
                    one.group<0 ? add(weft::before_all) : one.group> 0 ? add(weft::after_all) : add();
                } catch (const weft::Error&) {
                    is_refused = true;
                }
                BOOST_REQUIRE(is_refused == !is_possible);
                known = is_possible ? with : known;
            }
            BOOST_REQUIRE(scene.listed() == Walk(known).order().value());
            BOOST_REQUIRE(scene.run() == Walk(known).order().value());
        }
    }
    BOOST_TEST(circles > 0);
}

BOOST_AUTO_TEST_SUITE_END()
