// SPDX-License-Identifier: MIT
// An allocation that fails, at every single one of every operation: it is heard of as std::bad_alloc, and the fabric is
// as it was. operator new is replaced for this program.

#include "failing_new.hpp"
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(allocation_failure_tests)

namespace {

constexpr const char* long_name = "on_a_hook_whose_name_does_not_fit_into_a_small_string";
constexpr const char* long_text = "a text that does not fit into a small string, however it is stored";

struct Listener {
    std::shared_ptr<int> token;

    void on_step() {}
    void on_text(const std::string&) {}
    std::string on_ask() { return long_text; }
};
HOOKS(Listener, (on_step), (on_text, text), (on_ask))

/// A fabric with a little of everything, and what to hold against it afterwards.
struct Scene {
    weft::Fabric fabric;
    std::shared_ptr<int> token = std::make_shared<int>(0);
    std::shared_ptr<Listener> shared = std::make_shared<Listener>();
    std::string heard;
    weft::Connection first;
    weft::ArgMap map{"text"_a = long_text, "loss"_a = 0.5};

    Scene() {
        heard.reserve(100);
        first = fabric.connect("on_step", [this] { heard += 'a'; });
        fabric.connect("on_step", [this] { heard += 'b'; });
        fabric.connect(
            "on_text", [](const std::string&) {}, "text"_a);
        fabric.connect("on_ask", [] { return std::string(long_text); });
        fabric.declare("on_step");
        fabric.declare("on_text", "text"_a);
        fabric.declare("on_ask");
        fabric.declare(long_name, "loss"_a);
    }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    /// What was connected before runs in its order, and nothing else does.
    void expect_as_before() {
        heard.clear();
        BOOST_TEST(fabric.call("on_step") == 2U);
        BOOST_TEST(heard == "ab");
        BOOST_TEST(fabric.call("on_text", "text"_a = long_text) == 1U);
        BOOST_TEST(fabric.collect<std::string>("on_ask").size() == 1U);
        BOOST_TEST(fabric.call(long_name, "loss"_a = 1.0) == 0U);
        BOOST_TEST(fabric.hooks().size() == 3U);
        BOOST_TEST((first.connected() && !first.blocked()));
        BOOST_TEST(token.use_count() == 1);
        BOOST_TEST(shared.use_count() == 1);
        BOOST_TEST(map.size() == 2U);
        BOOST_TEST(map.get<std::string>("text") == long_text);
    }
};

using Action = std::function<void(Scene&)>;

/// The action on a scene of its own for each allocation that it makes.
void survives(const Action& action) {
    for (long failing = 0; failing < 1000; ++failing) {
        Scene scene;
        bool failed = false;
        until_failure.store(failing);
        try {
            action(scene);
        } catch (const std::bad_alloc&) {
            failed = true;
        }
        const bool has_failed = until_failure.exchange(-1) < 0;
        BOOST_TEST(failed == has_failed);
        if (!has_failed) {
            return;
        }
        scene.expect_as_before();
    }
    BOOST_ERROR("it still fails after a thousand allocations");
}

/// Whether the action, where each of its allocations fails in turn, ends the program by std::terminate.
bool may_end_the_program(const std::function<void()>& prepare, const std::function<void()>& action) {
    for (long failing = 0; failing < 50; ++failing) {
        const pid_t child = fork();
        BOOST_REQUIRE(child >= 0);
        if (child == 0) {
            std::set_terminate([] { _exit(42); });
            prepare();
            until_failure.store(failing);
            try {
                action();
            } catch (const std::bad_alloc&) {
                _exit(1);
            }
            _exit(0);
        }
        int status = 0;
        BOOST_REQUIRE(waitpid(child, &status, 0) == child);
        BOOST_REQUIRE(WIFEXITED(status));
        if (WEXITSTATUS(status) == 42) {
            return true;
        }
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(connecting) {
    survives([](Scene& scene) { scene.fabric.connect(long_name, [token = scene.token] {}); });
    survives([](Scene& scene) {
        scene.fabric.connect(
            "on_step", [token = scene.token] {}, weft::at_front, weft::once, weft::every(2));
    });
    survives([](Scene& scene) {
        scene.fabric.connect(
            long_name, [token = scene.token](const std::string&, std::string_view, double) {},
            "text"_a = long_text, "more"_a = long_text, "loss"_a);
    });
}

BOOST_AUTO_TEST_CASE(connecting_in_front_leaves_the_front_where_it_is) {
    for (long failing = 0; failing < 20; ++failing) {
        Scene scene;
        scene.fabric.connect(
            "on_step", [&scene] { scene.heard += '2'; }, weft::at_front);
        until_failure.store(failing);
        try {
            scene.fabric.connect(
                "on_step", [] {}, weft::at_front);
        } catch (const std::bad_alloc&) {  // or there was memory enough
        }
        until_failure.store(-1);
        scene.fabric.connect(
            "on_step", [&scene] { scene.heard += '1'; }, weft::at_front);
        scene.fabric.call("on_step");
        BOOST_TEST(scene.heard == "12ab");
    }
}

BOOST_AUTO_TEST_CASE(connecting_to_the_hook_that_makes_the_table_grow) {
    survives([](Scene& scene) {
        for (int i = 0; i < 40; ++i) {
            weft::Connection connection;
            connection = scene.fabric.connect("on_" + std::to_string(i), [] {});
            connection.disconnect();
        }
    });
}

BOOST_AUTO_TEST_CASE(adding_in_every_form) {
    survives([](Scene& scene) { scene.fabric.add(Listener{scene.token}); });
    survives([](Scene& scene) {
        scene.fabric.add(std::make_unique<Listener>(Listener{scene.token}), weft::at_front);
    });
    survives([](Scene& scene) { scene.fabric.add(scene.shared); });
    survives([](Scene& scene) { scene.fabric.add(std::weak_ptr<Listener>(scene.shared)); });
    survives([](Scene& scene) { scene.fabric.add(std::ref(*scene.shared), weft::at_front); });
}

BOOST_AUTO_TEST_CASE(connecting_by_name) {
    survives([](Scene& scene) {
        scene.fabric.connect(
            "on_step", [token = scene.token] {}, weft::named(long_text), weft::before(long_name));
    });
    survives([](Scene& scene) {
        scene.fabric.add(Listener{scene.token}, weft::named(long_text), weft::before(long_name, long_text),
                         weft::after_all);
    });
}

BOOST_AUTO_TEST_CASE(what_asks_for_another_order_changes_it_or_nothing) {
    // For each allocation that fails: a hook that was in the order of registration, and one that was not.
    for (const bool was_ordered : {false, true}) {
        for (long failing = 0;; ++failing) {
            BOOST_REQUIRE(failing < 1000);
            Scene scene;
            std::string& heard = scene.heard;
            scene.fabric.connect(
                "on_step", [&heard] { heard += 'x'; }, weft::named("x"));
            weft::Connection early;
            if (was_ordered) {
                early = scene.fabric.connect(
                    "on_step", [&heard] { heard += 'w'; }, weft::before("x"), weft::named("w"));
            }
            bool failed = false;
            until_failure.store(failing);
            try {
                scene.fabric.add(Listener{scene.token}, weft::named("y"), weft::before("x", "w"));
            } catch (const std::bad_alloc&) {
                failed = true;
            }
            until_failure.store(-1);
            heard.clear();
            scene.fabric.call("on_step");
            BOOST_TEST(heard == (was_ordered ? "abwx" : "abx"));
            BOOST_TEST(scene.token.use_count() == (failed ? 1 : 2));
            BOOST_TEST(scene.fabric.hooks()[0].handlers.size() ==
                       (was_ordered ? 4U : 3U) + (failed ? 0U : 1U));
            if (!failed) {
                BOOST_TEST(scene.fabric.hooks()[0].handlers[2].callback == "y");
                break;
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(without_memory_a_call_keeps_the_order_of_handlers_that_have_gone) {
    for (long failing = 0;; ++failing) {
        BOOST_REQUIRE(failing < 1000);
        Scene scene;
        std::string& heard = scene.heard;
        scene.fabric.connect(
            "on_step", [&heard] { heard += 'x'; }, weft::named("x"));
        scene.fabric.connect(
            "on_step", [&heard] { heard += 'y'; }, weft::named("y"));
        weft::Connection between = scene.fabric.connect(
            "on_step", [&heard] { heard += 'w'; }, weft::before("x"), weft::after("y"));
        between.disconnect();
        heard.clear();
        until_failure.store(failing);
        const std::size_t ran = scene.fabric.call("on_step");
        const bool has_failed = until_failure.exchange(-1) < 0;
        BOOST_TEST(ran == 4U);
        BOOST_TEST(heard == (has_failed ? "abyx" : "abxy"));
        heard.clear();
        scene.fabric.call("on_step");
        BOOST_TEST(heard == "abxy");
        if (!has_failed) {
            break;
        }
    }
}

BOOST_AUTO_TEST_CASE(building_another_fabric) {
    survives([](Scene& scene) {
        std::vector<weft::Callback> list{Listener{scene.token}, scene.shared};
        weft::Fabric other{std::move(list)};
        other = weft::Fabric{Listener{scene.token}, scene.shared};
    });
}

BOOST_AUTO_TEST_CASE(calling_in_a_shape_that_was_never_seen) {
    // Each failure needs a shape of its own, as what is known of one is kept for ever.
    Scene scene;
    fail_at_each_allocation([&] { scene.fabric.call("on_text", "text"_a = long_text, "unread"_a = 1); },
                            [&] { scene.expect_as_before(); });
    fail_at_each_allocation(
        [&] { scene.fabric.call("on_text", std::string_view(long_text), "unread"_a = 1); },
        [&] { scene.expect_as_before(); });
    fail_at_each_allocation([&] { scene.fabric.call("on_text", weft::arg("text", long_text)); },
                            [&] { scene.expect_as_before(); });
}

BOOST_AUTO_TEST_CASE(asking_for_answers) {
    survives([](Scene& scene) { scene.fabric.collect<std::string>("on_ask", "unread"_a = 2L); });
    survives([](Scene& scene) { scene.fabric.first<std::string>("on_ask", "unread"_a = 2U); });
}

BOOST_AUTO_TEST_CASE(refusing_and_failing) {
    survives([](Scene& scene) {
        try {
            scene.fabric.call("on_text", "texd"_a = 1);
        } catch (const weft::ArgumentError&) {  // or no memory for its text
        }
    });
    survives([](Scene& scene) {
        weft::ScopedConnection connection =
            scene.fabric.connect(long_name, [token = scene.token] { throw 1; });
        scene.fabric.on_error([](const weft::Failure&) {});
        scene.fabric.call(long_name);
    });
}

BOOST_AUTO_TEST_CASE(observing_and_looking) {
    survives([](Scene& scene) {
        const weft::ScopedConnection connection =
            scene.fabric.observe([token = scene.token](const weft::Event&) {});
        scene.fabric.call("on_step", "loss"_a = 0.5F);
    });
    survives([](Scene& scene) {
        std::string text;
        const weft::ScopedConnection connection =
            scene.fabric.observe(weft::Trace([&text](std::string_view line) { text = line; }));
        scene.fabric.call("on_text", "text"_a = long_text);
    });
    survives([](Scene& scene) {
        weft::Unused unused;
        const weft::ScopedConnection connection = scene.fabric.observe(std::ref(unused));
        scene.fabric.call("on_text", "text"_a = long_text);
        static_cast<void>(unused.report(scene.fabric));
    });
    survives([](Scene& scene) { static_cast<void>(scene.fabric.hooks()); });
    survives([](Scene& scene) { static_cast<void>(fmt::format("{}", scene.fabric)); });
    survives([](Scene& scene) {
        scene.fabric.check();
        scene.fabric.strict();
        scene.fabric.declare("on_another_hook_with_a_long_name_that_is_declared", "loss"_a);
    });
}

BOOST_AUTO_TEST_CASE(changing_a_map) {
    survives([](Scene& scene) {
        weft::ArgMap map(scene.map);
        map.set("text", std::string(2000, 'x'));
        map.set("a name that does not fit into a small string either", 1);
        weft::ArgMap copy(map);
        copy.erase("text");
        map = copy;
    });
    Scene scene;
    fail_at_each_allocation([&] { scene.map.set("text", std::string(2000, 'x')); },
                            [&] { scene.expect_as_before(); });
    fail_at_each_allocation([&] { scene.map.set(long_name, long_text); },
                            [&] { BOOST_TEST(scene.map.size() == 2U); });
}

BOOST_AUTO_TEST_CASE(letting_go_allocates_nothing) {
    Scene scene;
    std::optional<weft::Fabric> other(std::in_place, Listener{scene.token}, scene.shared);
    for (int i = 0; i < 30; ++i) {
        other->connect("on_step", [token = scene.token] {});
    }
    weft::ScopedConnection scoped = scene.fabric.add(Listener{scene.token});
    weft::Connection added = scene.fabric.add(scene.shared);
    BOOST_TEST(allocations_of([&] {
                   { const weft::Block block = added.block(); }
                   added.disconnect();
                   added.disconnect_and_wait();
                   scoped = weft::ScopedConnection();
                   other.reset();
               }) == 0);
    scene.expect_as_before();
}

// Boost.Signals2 cleans up at the end of a call in which most handlers of the hook turned out to be disconnected: the
// destructor of its signal_impl::invocation_janitor copies the list of slots that the call itself still holds.
BOOST_AUTO_TEST_CASE(after_a_call_that_met_more_disconnected_handlers_than_others_it_ends_the_program) {
    weft::Fabric fabric;
    std::vector<weft::Connection> connections;
    const auto prepare = [&] {
        for (int i = 0; i < 8; ++i) {
            connections.push_back(fabric.connect("on_step", [&] {
                for (const weft::Connection& connection : connections) {
                    connection.disconnect();
                }
            }));
        }
        fabric.connect("on_step", [] {});
    };
    BOOST_TEST(may_end_the_program(prepare, [&fabric] { fabric.call("on_step"); }));
    BOOST_TEST(!may_end_the_program([&fabric] { fabric.connect("on_step", [] {}); },
                                    [&fabric] { fabric.call("on_step"); }));
}

BOOST_AUTO_TEST_SUITE_END()
