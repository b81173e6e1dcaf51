// SPDX-License-Identifier: MIT
// What a call costs on several ranks, in microseconds on the slowest of them: a line for each way. Started by costs.py.
#include "program.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

using namespace weft::literals;

namespace {

/// The median over some rounds of the time of one turn, of the slowest rank.
void measure(const char* name, int turns, const std::function<void()>& turn) {
    constexpr int rounds = 5;
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        MPI_Barrier(MPI_COMM_WORLD);
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < turns; ++i) {
            turn();
        }
        const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
        double mine = time.count() / turns;
        double slowest = 0.0;
        MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
        times.push_back(slowest);
    }
    std::sort(times.begin(), times.end());
    if (program::rank() == 0) {
        fmt::print("{}|{:.2f}\n", name, times[times.size() / 2]);
    }
}

void measure_calls(const char* name, int turns, const std::function<void(weft::Fabric&)>& observe) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](double&, bool&) {}, "loss"_a, "should_stop"_a);
    observe(fabric);
    double loss = 1.0;
    bool should_stop = false;
    measure(name, turns,
            [&] { fabric.call("on_step", "loss"_a = loss, "step"_a = 1, "should_stop"_a = should_stop); });
}

}  // namespace

int main(int argc, char** argv) {
    MPI_Init(&argc, &argv);
    const weft::mpi::GuardOptions patient{.every = 100, .timeout = std::chrono::minutes(2)};
    measure("`MPI_Allreduce` of a word", 200, [] {
        long word = 1;
        MPI_Allreduce(MPI_IN_PLACE, &word, 1, MPI_LONG, MPI_BOR, MPI_COMM_WORLD);
    });
    measure_calls("a call", 20'000, [](weft::Fabric&) {});
    measure_calls("with an observer that does nothing", 20'000,
                  [](weft::Fabric& fabric) { fabric.observe([](const weft::Event&) {}); });
    measure_calls("with a `Guard` of every 100th call", 5'000, [&](weft::Fabric& fabric) {
        fabric.observe(weft::mpi::Guard{MPI_COMM_WORLD, patient});
    });
    measure_calls("with a `Guard` of every call", 200, [&](weft::Fabric& fabric) {
        fabric.observe(weft::mpi::Guard{MPI_COMM_WORLD, {.every = 1, .timeout = patient.timeout}});
    });
    measure_calls("with an `Agreement`", 200,
                  [](weft::Fabric& fabric) { fabric.observe(weft::mpi::Agreement{MPI_COMM_WORLD}); });
    measure_calls("with a `Mean` of one number", 200, [](weft::Fabric& fabric) {
        fabric.observe(weft::mpi::Mean{MPI_COMM_WORLD, {"loss"}});
    });
    measure_calls("with a callback of `on_rank`", 200, [](weft::Fabric& fabric) {
        fabric.add(weft::mpi::on_rank(MPI_COMM_WORLD, 0, [] {
            weft::DynamicCallback callback{"Nothing"};
            callback.on("on_step", weft::everything, [](const weft::Args&) {});
            return callback;
        }));
    });
    MPI_Finalize();
}
