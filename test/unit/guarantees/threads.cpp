// SPDX-License-Identifier: MIT
// One fabric, several threads: callers, connectors, disconnectors, blockers and adders at once.

#include "hooks.hpp"
#include "run_together.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(threads_tests)

namespace {

using Counter = std::atomic<std::size_t>;

struct Counting {
    Counter* runs;

    void on_step() { runs->fetch_add(1); }
    void on_other() { runs->fetch_add(1); }
};
HOOKS(Counting, (on_step), (on_other))

/// Says so when a method runs on an object that is being or has been destroyed.
class Tracked {
public:
    Tracked(Counter* runs, Counter* violations) : runs_{runs}, violations_{violations} {}
    Tracked(const Tracked&) = delete;
    Tracked& operator=(const Tracked&) = delete;
    ~Tracked() { alive_.store(false); }

    void on_step() {
        if (!alive_.load()) {
            violations_->fetch_add(1);
        }
        runs_->fetch_add(1);
        if (!alive_.load()) {
            violations_->fetch_add(1);
        }
    }

private:
    Counter* runs_;
    Counter* violations_;
    std::atomic<bool> alive_{true};
};
HOOKS(Tracked, (on_step))

}  // namespace

BOOST_AUTO_TEST_CASE(callers_connectors_disconnectors_blockers_and_adders_share_a_fabric) {
    constexpr std::size_t rounds = 300;
    Counter permanent{0};
    Counter runs{0};
    Counter returned{0};
    weft::Fabric fabric;
    fabric.connect("on_step", [&] {
        permanent.fetch_add(1);
        runs.fetch_add(1);
    });
    const weft::Connection shared = fabric.connect("on_step", [&runs] { runs.fetch_add(1); });
    const auto connect_and_let_go = [&] {
        weft::Connection back = fabric.connect("on_step", [&runs] { runs.fetch_add(1); });
        weft::Connection front = fabric.connect(
            "on_step", [&runs] { runs.fetch_add(1); }, weft::at_front);
        back.disconnect();
        front.disconnect_and_wait();
    };
    const auto add_and_let_go = [&] {
        weft::Connection connection = fabric.add(Counting{&runs});
        returned.fetch_add(fabric.call("on_other"));
        connection.disconnect();
    };
    const auto block_and_unblock = [&] {
        weft::Connection copy = shared;
        const weft::Block outer = copy.block();
        const weft::Block inner = copy.block();
        static_cast<void>(copy.blocked());
        static_cast<void>(copy.connected());
    };
    run_together(8, [&](std::size_t index) {
        for (std::size_t round = 0; round < rounds; ++round) {
            switch (index) {
                case 0: connect_and_let_go(); break;
                case 1: connect_and_let_go(); break;
                case 2: add_and_let_go(); break;
                case 3: block_and_unblock(); break;
                case 4: block_and_unblock(); break;
                default: returned.fetch_add(fabric.call("on_step")); break;
            }
        }
    });
    BOOST_TEST(permanent.load() == 3 * rounds);
    BOOST_TEST(runs.load() == returned.load());
    BOOST_TEST(!shared.blocked());
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(fabric.call("on_other") == 0U);
}

BOOST_AUTO_TEST_CASE(several_threads_may_disconnect_the_same_connections) {
    weft::Fabric fabric;
    std::vector<weft::Connection> connections;
    for (int index = 0; index < 200; ++index) {
        connections.push_back(fabric.connect("on_step", [] {}));
    }
    fabric.connect("on_step", [] {});
    run_together(4, [&](std::size_t index) {
        for (weft::Connection connection : connections) {
            if (index % 2 == 0) {
                connection.disconnect();
            } else {
                connection.disconnect_and_wait();
                fabric.call("on_step");
            }
        }
    });
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(several_threads_may_use_one_connection_object) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    run_together(4, [&](std::size_t) {
        for (int round = 0; round < 300; ++round) {
            const weft::Block block = connection.block();
            const weft::Connection copy = connection;
            static_cast<void>(copy.connected());
        }
        connection.disconnect();
    });
    BOOST_TEST(!connection.connected());
    BOOST_TEST(!connection.blocked());
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_thread_that_connected_hears_its_own_next_call) {
    Counter missed{0};
    weft::Fabric fabric;
    run_together(4, [&](std::size_t) {
        for (int round = 0; round < 200; ++round) {
            bool heard = false;
            weft::Connection connection;
            const auto self = std::this_thread::get_id();
            connection = fabric.connect("on_step", [&heard, self] {
                if (std::this_thread::get_id() == self) {
                    heard = true;
                }
            });
            fabric.call("on_step");
            connection.disconnect_and_wait();
            missed.fetch_add(heard ? 0 : 1);
        }
    });
    BOOST_TEST(missed.load() == 0U);
}

