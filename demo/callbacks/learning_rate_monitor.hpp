// SPDX-License-Identifier: MIT
// A callback that prints the learning rates of every epoch.
#pragma once

#include <fmt/core.h>
#include <weft/callback_macro.hpp>

namespace demo {

/// The rate of the first step and that of the last one.
struct LearningRateMonitor {
    double first = 0.0;

    void on_train_batch_end(int batch_idx, double lr) {
        if (batch_idx == 0) {
            first = lr;
        }
    }

    void on_train_epoch_end(int epoch, double lr) const {
        fmt::print("lr: epoch {}, from {:.3g} to {:.3g}\n", epoch, first, lr);
    }
};
WEFT_CALLBACK(LearningRateMonitor, (on_train_batch_end, batch_idx, lr), (on_train_epoch_end, epoch, lr))

}  // namespace demo
