// SPDX-License-Identifier: MIT
// A callback that is slow runs in a thread of its own: in_background, flush, errors, the end.
#include <stdexcept>

#include <fmt/core.h>
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

struct SlowLog {
    void on_step(int step, double loss) { fmt::print("step {}: loss {:.2f}\n", step, loss); }
    void on_end() { throw std::runtime_error("no room on the disk"); }
};
WEFT_CALLBACK(SlowLog, (on_step, step, loss), (on_end))

int main() {
    const auto background = weft::in_background(SlowLog{});
    weft::Fabric fabric{background};
    for (int step = 1; step <= 3; ++step) {
        fabric.call("on_step", "step"_a = step, "loss"_a = 1.0 / step);
    }
    background->flush();  // Returns when all has run, and throws what a handler has thrown.

    fmt::print("still there: ");
    fabric.call("on_step", "step"_a = 4, "loss"_a = 0.25);
    fabric.call("on_end");
    try {
        background->flush();
    } catch (const std::runtime_error& error) {
        fmt::print("background: {}\n", error.what());
    }
}
