// SPDX-License-Identifier: MIT
// A loop that trains nothing: a solver that calls hooks, and what others add to it without touching it.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;
using Rod = std::vector<double>;

/// One sweep of Gauss and Seidel over the temperatures of a rod, whose ends are held. Returns the largest change.
double sweep(Rod& rod) {
    double change = 0.0;
    for (std::size_t cell = 1; cell + 1 < rod.size(); ++cell) {
        const double before = rod[cell];
        rod[cell] = (rod[cell - 1] + rod[cell + 1]) / 2;
        change = std::max(change, std::abs(rod[cell] - before));
    }
    return change;
}

void solve(const weft::Fabric& fabric, Rod& rod, int max_steps) {
    bool should_stop = false;
    fabric.call("on_solve_start", "rod"_a = rod, "max_steps"_a = max_steps);
    int step = 0;
    while (step < max_steps && !should_stop) {
        const double change = sweep(rod);
        ++step;
        fabric.call("on_step_end", "step"_a = step, "change"_a = change, "rod"_a = rod,
                    "should_stop"_a = should_stop);
    }
    fabric.call("on_solve_end", "rod"_a = rod, "step"_a = step);
}

void declare_hooks(weft::Fabric& fabric) {
    fabric.declare("on_solve_start", "rod"_a, "max_steps"_a);
    fabric.declare("on_step_end", "step"_a, "change"_a, "rod"_a, "should_stop"_a);
    fabric.declare("on_solve_end", "rod"_a, "step"_a);
}

struct StopWhenSettled {
    double tolerance;

    void on_step_end(double change, bool& should_stop) const { should_stop = change < tolerance; }
};
WEFT_CALLBACK(StopWhenSettled, (on_step_end, change, should_stop))

struct Heater {
    void on_solve_start(Rod& rod) { rod.front() = 100.0; }
};
WEFT_CALLBACK(Heater, (on_solve_start, rod))

int main() {
    weft::Fabric fabric{Heater{}, StopWhenSettled{0.01}};
    fabric.connect(
        "on_step_end", [](int step, double change) { fmt::print("step {}: {:.3f}\n", step, change); },
        "step"_a, "change"_a, weft::every(20));
    fabric.connect(
        "on_solve_end",
        [](const Rod& rod, int step) {
            fmt::print("{} steps, {:.1f} in the middle\n", step, rod[rod.size() / 2]);
        },
        "rod"_a, "step"_a);
    declare_hooks(fabric);
    fabric.check();

    Rod rod(11, 0.0);
    solve(fabric, rod, 1000);
}
