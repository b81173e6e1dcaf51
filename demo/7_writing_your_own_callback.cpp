// SPDX-License-Identifier: MIT
// A callback for others to use: options, state that survives a checkpoint, inputs by the names that loops pass.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct LossWatchOptions {
    double smoothing = 0.5;  ///< The weight of what was; from 0 to below 1.
    double tolerance = 1.5;  ///< A loss above the average by this factor is a jump.
};

/// Warns when the loss jumps above its exponential moving average. It knows no fabric and no loop: only the names
/// `loss`, `step` and `state`.
class LossWatch {
public:
    explicit LossWatch(LossWatchOptions options = {}) : options_{options} {
        if (!(options_.smoothing >= 0.0 && options_.smoothing < 1.0)) {
            throw weft::Error(
                fmt::format("LossWatch: smoothing is {}, expected 0 to below 1", options_.smoothing));
        }
    }

    std::optional<double> average() const { return average_; }

    void on_train_batch_end(double loss, std::int64_t step) {
        if (average_ && loss > options_.tolerance * *average_) {
            fmt::print("  step {}: the loss jumps to {}, the average is {}\n", step, loss, *average_);
        }
        average_ = average_ ? options_.smoothing * *average_ + (1.0 - options_.smoothing) * loss : loss;
    }

    // What it needs to go on after a checkpoint, under names that no other class uses.
    void on_save_checkpoint(weft::ArgMap& state) const {
        if (average_) {
            state.set("LossWatch.average", *average_);
        }
    }
    void on_load_checkpoint(weft::ArgMap& state) {
        if (state.contains("LossWatch.average")) {
            average_ = state.get<double>("LossWatch.average");
        }
    }

private:
    LossWatchOptions options_;
    std::optional<double> average_;
};
WEFT_CALLBACK(LossWatch, (on_train_batch_end, loss, step), (on_save_checkpoint, state),
              (on_load_checkpoint, state))

/// A template, a local class, private methods: these declare their hooks inside.
template <class Value>
class Largest {
public:
    Value value{};

private:
    void on_train_batch_end(Value loss) { value = loss > value ? loss : value; }

    WEFT_CALLBACK_INSIDE(Largest, (on_train_batch_end, loss))
};

void train(const weft::Fabric& fabric, int first_step, const std::vector<double>& losses) {
    int step = first_step;
    for (const double loss : losses) {
        fabric.call("on_train_batch_end", "loss"_a = loss, "step"_a = step++);
    }
}

int main() {
    weft::ArgMap state;
    {
        fmt::print("a fit:\n");
        LossWatch watch({.tolerance = 1.2});
        Largest<double> largest;
        const weft::Fabric fabric{std::ref(watch), std::ref(largest)};
        train(fabric, 1, {1.0, 0.5, 1.25, 0.5});
        fabric.call("on_save_checkpoint", "state"_a = state);
        fmt::print("  average {}, largest {}\n", watch.average().value_or(0.0), largest.value);
    }
    fmt::print("the state: {}\n", state);
    fmt::print("resumed:\n");
    LossWatch watch({.tolerance = 1.2});
    const weft::Fabric fabric{std::ref(watch)};
    fabric.call("on_load_checkpoint", "state"_a = state);
    train(fabric, 5, {0.75, 2.0});
    fmt::print("  average {}\n", watch.average().value_or(0.0));
}
