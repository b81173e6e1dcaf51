// SPDX-License-Identifier: MIT
// A callback that takes all arguments says which of them it reads: weft_reads.
#include <array>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Printer {
    void on_step(const weft::Args& args) {
        fmt::print("loss {} at {}\n", args.get<double>("loss"), args.get_or<int>("step", 0));
    }

    static constexpr std::array weft_reads{weft::Read{"on_step", "loss"},
                                           weft::Read{"on_step", "step", weft::Need::optional}};
};
WEFT_CALLBACK(Printer, (on_step))

int main() {
    weft::Fabric fabric{Printer{}};
    fmt::print("{}\n", fabric);
    fabric.call("on_step", "loss"_a = 0.5);

    fabric.declare("on_step", "los"_a);
    try {
        fabric.check();
    } catch (const weft::Error& error) {
        fmt::print("{}\n", error.what());
    }
}
