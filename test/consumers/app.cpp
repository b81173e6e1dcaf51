// SPDX-License-Identifier: MIT
// A program of somebody else's: it has weft, its ready-made callbacks, its errors and its plug-ins from libraries.
#include <vector>

#include <fmt/core.h>
#include <weft/callbacks.hpp>
#include <weft/plugin.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Printer {
    void on_train_batch_end(double loss, const std::vector<double>& output) {
        fmt::print("loss {:.2f} with {} outputs\n", loss, output.size());
    }
};
WEFT_CALLBACK(Printer, (on_train_batch_end, loss, output))

int main() {
    weft::Fabric fabric{Printer{}, weft::StopAfter{{.steps = 2}}};
    for (const weft::Callback& callback : weft::load_callbacks_from_environment()) {
        fabric.add(callback);
    }
    fabric.call("on_fit_start", "max_epochs"_a = 1);
    bool should_stop = false;
    for (int step = 1; !should_stop; ++step) {
        const std::vector<double> output{0.1, 0.9};
        fabric.call("on_train_batch_end", "loss"_a = 1.0 / step, "output"_a = output, "step"_a = step,
                    "should_stop"_a = should_stop);
    }
    try {
        fabric.call("on_train_batch_end", "los"_a = 0.5);
    } catch (const weft::ArgumentError& error) {
        fmt::print("{}\n", error.what());
    }
    fabric.call("on_fit_end");
}
