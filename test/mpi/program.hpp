// SPDX-License-Identifier: MIT
// What the cases of several ranks share: who they are, and what weft says to them.
#pragma once

#include <weft/mpi.hpp>
#include <weft/weft.hpp>

#include <chrono>
#include <string>

namespace program {

inline int rank() {
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

inline int size() {
    int size = 0;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    return size;
}

/// Of all ranks together, by a collective of the test's own.
inline int sum(int mine) {
    int all = 0;
    MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    return all;
}

/// What a `Divergence` that leaves the function says; empty where none does.
template <class Function>
std::string divergence_of(Function&& function) {
    try {
        function();
    } catch (const weft::mpi::Divergence& divergence) {
        return divergence.what();
    }
    return {};
}

/// For each case a communicator of its own, which a divergence does not end for others.
struct Apart {
    Apart() { MPI_Comm_dup(MPI_COMM_WORLD, &comm); }
    Apart(const Apart&) = delete;
    Apart& operator=(const Apart&) = delete;
    ~Apart() = default;  // MPI_Finalize frees it: not all ranks come here where one has failed.

    /// A guard that does not wait long, as what is tested does not come.
    [[nodiscard]] weft::mpi::Guard quick_guard(std::uint64_t every = 1) const {
        return weft::mpi::Guard{comm, {.every = every, .timeout = std::chrono::seconds(1)}};
    }

    MPI_Comm comm = MPI_COMM_NULL;
};

}  // namespace program
