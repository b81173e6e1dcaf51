// SPDX-License-Identifier: MIT
// A loop with two callbacks, with Qt 6. port_weft.cpp is the same with weft.
#include "port_qt.hpp"

int main() {
    Solver solver;
    Printer printer;
    StopBelow stop_below{0.01};
    QObject::connect(&solver, &Solver::step_ended, &printer, &Printer::print_step);
    QObject::connect(&solver, &Solver::step_ended, &stop_below, &StopBelow::check);
    QObject::connect(&solver, &Solver::solve_ended, &printer, &Printer::print_end);
    solver.solve();
}
