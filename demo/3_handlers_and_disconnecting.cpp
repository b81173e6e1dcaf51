// SPDX-License-Identifier: MIT
// A handler is one function for one hook; a connection lets go of it, or of a whole callback, while the loop runs.
#include <memory>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Logger {
    void on_step(int step) { fmt::print(" Logger({})", step); }
    void on_end() { fmt::print(" Logger"); }
};
WEFT_CALLBACK(Logger, (on_step, step), (on_end))

void call_step(const weft::Fabric& fabric, int step) {
    fmt::print("step {}:", step);
    fabric.call("on_step", "step"_a = step, "loss"_a = 1.0 / step);
    fmt::print("\n");
}

int main() {
    weft::Fabric fabric;

    // A lambda says with "name"_a what its parameters are called.
    weft::Connection print = fabric.connect(
        "on_step", [](double loss) { fmt::print(" loss={:.2f}", loss); }, "loss"_a);
    fabric.connect(
        "on_step", [] { fmt::print(" once"); }, weft::once);
    fabric.connect(
        "on_step", [] { fmt::print(" second"); }, weft::every(2));
    weft::Connection logger = fabric.add(Logger{});
    call_step(fabric, 1);
    call_step(fabric, 2);

    {
        const weft::Block block = print.block();  // until the end of this scope
        call_step(fabric, 3);
    }
    call_step(fabric, 4);

    // The connection of a callback covers all its hooks.
    logger.disconnect();
    call_step(fabric, 5);
    fmt::print("on_end runs {} handlers\n", fabric.call("on_end"));

    {
        const weft::ScopedConnection scoped = fabric.connect("on_step", [] { fmt::print(" scoped"); });
        call_step(fabric, 6);
    }
    call_step(fabric, 7);

    // A handler may disconnect itself, and others.
    weft::Connection self;
    self = fabric.connect(
        "on_step",
        [&self](int step) {
            fmt::print(" last({})", step);
            self.disconnect();
        },
        "step"_a);
    call_step(fabric, 8);
    call_step(fabric, 9);

    // A callback that is tracked leaves when its owner lets it go.
    auto owned = std::make_shared<Logger>();
    const weft::Connection tracked = fabric.add(std::weak_ptr(owned));
    call_step(fabric, 10);
    owned.reset();
    call_step(fabric, 11);
    fmt::print("still connected: print {}, tracked {}\n", print.connected(), tracked.connected());
}
