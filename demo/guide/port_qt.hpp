// SPDX-License-Identifier: MIT
// A loop with two callbacks, with Qt 6: the classes that its compiler of meta objects reads.
#pragma once

#include <fmt/core.h>
#include <QObject>

class Solver : public QObject {
    Q_OBJECT

public:
    void solve() {
        double residual = 1.0;
        int step = 0;
        bool should_stop = false;
        while (!should_stop) {
            residual /= 4;
            ++step;
            emit step_ended(step, residual, &should_stop);
        }
        emit solve_ended(step);
    }

signals:
    void step_ended(int step, double residual, bool* should_stop);
    void solve_ended(int step);
};

class Printer : public QObject {
    Q_OBJECT

public slots:
    // A slot may take fewer arguments than the signal has, but only the first ones.
    void print_step(int step, double residual) { fmt::print("step {}: {:.4f}\n", step, residual); }
    void print_end(int step) { fmt::print("{} steps\n", step); }
};

class StopBelow : public QObject {
    Q_OBJECT

public:
    explicit StopBelow(double limit) : limit_{limit} {}

public slots:  // NOLINT(readability-redundant-access-specifiers): Qt's own kind of section
    void check(int /*step*/, double residual, bool* should_stop) { *should_stop = residual < limit_; }

private:
    double limit_;
};
