// SPDX-License-Identifier: MIT
// Ceres fits a curve: callbacks see each iteration, one of them is Python's, and any of them can end the fit.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

#include <ceres/ceres.h>
#include <fmt/core.h>
#include <pybind11/embed.h>
#include <weft/python.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;
namespace py = pybind11;
using Numbers = std::vector<double>;

/// How far exp(slope * x + offset) is from y at a point.
struct Residual {
    double x;
    double y;

    template <class Number>
    bool operator()(const Number* curve, Number* residual) const {
        residual[0] = y - exp(curve[0] * x + curve[1]);
        return true;
    }
};

/// A curve of slope 0.3 and offset 0.1, with a ripple that no such curve fits.
void add_points(ceres::Problem& problem, double* curve) {
    for (int number = 0; number < 50; ++number) {
        const double x = 0.05 * number;
        const double y = std::exp(0.3 * x + 0.1) + 0.1 * std::sin(7.0 * x);
        problem.AddResidualBlock(new ceres::AutoDiffCostFunction<Residual, 1, 2>(new Residual{x, y}), nullptr,
                                 curve);
    }
}

Numbers parameters_of(const ceres::Problem& problem) {
    std::vector<double*> blocks;
    problem.GetParameterBlocks(&blocks);
    Numbers parameters;
    for (const double* block : blocks) {
        parameters.insert(parameters.end(), block, block + problem.ParameterBlockSize(block));
    }
    return parameters;
}

/// At the parameters as they are. By the functions themselves: `Problem::Evaluate` must not be called during a fit.
Numbers residuals_of(const ceres::Problem& problem) {
    std::vector<ceres::ResidualBlockId> blocks;
    problem.GetResidualBlocks(&blocks);
    Numbers residuals(static_cast<std::size_t>(problem.NumResiduals()));
    double* next = residuals.data();
    for (ceres::ResidualBlockId block : blocks) {
        std::vector<double*> parameters;
        problem.GetParameterBlocksForResidualBlock(block, &parameters);
        const ceres::CostFunction* function = problem.GetCostFunctionForResidualBlock(block);
        function->Evaluate(parameters.data(), next, nullptr);
        next += function->num_residuals();
    }
    return residuals;
}

/// Glue: what Ceres calls after each iteration.
struct CallFabric : ceres::IterationCallback {
    const weft::Fabric& fabric;
    const ceres::Problem& problem;
    weft::Courier courier{};

    CallFabric(const weft::Fabric& whose, const ceres::Problem& of) : fabric{whose}, problem{of} {}

    ceres::CallbackReturnType operator()(const ceres::IterationSummary& summary) override {
        bool should_stop = false;
        const bool goes_on = courier.run([&] {
            fabric.call("on_iteration_end", "iteration"_a = summary.iteration, "summary"_a = summary,
                        "parameters"_a = weft::lazy([this] { return parameters_of(problem); }),
                        "residuals"_a = weft::lazy([this] { return residuals_of(problem); }),
                        "should_stop"_a = should_stop);
        });
        return !goes_on ? ceres::SOLVER_ABORT
                        : (should_stop ? ceres::SOLVER_TERMINATE_SUCCESSFULLY : ceres::SOLVER_CONTINUE);
    }
};

/// Glue: fits. Throws what a handler has thrown, once Ceres has returned.
ceres::Solver::Summary fit(const weft::Fabric& fabric, ceres::Problem& problem) {
    CallFabric call_fabric{fabric, problem};
    ceres::Solver::Options options;
    options.callbacks.push_back(&call_fabric);
    options.update_state_every_iteration = true;
    ceres::Solver::Summary summary;
    ceres::Solve(options, &problem, &summary);
    call_fabric.courier.deliver();
    return summary;
}

struct Progress {
    void on_iteration_end(const ceres::IterationSummary& summary) {
        fmt::print("{}: cost {:.4f}, step {:.4f}\n", summary.iteration, summary.cost, summary.step_norm);
    }
};
WEFT_CALLBACK(Progress, (on_iteration_end, summary))

/// Takes the residuals: they are computed in the iterations in which it runs, and in no other.
struct LargestResidual {
    void on_iteration_end(const Numbers& residuals) {
        fmt::print("   largest residual {:.3f}\n", *std::max_element(residuals.begin(), residuals.end()));
    }
};
WEFT_CALLBACK(LargestResidual, (on_iteration_end, residuals))

constexpr const char* in_python = R"(
class Curve:
    def on_iteration_end(self, iteration, parameters):
        slope, offset = parameters
        print(f"   python: slope {slope:.3f}, offset {offset:.3f} after {iteration}", flush=True)
)";

int main() {
    std::setbuf(stdout, nullptr);  // Python writes to it too.
    const py::scoped_interpreter python;
    py::exec(in_python);
    Numbers curve(2);
    ceres::Problem problem;
    add_points(problem, curve.data());

    weft::Fabric fabric{Progress{}};
    fabric.add(LargestResidual{}, weft::every(2));
    fabric.add(weft::python::callback(py::globals()["Curve"]()), weft::every(2));
    fmt::print("{}\n", ceres::TerminationTypeToString(fit(fabric, problem).termination_type));

    fabric.connect(
        "on_iteration_end",
        [](const ceres::IterationSummary& summary, bool& should_stop) {
            should_stop = should_stop || (summary.iteration > 0 && summary.cost_change < summary.cost);
        },
        "summary"_a, "should_stop"_a);
    curve.assign(2, 0.0);
    fmt::print("{}\n", ceres::TerminationTypeToString(fit(fabric, problem).termination_type));

    fabric.connect("on_iteration_end", [] { throw std::runtime_error("a handler has failed"); });
    try {
        fit(fabric, problem);
    } catch (const std::runtime_error& error) {
        fmt::print("{}\n", error.what());
    }
}
