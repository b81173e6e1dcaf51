// SPDX-License-Identifier: MIT
// The order of handlers by name: extras of add and connect, and the wish of a class.
#include <tuple>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Stopper {
    void on_epoch_end(double loss) { fmt::print("Stopper: loss {}\n", loss); }
};
WEFT_CALLBACK(Stopper, (on_epoch_end, loss))

struct Saver {
    void on_epoch_end(int epoch) { fmt::print("Saver: epoch {}\n", epoch); }

    // Whatever is added when: it saves what the stopper has decided, and after all others.
    static constexpr std::tuple weft_order{weft::after("Stopper"), weft::after_all};
};
WEFT_CALLBACK(Saver, (on_epoch_end, epoch))

int main() {
    weft::Fabric fabric{Saver{}, Stopper{}};
    fabric.connect(
        "on_epoch_end", [] { fmt::print("a plot\n"); }, weft::named("plot"),
        weft::before("Stopper", "Saver"));
    fabric.connect(
        "on_epoch_end", [] { fmt::print("the time\n"); }, weft::named("clock"), weft::before_all);

    fmt::print("{}\n", fabric);
    fabric.call("on_epoch_end", "epoch"_a = 1, "loss"_a = 0.5);

    try {
        fabric.add(Stopper{}, weft::after("Saver"), weft::before("plot"));
    } catch (const weft::Error& error) {
        fmt::print("{}\n", error.what());
    }
    fabric.add(Stopper{}, weft::named("late"), weft::after("Stoper"));
    try {
        fabric.check();
    } catch (const weft::Error& error) {
        fmt::print("{}\n", error.what());
    }
}
