// SPDX-License-Identifier: MIT
// Handlers that run in some calls only: every(n) and when(predicate), of a function and of a whole callback.
#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Monitor {
    void on_step(int step) { fmt::print("step {}\n", step); }
    void on_epoch(int epoch) { fmt::print("epoch {}\n", epoch); }
};
WEFT_CALLBACK(Monitor, (on_step, step), (on_epoch, epoch))

bool is_rising(const weft::Args& args) {
    return args.get<double>("loss") > args.get<double>("best");
}

int main() {
    weft::Fabric fabric;
    fabric.add(Monitor{}, weft::every(2));  // Each hook counts by itself.
    fabric.connect(
        "on_step", [](double loss) { fmt::print("the loss has risen to {}\n", loss); }, "loss"_a,
        weft::when(is_rising));

    double best = 1.0;
    int step = 0;
    for (const double loss : {0.5, 0.75, 0.25, 0.5}) {
        fabric.call("on_step", "step"_a = ++step, "loss"_a = loss, "best"_a = best);
        best = loss < best ? loss : best;
    }
    fabric.call("on_epoch", "epoch"_a = 1);
    fabric.call("on_epoch", "epoch"_a = 2);
}
