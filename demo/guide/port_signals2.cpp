// SPDX-License-Identifier: MIT
// A loop with two callbacks, with Boost.Signals2. port_weft.cpp is the same with weft.
#include <fmt/core.h>
#include <boost/signals2.hpp>

class Solver {
public:
    // Every slot takes all arguments, in this order: one more breaks every slot.
    boost::signals2::signal<void(int step, double residual, bool& should_stop)> on_step_end;
    boost::signals2::signal<void(int step)> on_solve_end;

    void solve() {
        double residual = 1.0;
        int step = 0;
        bool should_stop = false;
        while (!should_stop) {
            residual /= 4;
            ++step;
            on_step_end(step, residual, should_stop);
        }
        on_solve_end(step);
    }
};

struct Printer {
    void print_step(int step, double residual) { fmt::print("step {}: {:.4f}\n", step, residual); }
    void print_end(int step) { fmt::print("{} steps\n", step); }
};

struct StopBelow {
    double limit;

    void check(double residual, bool& should_stop) const { should_stop = residual < limit; }
};

int main() {
    Solver solver;
    Printer printer;
    const StopBelow stop_below{0.01};
    solver.on_step_end.connect(
        [&printer](int step, double residual, bool&) { printer.print_step(step, residual); });
    solver.on_step_end.connect(
        [&stop_below](int, double residual, bool& should_stop) { stop_below.check(residual, should_stop); });
    solver.on_solve_end.connect([&printer](int step) { printer.print_end(step); });
    solver.solve();
}
