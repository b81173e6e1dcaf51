// SPDX-License-Identifier: MIT
// An argument that is dear to compute and seldom read: it is made when somebody takes it, and at most once in a call.
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <weft/weft.hpp>

#include <vector>

using namespace weft::literals;

std::vector<double> spectrum(double field) {
    fmt::print("computing the spectrum\n");
    return {field, field / 2, field / 4};
}

struct Printer {
    void on_step_end(const std::vector<double>& spectrum) { fmt::print("spectrum {}\n", spectrum); }
};
WEFT_CALLBACK(Printer, (on_step_end, spectrum))

void step(const weft::Fabric& fabric, int step, double field) {
    fabric.call("on_step_end", "step"_a = step,
                "spectrum"_a = weft::lazy([field] { return spectrum(field); }));
}

int main() {
    weft::Fabric fabric;
    // Printing all arguments does not make it.
    fabric.connect("on_step_end", [](const weft::Args& args) { fmt::print("{}\n", args); });
    step(fabric, 1, 0.5);

    fabric.add(Printer{});
    fabric.add(Printer{});
    step(fabric, 2, 1.5);
}
