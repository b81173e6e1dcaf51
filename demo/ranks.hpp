// SPDX-License-Identifier: MIT
// The processes that train together: one, or those that mpirun has started.
#pragma once

#include "trainer.hpp"

#include <functional>

#include <weft/weft.hpp>

namespace demo {

/// ranks_alone.cpp makes `train` of it, ranks_mpi.cpp `train_ranks`.
class Ranks {
public:
    Ranks(int argc, char** argv);
    Ranks(const Ranks&) = delete;
    Ranks& operator=(const Ranks&) = delete;
    ~Ranks();  // NOLINT(performance-trivially-destructible): that of train_ranks ends MPI

    /// Which part of each batch this one takes.
    Shard shard() const;
    bool is_first() const { return shard().index == 0; }

    /// Before all other callbacks and observers: makes one fit of what the ranks do.
    void join(weft::Fabric& fabric) const;
    /// For what is printed or written: a callback of the first rank alone.
    weft::Callback on_first(const std::function<weft::Callback()>& factory) const;
    /// Whether it is so on any rank. All ask at the same time.
    bool any(bool here) const;
};

}  // namespace demo
