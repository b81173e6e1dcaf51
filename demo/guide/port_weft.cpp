// SPDX-License-Identifier: MIT
// A loop with two callbacks, with weft. port_lightning.py, port_signals2.cpp and port_qt.cpp are the same with others.
#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Printer {
    void on_step_end(int step, double residual) { fmt::print("step {}: {:.4f}\n", step, residual); }
    void on_solve_end(int step) { fmt::print("{} steps\n", step); }
};
WEFT_CALLBACK(Printer, (on_step_end, step, residual), (on_solve_end, step))

struct StopBelow {
    double limit;

    void on_step_end(double residual, bool& should_stop) const { should_stop = residual < limit; }
};
WEFT_CALLBACK(StopBelow, (on_step_end, residual, should_stop))

class Solver {
public:
    explicit Solver(const weft::Fabric& fabric) : fabric_{fabric} {}

    void solve() {
        double residual = 1.0;
        int step = 0;
        bool should_stop = false;
        while (!should_stop) {
            residual /= 4;
            ++step;
            fabric_.call("on_step_end", "step"_a = step, "residual"_a = residual,
                         "should_stop"_a = should_stop);
        }
        fabric_.call("on_solve_end", "step"_a = step);
    }

private:
    const weft::Fabric& fabric_;
};

int main() {
    const weft::Fabric fabric{Printer{}, StopBelow{0.01}};
    Solver(fabric).solve();
}