BOOST_AUTO_TEST_CASE(once_runs_at_most_once_when_many_threads_call) {
    Counter wrong{0};
    for (int round = 0; round < 100; ++round) {
        Counter runs{0};
        Counter returned{0};
        weft::Fabric fabric;
        fabric.connect(
            "on_step", [&runs] { runs.fetch_add(1); }, weft::once);
        run_together(4, [&](std::size_t) { returned.fetch_add(fabric.call("on_step")); });
        wrong.fetch_add(runs.load() == 1 && returned.load() == 1 ? 0 : 1);
    }
    BOOST_TEST(wrong.load() == 0U);
}

BOOST_AUTO_TEST_CASE(every_counts_the_calls_of_all_threads) {
    Counter runs{0};
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&runs] { runs.fetch_add(1); }, weft::every(10));
    run_together(4, [&](std::size_t) {
        for (int round = 0; round < 250; ++round) {
            fabric.call("on_step");
        }
    });
    BOOST_TEST(runs.load() == 100U);
}

BOOST_AUTO_TEST_CASE(a_callback_may_expire_in_another_thread) {
    Counter violations{0};
    for (int round = 0; round < 60; ++round) {
        Counter runs{0};
        auto owner = std::make_shared<Tracked>(&runs, &violations);
        const std::weak_ptr<Tracked> weak = owner;
        weft::Fabric fabric;
        const weft::Connection connection = fabric.add(weak);
        run_together(4, [&](std::size_t index) {
            if (index == 0) {
                owner.reset();
                return;
            }
            for (int call = 0; call < 50; ++call) {
                fabric.call("on_step");
            }
        });
        violations.fetch_add(weak.expired() && !connection.connected() ? 0 : 1);
        violations.fetch_add(fabric.call("on_step"));
    }
    BOOST_TEST(violations.load() == 0U);
}

BOOST_AUTO_TEST_CASE(first_calls_of_many_shapes_may_race) {
    Counter wrong{0};
    for (int round = 0; round < 40; ++round) {
        Counter sum{0};
        weft::Fabric fabric;
        const auto add = [&sum](double x, const std::string& text) {
            sum.fetch_add(static_cast<std::size_t>(x) + text.size());
        };
        fabric.connect("on_step", add, "x"_a, "text"_a);
        fabric.connect("on_step", add, "x"_a, "text"_a);
        run_together(8, [&](std::size_t index) {
            const std::string text = "ab";
            switch (index) {
                case 0: fabric.call("on_step", "x"_a = 1, "text"_a = text); break;
                case 1: fabric.call("on_step", "text"_a = text, "x"_a = 1L); break;
                case 2: fabric.call("on_step", "x"_a = 1.0, "text"_a = "ab"); break;
                case 3: fabric.call("on_step", "x"_a = 1.0F, "more"_a = 7, "text"_a = text); break;
                case 4: fabric.call("on_step", 1U, "text"_a = std::string{"ab"}); break;
                case 5: fabric.call("on_step", 1ULL, text); break;
                default: fabric.call("on_step", "x"_a = 1, "text"_a = text); break;
            }
        });
        wrong.fetch_add(sum.load() == 8U * 2U * 3U ? 0 : 1);
    }
    BOOST_TEST(wrong.load() == 0U);
}

