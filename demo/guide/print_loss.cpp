// SPDX-License-Identifier: MIT
// The smallest plug-in: one class, one line that exports it.
#include <fmt/core.h>
#include <weft/plugin.hpp>

struct PrintLoss {
    void on_train_epoch_end(int epoch, double loss) { fmt::print("epoch {}: loss {:.2f}\n", epoch, loss); }
};
WEFT_CALLBACK(PrintLoss, (on_train_epoch_end, epoch, loss))

WEFT_EXPORT_CALLBACKS(PrintLoss);
