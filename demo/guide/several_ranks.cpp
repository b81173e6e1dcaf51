// SPDX-License-Identifier: MIT
// A loop that several ranks run together: one metric, one end, one who prints.
#include <chrono>

#include <fmt/core.h>
#include <weft/mpi.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Printer {
    void on_step_end(int step, double loss) { fmt::print("step {}: loss {:.2f}\n", step, loss); }
    void on_fit_end(int step) { fmt::print("ended after step {}\n", step); }
};
WEFT_CALLBACK(Printer, (on_step_end, step, loss), (on_fit_end, step))

int main(int argc, char** argv) {
    MPI_Init(&argc, &argv);
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    weft::Fabric fabric;
    fabric.observe(weft::mpi::Guard{MPI_COMM_WORLD, {.every = 100, .timeout = std::chrono::minutes(2)}});
    fabric.observe(weft::mpi::Mean{MPI_COMM_WORLD, {"loss"}});
    fabric.observe(weft::mpi::Agreement{MPI_COMM_WORLD});
    fabric.add(weft::mpi::on_rank(MPI_COMM_WORLD, 0, [] { return Printer{}; }));

    bool should_stop = false;
    int step = 0;
    while (!should_stop && step < 100) {
        ++step;
        double loss = 1.0 / step + rank;        // of this rank's part of the data
        should_stop = rank == 1 && loss < 1.3;  // only one rank wants to stop
        fabric.call("on_step_end", "step"_a = step, "loss"_a = loss, "should_stop"_a = should_stop);
    }
    fabric.call("on_fit_end", "step"_a = step);
    MPI_Finalize();
}
