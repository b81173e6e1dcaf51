// SPDX-License-Identifier: MIT
// The learning rate of every step: a linear warm-up, then half a cosine.
#pragma once

#include <cmath>
#include <numbers>

namespace demo {

/// Warm-up as in Goyal et al. 2017 (arXiv:1706.02677), cosine as in Loshchilov and Hutter 2017
/// (arXiv:1608.03983).
struct Schedule {
    double peak;
    int warm_up_steps;
    int steps;

    /// `step` counts from 1 to `steps`; the last one is small, not zero.
    double learning_rate(int step) const {
        if (step <= warm_up_steps) {
            return peak * step / warm_up_steps;
        }
        const double progress = static_cast<double>(step - warm_up_steps - 1) / (steps - warm_up_steps);
        return peak * 0.5 * (1.0 + std::cos(std::numbers::pi * progress));
    }
};

}  // namespace demo
