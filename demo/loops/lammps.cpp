// SPDX-License-Identifier: MIT
// LAMMPS moves atoms on all ranks, and calls a hook at each step: handlers see its own memory, add forces, and end the run.
#include <weft/mpi.hpp>  // Before LAMMPS: it includes MPI, without the C++ of MPI-2.
#include <weft/python.hpp>
#include <weft/weft.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <span>
#include <stdexcept>

#include <fmt/core.h>
#define LAMMPS_LIB_MPI  // NOLINT(readability-identifier-naming): LAMMPS has named it.
#include <lammps/library.h>
#include <pybind11/embed.h>

using namespace weft::literals;
namespace py = pybind11;
using Positions = std::span<const double>;  // Of the atoms of this rank, x, y and z of each.
using Forces = std::span<double>;

/// Glue: one run of LAMMPS.
struct Simulation {
    const weft::Fabric& fabric;
    void* lammps;
    weft::Courier courier{};
};

/// Glue: what LAMMPS calls at each step on each rank.
void call_hook(void* data, std::int64_t step, int atoms, int* /*ids*/, double** positions, double** forces) {
    Simulation& simulation = *static_cast<Simulation*>(data);
    const std::size_t count = 3 * static_cast<std::size_t>(atoms);
    const Positions all_positions{count > 0 ? positions[0] : nullptr, count};
    const Forces all_forces{count > 0 ? forces[0] : nullptr, count};
    std::fill(all_forces.begin(), all_forces.end(), 0.0);
    const double temperature = *static_cast<const double*>(
        lammps_extract_compute(simulation.lammps, "thermo_temp", LMP_STYLE_GLOBAL, LMP_TYPE_SCALAR));
    bool should_stop = false;
    const bool goes_on = simulation.courier.run([&] {
        simulation.fabric.call("on_step", "step"_a = step, "positions"_a = all_positions,
                               "forces"_a = all_forces, "temperature"_a = temperature,
                               "should_stop"_a = should_stop);
    });
    if (!goes_on || should_stop) {
        lammps_force_timeout(simulation.lammps);
    }
}

/// Glue: runs, and leaves LAMMPS as it was. Throws what a handler has thrown, once LAMMPS has returned.
void run(const weft::Fabric& fabric, void* lammps, int steps) {
    Simulation simulation{fabric, lammps};
    lammps_command(lammps, "fix weft all external pf/callback 1 1");
    lammps_set_fix_external_callback(lammps, "weft", call_hook, &simulation);
    lammps_command(lammps, fmt::format("run {}", steps).c_str());
    lammps_command(lammps, "unfix weft");
    lammps_command(lammps, "timer timeout off");
    simulation.courier.deliver();
}

constexpr const char* melt = R"(
units lj
lattice fcc 0.8442
region box block 0 6 0 6 0 6
create_box 1 box
create_atoms 1 box
mass 1 1.0
velocity all create 1.44 87287 loop geom
pair_style lj/cut 2.5
pair_coeff 1 1 1.0 1.0 2.5
fix motion all nve
variable falling equal vcm(all,z)
)";

/// Adds to the forces on the atoms of its rank, in LAMMPS's memory.
struct Gravity {
    void on_step(Forces forces) {
        for (std::size_t z = 2; z < forces.size(); z += 3) {
            forces[z] -= 0.5;
        }
    }
};
WEFT_CALLBACK(Gravity, (on_step, forces))

constexpr const char* in_python = R"(
class Draw:
    def on_step(self, step, temperature):
        print(f"{step:4} {temperature:.2f}", "*" * round(30 * temperature), flush=True)
)";

/// On the first rank: the step, and how fast all atoms fall together. All ranks have to come here.
void say(void* lammps, int rank) {
    auto* falling = static_cast<double*>(lammps_extract_variable(lammps, "falling", nullptr));
    const double step = lammps_get_thermo(lammps, "step");
    if (rank == 0) {
        fmt::print("after step {} the atoms fall by {:.4f}\n", step, -*falling);
    }
    lammps_free(falling);
}

int main(int argc, char** argv) {
    MPI_Init(&argc, &argv);
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    std::setbuf(stdout, nullptr);  // Python writes to it too.
    const py::scoped_interpreter python;
    py::exec(in_python);
    std::array<const char*, 5> options{"lammps", "-log", "none", "-screen", "none"};
    void* lammps = lammps_open(5, const_cast<char**>(options.data()), MPI_COMM_WORLD, nullptr);
    lammps_commands_string(lammps, melt);

    weft::Fabric fabric{Gravity{}};
    fabric.observe(weft::mpi::Agreement{MPI_COMM_WORLD});
    const auto make_drawing = [] { return weft::python::callback(py::globals()["Draw"]()); };
    fabric.add(weft::mpi::on_rank(MPI_COMM_WORLD, 0, make_drawing), weft::every(4));
    fabric.connect(
        "on_step", [](double temperature, bool& stop) { stop = stop || temperature < 0.65; }, "temperature"_a,
        "should_stop"_a);
    run(fabric, lammps, 1000);
    say(lammps, rank);

    const auto failure = std::make_exception_ptr(std::domain_error("an atom is lost"));
    const auto fail = [&failure](Positions positions) {
        if (!positions.empty()) {
            std::rethrow_exception(failure);
        }
    };
    fabric.connect("on_step", fail, "positions"_a,
                   weft::when([rank](const weft::Args&) { return rank == 2; }));
    std::array<int, 2> counts{};
    try {
        run(fabric, lammps, 1000);
    } catch (const std::exception& error) {
        counts = {1, std::current_exception() == failure ? 1 : 0};
        if (rank == 0) {
            fmt::print("{}\n", error.what());
        }
    }
    MPI_Allreduce(MPI_IN_PLACE, counts.data(), 2, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0) {
        fmt::print("{} ranks have thrown, {} of them the object itself\n", counts[0], counts[1]);
    }
    run(weft::Fabric{}, lammps, 10);
    say(lammps, rank);
    lammps_close(lammps);
    MPI_Finalize();
}
