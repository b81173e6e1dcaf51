// SPDX-License-Identifier: MIT
// NLopt minimizes: its algorithms are written in C, which calls for each value, and no exception may cross it.
#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <stdexcept>
#include <vector>

#include <fmt/core.h>
#include <nlopt.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;
using Point = std::vector<double>;

/// Rosenbrock's valley, whose least value is 0, at (1, 1).
double valley(const Point& x, Point& gradient) {
    const double across = x[1] - x[0] * x[0];
    const double along = 1.0 - x[0];
    if (!gradient.empty()) {  // An algorithm without gradients asks for none.
        gradient = {-400.0 * across * x[0] - 2.0 * along, 200.0 * across};
    }
    return 100.0 * across * across + along * along;
}

/// Glue: one run of NLopt.
struct Minimization {
    const weft::Fabric& fabric;
    nlopt::opt& optimizer;
    weft::Courier courier{};
    int evaluation = 0;
};

/// Glue: what NLopt calls. A handler may change value and gradient, end the run, and throw.
double evaluate(const Point& x, Point& gradient, void* data) {
    Minimization& run = *static_cast<Minimization*>(data);
    double value = valley(x, gradient);
    bool should_stop = false;
    const bool goes_on = run.courier.run([&] {
        run.fabric.call("on_evaluation", "evaluation"_a = ++run.evaluation, "x"_a = x, "value"_a = value,
                        "gradient"_a = gradient, "should_stop"_a = should_stop);
    });
    if (!goes_on || should_stop) {
        run.optimizer.force_stop();
    }
    return value;
}

/// Glue: minimizes from `x` on, which becomes the best point. Throws what a handler has thrown, once NLopt has returned. Afterwards
/// the optimizer still points to this run, which is over: it is to be run by this function alone.
double minimize(const weft::Fabric& fabric, nlopt::opt& optimizer, Point& x) {
    Minimization run{fabric, optimizer};
    optimizer.set_min_objective(evaluate, &run);
    double least = HUGE_VAL;
    try {
        optimizer.optimize(x, least);
    } catch (const nlopt::forced_stop&) {
        // A handler has asked for it, or has thrown.
    }
    run.courier.deliver();
    return least;
}

struct Progress {
    int evaluations = 0;

    void on_evaluation(int evaluation, const Point& x, double value) {
        evaluations = evaluation;
        if (evaluation % 20 == 0) {
            fmt::print("  {:2}: {:.6f} at ({:.3f}, {:.3f})\n", evaluation, value, x[0], x[1]);
        }
    }
};
WEFT_CALLBACK(Progress, (on_evaluation, evaluation, x, value))

struct GoodEnough {
    double limit;

    void on_evaluation(double value, bool& should_stop) const { should_stop = should_stop || value < limit; }
};
WEFT_CALLBACK(GoodEnough, (on_evaluation, value, should_stop))

/// Holds the point left of a wall, by a penalty that NLopt takes for a part of the function.
struct Wall {
    double place;

    void on_evaluation(const Point& x, double& value, Point& gradient) const {
        const double beyond = std::max(0.0, x[0] - place);
        value += 1000.0 * beyond * beyond;
        if (!gradient.empty()) {
            gradient[0] += 2000.0 * beyond;
        }
    }
};
WEFT_CALLBACK(Wall, (on_evaluation, x, value, gradient))

int main() {
    nlopt::opt optimizer{nlopt::LD_LBFGS, 2};
    optimizer.set_ftol_rel(1e-12);
    const Point start{-1.2, 1.0};
    Point x = start;

    const auto progress = std::make_shared<Progress>();
    weft::Fabric fabric{progress};
    double least = minimize(fabric, optimizer, x);
    fmt::print("least: {:.6f} at ({:.3f}, {:.3f})\n", least, x[0], x[1]);

    const weft::Connection good_enough = fabric.add(GoodEnough{0.01});
    x = start;
    minimize(fabric, optimizer, x);
    fmt::print("good enough after {} evaluations: ({:.2f}, {:.2f})\n", progress->evaluations, x[0], x[1]);
    good_enough.disconnect();

    const weft::Connection wall = fabric.add(Wall{0.5}, weft::at_front);
    x = start;
    minimize(fabric, optimizer, x);
    fmt::print("with a wall at 0.5: ({:.2f}, {:.2f})\n", x[0], x[1]);
    wall.disconnect();

    const auto failure = std::make_exception_ptr(std::domain_error("the function is not defined here"));
    const weft::Connection fails = fabric.connect(
        "on_evaluation",
        [&failure](int evaluation) {
            if (evaluation == 15) {
                std::rethrow_exception(failure);
            }
        },
        "evaluation"_a);
    x = start;
    try {
        minimize(fabric, optimizer, x);
    } catch (const std::domain_error& error) {
        fmt::print("evaluation {}: {}; the same object: {}\n", progress->evaluations, error.what(),
                   std::current_exception() == failure);
    }
    fails.disconnect();

    x = start;
    least = minimize(fabric, optimizer, x);
    fmt::print("the optimizer is as before: {:.6f} at ({:.3f}, {:.3f})\n", least, x[0], x[1]);
}
