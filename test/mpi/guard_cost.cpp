// SPDX-License-Identifier: MIT
// The ranks of the trainer, with a guard that is left out, is there or is timed, as WEFT_TEST_GUARD says: none, there, timed. The
// first rank says on standard error how long the fit has taken, and how much of it the guard. Started by guard_cost.py.
#include "averaged_gradients.hpp"
#include "ranks.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include <weft/mpi.hpp>

namespace demo {

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr weft::mpi::GuardOptions guard_options{.every = 100, .timeout = std::chrono::seconds(30)};

/// Of the process.
struct Times {
    Clock::time_point begin;
    Clock::duration inside{};
    std::uint64_t events = 0;
    std::uint64_t calls = 0;
};
Times times;

/// What two readings of the clock in a row say, in the mean.
Clock::duration time_of_nothing() {
    constexpr int readings = 100'000;
    Clock::duration all{};
    for (int i = 0; i < readings; ++i) {
        const Clock::time_point begin = Clock::now();
        all += Clock::now() - begin;
    }
    return all / readings;
}

/// Adds up what each event takes.
struct TimedGuard {
    static constexpr bool needs_durations = false;
    weft::mpi::Guard guard{MPI_COMM_WORLD, guard_options};

    void operator()(const weft::Event& event) const {
        ++times.events;
        times.calls += event.kind() == weft::EventKind::call_begin ? 1 : 0;
        const Clock::time_point begin = Clock::now();
        guard(event);
        times.inside += Clock::now() - begin;
    }
};

}  // namespace

Ranks::Ranks(int argc, char** argv) {
    int level = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &level);
}
Ranks::~Ranks() {
    MPI_Barrier(MPI_COMM_WORLD);
    const Milliseconds fit = Clock::now() - times.begin;
    if (is_first()) {
        times.inside -= time_of_nothing() * times.events;
        std::fprintf(stderr, "fit %f inside %f events %llu calls %llu\n", fit.count(),
                     Milliseconds(times.inside).count(), static_cast<unsigned long long>(times.events),
                     static_cast<unsigned long long>(times.calls));
    }
    MPI_Finalize();
}

Shard Ranks::shard() const {
    Shard shard;
    MPI_Comm_rank(MPI_COMM_WORLD, &shard.index);
    MPI_Comm_size(MPI_COMM_WORLD, &shard.count);
    return shard;
}

void Ranks::join(weft::Fabric& fabric) const {
    const char* const wanted = std::getenv("WEFT_TEST_GUARD");
    const std::string guard = wanted != nullptr ? wanted : "none";
    if (guard == "there") {
        fabric.observe(weft::mpi::Guard{MPI_COMM_WORLD, guard_options});
    } else if (guard == "timed") {
        fabric.observe(TimedGuard{});
    }
    fabric.observe(weft::mpi::Mean{MPI_COMM_WORLD, {"val_loss", "val_accuracy"}});
    fabric.observe(weft::mpi::Agreement{MPI_COMM_WORLD});
    fabric.add(AveragedGradients{MPI_COMM_WORLD});
    MPI_Barrier(MPI_COMM_WORLD);
    times.begin = Clock::now();
}

weft::Callback Ranks::on_first(const std::function<weft::Callback()>& factory) const {
    return weft::mpi::on_rank(MPI_COMM_WORLD, 0, factory);
}

bool Ranks::any(bool here) const {
    int all = here ? 1 : 0;
    MPI_Allreduce(MPI_IN_PLACE, &all, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return all != 0;
}

}  // namespace demo
