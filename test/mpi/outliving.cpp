// SPDX-License-Identifier: MIT
// A program whose fabric lives on after MPI_Finalize. Exit code 0: nothing is called that may not be, and what is asked for is refused.
#include "program.hpp"

#include <fmt/core.h>

#include <functional>
#include <memory>
#include <string>

using namespace weft::literals;

namespace {

struct Nothing {
    void on_step() {}
};
WEFT_CALLBACK(Nothing, (on_step))

std::string refusal_of(const std::function<void()>& use) {
    try {
        use();
    } catch (const weft::Error& error) {
        return error.what();
    }
    return "nothing";
}

bool is_refused(const std::function<void()>& use, const std::string& expected) {
    const std::string found = refusal_of(use);
    if (found != expected) {
        fmt::print(stderr, "refused is '{}', expected '{}'\n", found, expected);
    }
    return found == expected;
}

}  // namespace

int main(int argc, char** argv) {
    const auto make = [] { static_cast<void>(weft::mpi::Guard{MPI_COMM_WORLD}); };
    bool is_right = is_refused(make, "weft::mpi::Guard: MPI_Init has not been called: call it first");
    MPI_Init(&argc, &argv);
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Guard{MPI_COMM_WORLD, {.every = 1}});
    fabric.observe(weft::mpi::Agreement{MPI_COMM_WORLD});
    fabric.observe(weft::mpi::Mean{MPI_COMM_WORLD, {"loss"}});
    fabric.add(weft::mpi::on_rank(MPI_COMM_WORLD, 0, [] { return Nothing(); }));
    bool should_stop = false;
    double loss = 1.0;
    fabric.call("on_step", "loss"_a = loss, "should_stop"_a = should_stop);
    MPI_Finalize();
    is_right = is_refused([&] { fabric.call("on_step"); },
                          "weft::mpi::Guard: MPI_Finalize has been called: use it before") &&
               is_right;
    is_right = is_refused(make, "weft::mpi::Guard: MPI_Finalize has been called: use it before") && is_right;
    return is_right ? 0 : 1;
}
