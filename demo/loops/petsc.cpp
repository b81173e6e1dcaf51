// SPDX-License-Identifier: MIT
// PETSc solves a linear system on all ranks: its monitors call a hook, its convergence test does what handlers ask for.
#include <exception>
#include <stdexcept>

#include <fmt/core.h>
#include <petscksp.h>
#include <weft/mpi.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

/// An error of PETSc's, which has said already what it is.
void check(PetscErrorCode code) {
    if (code != 0) {
        throw std::runtime_error(fmt::format("PETSc: error {}", static_cast<int>(code)));
    }
}

/// Glue: one solution of a system, and the test of convergence that the solver had before.
struct Solution {
    const weft::Fabric& fabric;
    weft::Courier courier{};
    bool should_stop = false;
    PetscErrorCode (*test)(KSP, PetscInt, PetscReal, KSPConvergedReason*, void*) = nullptr;
    PetscErrorCode (*destroy)(void*) = nullptr;
    void* of_test = nullptr;
};

/// Glue: the monitor, which sees each iteration and cannot end it.
PetscErrorCode call_hook(KSP ksp, PetscInt iteration, PetscReal residual, void* data) {
    Solution& solution = *static_cast<Solution*>(data);
    solution.courier.run([&] {
        solution.fabric.call("on_iteration", "iteration"_a = iteration, "residual"_a = residual,
                             "ksp"_a = ksp, "should_stop"_a = solution.should_stop);
    });
    return 0;
}

/// Glue: the test, which comes after the monitor, and can.
PetscErrorCode test(KSP ksp, PetscInt iteration, PetscReal residual, KSPConvergedReason* reason, void* data) {
    const Solution& solution = *static_cast<Solution*>(data);
    if (solution.courier.has_failed() || solution.should_stop) {
        *reason = solution.courier.has_failed() ? KSP_DIVERGED_BREAKDOWN : KSP_CONVERGED_ITS;
        return 0;
    }
    return solution.test(ksp, iteration, residual, reason, solution.of_test);
}

/// Glue: solves; the solver gets its own test back. Throws what a handler has thrown, once PETSc has returned.
void solve(const weft::Fabric& fabric, KSP ksp, Vec right, Vec unknowns) {
    Solution solution{fabric};
    check(KSPGetAndClearConvergenceTest(ksp, &solution.test, &solution.of_test, &solution.destroy));
    check(KSPSetConvergenceTest(ksp, test, &solution, nullptr));
    check(KSPMonitorSet(ksp, call_hook, &solution, nullptr));
    const PetscErrorCode code = KSPSolve(ksp, right, unknowns);
    check(KSPMonitorCancel(ksp));
    check(KSPSetConvergenceTest(ksp, solution.test, solution.of_test, solution.destroy));
    solution.courier.deliver();
    check(code);
}

void solve_and_say(const weft::Fabric& fabric, KSP ksp, Vec right, Vec unknowns) {
    solve(fabric, ksp, right, unknowns);
    KSPConvergedReason reason = KSP_CONVERGED_ITERATING;
    PetscInt iterations = 0;
    check(KSPGetConvergedReason(ksp, &reason));
    check(KSPGetIterationNumber(ksp, &iterations));
    check(PetscPrintf(PETSC_COMM_WORLD, "%s after %d iterations\n", KSPConvergedReasons[reason],
                      static_cast<int>(iterations)));
}

/// The temperature of a square plate: of each point the mean of its neighbours, and of the heat that it is given.
Mat make_plate(PetscInt side) {
    Mat plate = nullptr;
    check(MatCreateAIJ(PETSC_COMM_WORLD, PETSC_DECIDE, PETSC_DECIDE, side * side, side * side, 5, nullptr, 5,
                       nullptr, &plate));
    PetscInt begin = 0;
    PetscInt end = 0;
    check(MatGetOwnershipRange(plate, &begin, &end));
    for (PetscInt point = begin; point < end; ++point) {
        const PetscInt column = point % side;
        check(MatSetValue(plate, point, point, 4.0, INSERT_VALUES));
        for (const PetscInt neighbour : {column > 0 ? point - 1 : -1, column + 1 < side ? point + 1 : -1,
                                         point - side, point + side < side * side ? point + side : -1}) {
            check(MatSetValue(plate, point, neighbour, -1.0, INSERT_VALUES));  // Not where it is negative.
        }
    }
    check(MatAssemblyBegin(plate, MAT_FINAL_ASSEMBLY));
    check(MatAssemblyEnd(plate, MAT_FINAL_ASSEMBLY));
    return plate;
}

struct Progress {
    void on_iteration(PetscInt iteration, double residual) {
        fmt::print("  {:2}: {:.1e}\n", iteration, residual);
    }
};
WEFT_CALLBACK(Progress, (on_iteration, iteration, residual))

int main(int argc, char** argv) {
    check(PetscInitialize(&argc, &argv, nullptr, nullptr));
    int rank = 0;
    MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
    Mat plate = make_plate(40);
    Vec temperatures = nullptr;
    Vec heat = nullptr;
    check(MatCreateVecs(plate, &temperatures, &heat));
    check(VecSet(heat, 1.0));
    KSP ksp = nullptr;
    check(KSPCreate(PETSC_COMM_WORLD, &ksp));
    check(KSPSetOperators(ksp, plate, plate));
    check(KSPSetType(ksp, KSPCG));

    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{PETSC_COMM_WORLD});
    fabric.add(weft::mpi::on_rank(PETSC_COMM_WORLD, 0, [] { return Progress{}; }), weft::every(10));
    solve_and_say(fabric, ksp, heat, temperatures);

    const weft::Connection stops = fabric.connect(
        "on_iteration",
        [rank](PetscInt iteration, bool& stop) { stop = stop || (rank == 2 && iteration == 15); },
        "iteration"_a, "should_stop"_a);
    solve_and_say(fabric, ksp, heat, temperatures);
    stops.disconnect();

    const auto failure = std::make_exception_ptr(std::domain_error("the plate melts"));
    fabric.connect(
        "on_iteration",
        [&failure, rank](PetscInt iteration) {
            if (rank == 1 && iteration == 5) {
                std::rethrow_exception(failure);
            }
        },
        "iteration"_a);
    try {
        solve_and_say(fabric, ksp, heat, temperatures);
    } catch (const std::exception& error) {
        const char* same = std::current_exception() == failure ? ", the same object" : "";
        check(PetscSynchronizedPrintf(PETSC_COMM_WORLD, "rank %d: %s%s\n", rank, error.what(), same));
    }
    check(PetscSynchronizedFlush(PETSC_COMM_WORLD, PETSC_STDOUT));

    solve_and_say(weft::Fabric{}, ksp, heat, temperatures);
    check(KSPDestroy(&ksp));
    check(VecDestroy(&heat));
    check(VecDestroy(&temperatures));
    check(MatDestroy(&plate));
    check(PetscFinalize());
}
