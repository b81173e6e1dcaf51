// SPDX-License-Identifier: MIT
// A callback of one rank, with the others in step.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace weft::literals;

namespace {

struct Counter {
    int* runs;

    void on_step(int step, int& chosen, bool& should_stop, long double& wide) {
        ++*runs;
        chosen = 7 * step;
        should_stop = step == 2;
        wide = 1.0L / 3.0L;
    }
    void on_fit_end() { ++*runs; }
};
WEFT_CALLBACK(Counter, (on_step, step, chosen, should_stop, wide), (on_fit_end))

struct Failing {
    void on_step(int step) {
        if (step == 1) {
            throw std::runtime_error("disk full");
        }
    }
};
WEFT_CALLBACK(Failing, (on_step, step))

}  // namespace

BOOST_FIXTURE_TEST_SUITE(on_rank_tests, program::Apart)

BOOST_AUTO_TEST_CASE(it_runs_on_its_rank_and_its_changes_are_everywhere) {
    const int root = program::size() - 1;
    int made = 0;
    int runs = 0;
    weft::Fabric fabric{weft::mpi::on_rank(comm, root, [&] {
        ++made;
        return Counter{&runs};
    })};
    BOOST_TEST(made == (program::rank() == root ? 1 : 0));
    for (int step = 1; step <= 2; ++step) {
        int chosen = program::rank();
        bool should_stop = false;
        long double wide = 0.0L;
        double untouched = program::rank();
        BOOST_TEST(fabric.call("on_step", "step"_a = step, "chosen"_a = chosen, "should_stop"_a = should_stop,
                               "wide"_a = wide, "untouched"_a = untouched) == 1U);
        BOOST_TEST(chosen == 7 * step);
        BOOST_TEST(should_stop == (step == 2));
        BOOST_TEST(wide == 1.0L / 3.0L);
        BOOST_TEST(untouched == program::rank());
    }
    fabric.call("on_fit_end");
    BOOST_TEST(runs == (program::rank() == root ? 3 : 0));
    BOOST_TEST(fabric.call("unheard") == 0U);
}

BOOST_AUTO_TEST_CASE(an_atomic_flag_is_shared_too) {
    weft::Fabric fabric;
    const auto factory = [] {
        weft::DynamicCallback callback{"Stop"};
        callback.on("on_step", weft::everything,
                    [](const weft::Args& args) { args.get<std::atomic<bool>&>("should_stop") = true; });
        return weft::Callback(std::move(callback));
    };
    fabric.add(weft::mpi::on_rank(comm, 0, factory));
    std::atomic<bool> should_stop = false;
    fabric.call("on_step", "should_stop"_a = should_stop);
    BOOST_TEST(should_stop.load());
}

BOOST_AUTO_TEST_CASE(its_exception_is_a_remote_error_on_the_others) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [] { return Failing(); })};
    fabric.call("on_step", "step"_a = 0);
    if (program::rank() == 0) {
        BOOST_CHECK_EXCEPTION(fabric.call("on_step", "step"_a = 1), std::runtime_error,
                              [](const auto& error) { return std::string(error.what()) == "disk full"; });
    } else {
        try {
            fabric.call("on_step", "step"_a = 1);
            BOOST_ERROR("nothing was thrown");
        } catch (const weft::mpi::RemoteError& error) {
            BOOST_TEST(error.rank() == 0);
            BOOST_TEST(error.what() == "rank 0 has thrown std::runtime_error: disk full");
        }
    }
    // Nothing has diverged: they go on together.
    BOOST_TEST(fabric.call("on_step", "step"_a = 2) == 1U);
}

BOOST_AUTO_TEST_CASE(with_a_guard_too_each_rank_gets_its_own_exception) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [] { return Failing(); })};
    fabric.observe(quick_guard());
    bool is_remote = false;
    try {
        fabric.call("on_step", "step"_a = 1);
    } catch (const weft::mpi::RemoteError&) {
        is_remote = true;
    } catch (const std::runtime_error& error) {
        BOOST_TEST(error.what() == "disk full");
    }
    BOOST_TEST(is_remote == (program::rank() != 0));
    BOOST_TEST(fabric.call("on_step", "step"_a = 2) == 1U);
}

BOOST_AUTO_TEST_CASE(a_quarantined_one_is_blocked_on_all_ranks) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [] { return Failing(); })};
    int reports = 0;
    fabric.on_error(weft::quarantine(2, [&](const weft::Quarantined&) { ++reports; }));
    for (int call = 0; call < 4; ++call) {
        fabric.call("on_step", "step"_a = 1);
    }
    BOOST_TEST(reports == 1);
}

