// SPDX-License-Identifier: MIT
// What `train` itself says while it runs. The loop does not know it: it is a callback too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include <fmt/core.h>
#include <weft/weft.hpp>

namespace demo {

/// One line per epoch; on a terminal also a line that is drawn anew for every batch. Must be the first
/// callback: it takes that line away at the end of a batch before the others print.
class Report {
public:
    explicit Report(bool on_terminal) : on_terminal_{on_terminal} {}

    void on_fit_start(int max_epochs, int batches_per_epoch, const weft::ArgMap& settings) {
        max_epochs_ = max_epochs;
        batches_per_epoch_ = batches_per_epoch;
        fmt::print("training for {} epochs of {} batches, seed {}\n", max_epochs, batches_per_epoch,
                   settings.get<std::uint64_t>("seed"));
    }

    void on_train_batch_start(int epoch, int batch_idx) const {
        if (on_terminal_) {
            constexpr int width = 20;
            const int done = width * batch_idx / batches_per_epoch_;
            fmt::print("\r\x1b[Kepoch {}/{} [{:-<20}] batch {}/{}", epoch, max_epochs_ - 1,
                       std::string(static_cast<std::size_t>(done), '#'), batch_idx + 1, batches_per_epoch_);
            std::fflush(stdout);
        }
    }

    void on_train_batch_end() const { erase(); }

    void on_exception() const {
        erase();
        std::fflush(stdout);  // before the message on stderr, which does not wait
    }

    void on_train_epoch_end(double loss) { loss_ = loss; }

    void on_validation_epoch_end(int epoch, double val_loss, double val_accuracy) const {
        fmt::print("epoch {}: loss {:.4f}, val_loss {:.4f}, val_accuracy {:.4f}\n", epoch, loss_, val_loss,
                   val_accuracy);
    }

private:
    void erase() const {
        if (on_terminal_) {
            // Not flushed: it reaches the terminal together with what is printed next, so nothing flickers.
            fmt::print("\r\x1b[K");
        }
    }

    bool on_terminal_;
    int max_epochs_ = 0;
    int batches_per_epoch_ = 0;
    double loss_ = 0.0;
};
WEFT_CALLBACK(Report, (on_fit_start, max_epochs, batches_per_epoch, settings),
              (on_train_batch_start, epoch, batch_idx), (on_train_batch_end), (on_exception),
              (on_train_epoch_end, loss), (on_validation_epoch_end, epoch, val_loss, val_accuracy))

}  // namespace demo
