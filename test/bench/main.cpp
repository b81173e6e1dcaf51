// SPDX-License-Identifier: MIT
// Runs the benchmarks in a process of one thread; with BENCH_AFTER_A_THREAD set, in one that has had a second. From then
// on the C library and the engine can no longer spare their atomic operations.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <thread>

int main(int count, char** arguments) {
    if (std::getenv("BENCH_AFTER_A_THREAD") != nullptr) {
        std::thread([] {}).join();
    }
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments)) {
        return 1;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
