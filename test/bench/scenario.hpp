// SPDX-License-Identifier: MIT
// One way of calling N listeners, ready to be called again and again: what every benchmark of a call is made of.
#pragma once

#include "listener.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

/// What the loop passes. Numbers whose sums are exact.
struct Values {
    double loss = 0.5;
    Tensor output{2.0};
    int epoch = 3;
    int step = 7;
};

/// N listeners, and whether each has heard every call with the right values.
class Audience {
public:
    explicit Audience(std::size_t count) : listeners(count) {}

    [[nodiscard]] bool has_heard(std::int64_t calls, double each) const {
        for (const Listener& listener : listeners) {
            if (listener.calls != calls || listener.sum != each * static_cast<double>(calls)) {
                return false;
            }
        }
        return true;
    }

    std::vector<Listener> listeners;
};

/// What a scenario with two and with four arguments adds to each listener's sum.
template <int arguments>
inline constexpr double sum_of_call = arguments == 2 ? 2.5 : 12.5;

/// A scenario is made for N listeners, has `call()`, and `has_heard(calls)`, which tells whether all the work was done.
template <class Scenario>
void run(benchmark::State& state) {
    Scenario scenario(static_cast<std::size_t>(state.range(0)));
    for ([[maybe_unused]] auto _ : state) {
        scenario.call();
        benchmark::ClobberMemory();
    }
    if (!scenario.has_heard(state.iterations())) {
        state.SkipWithError("a listener has not heard what it should");
    }
}

inline void few_handlers(benchmark::internal::Benchmark* benchmark) {
    benchmark->Arg(1)->Arg(4)->Arg(16);
}

}  // namespace bench