BOOST_AUTO_TEST_CASE(hooks_may_be_created_while_others_are_looked_up) {
    constexpr std::size_t hooks = 300;
    const auto name = [](std::size_t number) { return "on_hook_" + std::to_string(number); };
    Counter missed{0};
    Counter excess{0};
    weft::Fabric fabric;
    run_together(4, [&](std::size_t index) {
        for (std::size_t number = 0; number < hooks; ++number) {
            if (index < 2) {
                const std::string own = name(2 * number + index);
                fabric.connect(own, [] {});
                missed.fetch_add(fabric.call(own) == 1U ? 0 : 1);
            } else {
                excess.fetch_add(fabric.call(name(number * 7 % (2 * hooks))) <= 1U ? 0 : 1);
            }
        }
    });
    std::size_t heard = 0;
    for (std::size_t number = 0; number < 2 * hooks; ++number) {
        heard += fabric.call(name(number));
    }
    BOOST_TEST(heard == 2 * hooks);
    BOOST_TEST(missed.load() == 0U);
    BOOST_TEST(excess.load() == 0U);
}

BOOST_AUTO_TEST_CASE(many_threads_may_create_the_same_hook_first) {
    Counter wrong{0};
    for (int round = 0; round < 60; ++round) {
        weft::Fabric fabric;
        run_together(4, [&](std::size_t) { fabric.connect("on_step", [] {}); });
        wrong.fetch_add(fabric.call("on_step") == 4U ? 0 : 1);
    }
    BOOST_TEST(wrong.load() == 0U);
}

BOOST_AUTO_TEST_CASE(error_handlers_may_be_replaced_while_handlers_fail) {
    Counter seen{0};
    Counter returned{0};
    weft::Fabric fabric;
    fabric.on_error([&seen](const weft::Failure&) { seen.fetch_add(1); });
    fabric.connect("on_step", [] { throw std::runtime_error{"boom"}; });
    run_together(3, [&](std::size_t index) {
        for (int round = 0; round < 200; ++round) {
            if (index == 0) {
                const auto token = std::make_shared<int>(0);
                fabric.on_error([&seen, token](const weft::Failure& failure) {
                    static_cast<void>(failure.consecutive());
                    seen.fetch_add(1);
                });
            } else {
                returned.fetch_add(fabric.call("on_step"));
            }
        }
    });
    BOOST_TEST(seen.load() == 400U);
    BOOST_TEST(returned.load() == 400U);
}

BOOST_AUTO_TEST_CASE(answers_of_one_thread_do_not_mix_with_those_of_another) {
    Counter wrong{0};
    weft::Fabric fabric;
    fabric.connect(
        "on_ask", [](int x) { return x; }, "x"_a);
    fabric.connect(
        "on_ask", [](int x) { return 2 * x; }, "x"_a);
    run_together(4, [&](std::size_t index) {
        const int own = static_cast<int>(index);
        for (int round = 0; round < 200; ++round) {
            const std::vector<int> answers = fabric.collect<int>("on_ask", "x"_a = own);
            const bool right = answers == std::vector<int>{own, 2 * own};
            wrong.fetch_add(right && fabric.first<int>("on_ask", "x"_a = own) == own ? 0 : 1);
        }
    });
    BOOST_TEST(wrong.load() == 0U);
}

BOOST_AUTO_TEST_CASE(connections_may_be_asked_in_other_threads_while_their_fabric_ends) {
    constexpr int rounds = 100;
    constexpr int handlers = 20;
    for (int round = 0; round < rounds; ++round) {
        const auto token = std::make_shared<int>(0);
        std::vector<weft::Connection> connections;
        auto fabric = std::make_unique<weft::Fabric>();
        for (int i = 0; i < handlers; ++i) {
            connections.push_back(fabric->connect("on_step", [token] {}));
        }
        bool all_disconnected = false;
        bool all_released = false;
        run_together(2, [&](std::size_t index) {
            if (index == 0) {
                fabric.reset();
                all_released = token.use_count() == 1;
                all_disconnected = std::none_of(connections.begin(), connections.end(),
                                                [](const weft::Connection& one) { return one.connected(); });
            } else {
                while (connections.back().connected()) {
                    for (const weft::Connection& one : connections) {
                        static_cast<void>(one.connected());
                    }
                }
            }
        });
        BOOST_TEST(all_disconnected);
        BOOST_TEST(all_released);
    }
}

BOOST_AUTO_TEST_SUITE_END()
