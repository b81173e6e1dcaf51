// SPDX-License-Identifier: MIT
// Several processes train as one: each a shard of every batch, with the mean of their gradients.
#include "averaged_gradients.hpp"
#include "ranks.hpp"

#include <chrono>

#include <weft/mpi.hpp>

namespace demo {

Ranks::Ranks(int argc, char** argv) {
    int level = 0;
    // The guard ends a fit that hangs by MPI_Abort, from a thread of its own.
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &level);
}
Ranks::~Ranks() {
    MPI_Finalize();
}

Shard Ranks::shard() const {
    Shard shard;
    MPI_Comm_rank(MPI_COMM_WORLD, &shard.index);
    MPI_Comm_size(MPI_COMM_WORLD, &shard.count);
    return shard;
}

void Ranks::join(weft::Fabric& fabric) const {
    fabric.observe(weft::mpi::Guard{MPI_COMM_WORLD, {.every = 100, .timeout = std::chrono::seconds(30)}});
    fabric.observe(weft::mpi::Mean{MPI_COMM_WORLD, {"val_loss", "val_accuracy"}});
    fabric.observe(weft::mpi::Agreement{MPI_COMM_WORLD});
    fabric.add(AveragedGradients{MPI_COMM_WORLD});
}

weft::Callback Ranks::on_first(const std::function<weft::Callback()>& factory) const {
    return weft::mpi::on_rank(MPI_COMM_WORLD, 0, factory);
}

bool Ranks::any(bool here) const {
    int all = here ? 1 : 0;
    MPI_Allreduce(MPI_IN_PLACE, &all, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return all != 0;
}

}  // namespace demo