BOOST_AUTO_TEST_CASE(a_wrong_argument_is_an_error_on_all_ranks) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [] { return Failing(); })};
    std::string text;
    try {
        fabric.call("on_step", "stp"_a = 1);
    } catch (const weft::Error& error) {
        text = error.what();
    }
    const std::string said =
        "on_step: Failing takes 'step' (int), but the call passes no such argument; it passes {stp}: did you "
        "mean 'stp'?";
    BOOST_TEST(text == (program::rank() == 0 ? said : "rank 0 has thrown weft::ArgumentError: " + said),
               text);
}

BOOST_AUTO_TEST_CASE(check_knows_its_hooks_on_all_ranks) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [] { return Failing(); })};
    fabric.declare("on_step", "stp"_a);
    std::string text;
    try {
        fabric.check();
    } catch (const weft::Error& error) {
        text = error.what();
    }
    BOOST_TEST(text.find("Failing") != std::string::npos);
    BOOST_TEST(text.find("'step'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_the_factory_throws_is_thrown_on_all_ranks) {
    const auto make = [this] {
        return weft::mpi::on_rank(comm, 0, []() -> weft::Callback { throw std::runtime_error("no file"); });
    };
    if (program::rank() == 0) {
        BOOST_CHECK_THROW(make(), std::runtime_error);
    } else {
        BOOST_CHECK_EXCEPTION(make(), weft::mpi::RemoteError, [](const auto& error) {
            return std::string(error.what()) == "rank 0 has thrown std::runtime_error: no file";
        });
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_run_on_one_rank_is_refused_on_all) {
    const auto refusal = [this](int rank, const std::function<weft::Callback()>& factory) -> std::string {
        try {
            static_cast<void>(weft::mpi::on_rank(comm, rank, factory));
        } catch (const weft::Error& error) {
            return error.what();
        }
        return {};
    };
    BOOST_TEST(refusal(-1, [] { return Failing(); }) ==
               "weft::mpi::on_rank: there is no rank -1, expected one from 0 to " +
                   std::to_string(program::size() - 1));
    BOOST_TEST(refusal(0, nullptr) ==
               "weft::mpi::on_rank: the factory is empty, expected a function that makes a callback");
}

BOOST_AUTO_TEST_CASE(the_calls_that_it_makes_are_of_its_rank_alone) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    fabric.observe(weft::mpi::Agreement{comm});
    fabric.observe(weft::mpi::Mean{comm, {"loss"}});
    int saved = 0;
    const auto calling = [&fabric] {
        weft::DynamicCallback callback{"Calling"};
        callback.on("on_step", {"should_stop"}, [&fabric](const weft::Args& args) {
            double loss = 1.0;
            bool inner = false;
            fabric.call("on_save", "loss"_a = loss, "should_stop"_a = inner);
            args.get<bool&>("should_stop") = true;
        });
        return weft::Callback(std::move(callback));
    };
    const auto on_save = [&saved] {
        weft::DynamicCallback callback{"Saving"};
        callback.on("on_save", weft::everything, [&saved](const weft::Args&) { ++saved; });
        return weft::Callback(std::move(callback));
    };
    fabric.add(weft::mpi::on_rank(comm, 0, calling));
    fabric.add(weft::mpi::on_rank(comm, 0, on_save));
    for (int step = 0; step < 3; ++step) {
        bool should_stop = false;
        fabric.call("on_step", "should_stop"_a = should_stop);
        BOOST_TEST(should_stop);
    }
    BOOST_TEST(saved == (program::rank() == 0 ? 3 : 0));
}

BOOST_AUTO_TEST_CASE(more_callbacks_on_one_rank_are_a_divergence) {
    // Made on all ranks, as that is collective, and added on some.
    const weft::Callback first = weft::mpi::on_rank(comm, 0, [] { return Failing(); });
    const weft::Callback second = weft::mpi::on_rank(comm, 0, [] { return Failing(); });
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    fabric.add(first);
    if (program::rank() == 0) {
        fabric.add(second);
    }
    const std::string text = program::divergence_of([&] {
        for (int call = 0; call < 3; ++call) {
            fabric.call("on_step", "step"_a = 0);
        }
    });
    BOOST_TEST(text.find("rank 0 is in 'on_step' (call 1) for Failing") != std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
