// SPDX-License-Identifier: MIT
// What every engine calls. Compiled apart, so that no compiler sees through the call.
#pragma once

#include <cstdint>
#include <vector>

namespace bench {

using Tensor = std::vector<double>;

/// Counts what arrives, so that a benchmark can check that its work was done.
struct Listener {
    std::int64_t calls = 0;
    double sum = 0.0;

    void hear(double loss, Tensor& output);
    void hear(double loss, Tensor& output, int epoch, int step);
};

/// The same for a handler that several threads run: each thread has totals of its own.
Listener& listener_of_thread();

}  // namespace bench
