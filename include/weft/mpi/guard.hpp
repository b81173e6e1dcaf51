// SPDX-License-Identifier: MIT
// An observer that makes ranks which no longer do the same an error instead of a hang.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/mpi/mpi.hpp>
#include <weft/event.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace weft::mpi {

/// How often ranks are compared, and for how long one may stay away.
struct GuardOptions {
    std::uint64_t every = 100;  ///< Compare at every n-th call after ranks last met; at least 1.
    /// How long a rank may keep the others waiting; above zero. It has to be longer than the longest stretch between two calls, and
    /// than all handlers of a call take together.
    std::chrono::duration<double> timeout = std::chrono::minutes(10);
};

/// `fabric.observe(weft::mpi::Guard{MPI_COMM_WORLD, {.every = 100, .timeout = std::chrono::minutes(2)}});`, before all other
/// observers.
///
/// At the begin of every n-th call the hooks, the names of their arguments and their order since the comparison before are compared
/// over the ranks, in one reduction; what differs is named by its first call. Wherever ranks meet before, in an `Agreement`, a `Mean` or a
/// callback of `on_rank`, they are compared there, at no cost, and the n calls are counted from there. A rank that is in another call, has thrown, has called
/// MPI_Finalize or stays away longer than `timeout` ends the call by a `Divergence` on all ranks that are in weft, also while they
/// wait in an `Agreement`, a `Mean` or a callback of `on_rank`. No collective of MPI is used: a rank that waits can always leave.
///
/// **Exceptions.** A rank whose outermost call ends by an exception first tells the others, and waits for them for `timeout` at
/// most. Where all have thrown in the same call, each goes on with its own.
///
/// **MPI_Finalize.** A rank that comes there waits for the others in the same way. Where they do not, it writes the text to standard
/// error, as there is no call to throw it.
///
/// **Outside.** A thread of the guard's own looks after ranks that wait outside, in a collective of the loop's own or in a handler.
/// Where such a rank has not moved for one and a quarter `timeout`, and no other rank of its machine has, or for one `timeout`, and a
/// `Divergence` is as old, it writes the text to standard error and aborts the job: by MPI_Abort, or below MPI_THREAD_MULTIPLE, where another thread may not
/// call it, by ending its process with exit code 1, for which mpirun ends the others. The thread looks at memory that the ranks of
/// a machine share, and makes no other call of MPI. So a rank that still works is not told from one that waits: nobody may take
/// longer than `timeout` between two calls, or in the handlers of one, from the first call to the end of the guard. Of other
/// machines it knows neither where their ranks are nor that they diverged; they have guards of their own.
///
/// Calls of one thread at a time, also of several fabrics on one communicator. Those inside a callback of `on_rank` are not
/// compared. The end of the last copy is the end of the watch. Copies share all.
class WEFT_API Guard {
public:
    static constexpr bool needs_durations = false;

    /// Collective. Throws `Error` for `every` of 0, a `timeout` not above zero, and as `Agreement` does.
    explicit Guard(MPI_Comm comm, GuardOptions options = {});

    /// Called by the fabric.
    void operator()(const Event& event) const;

private:
    class State;

    std::shared_ptr<State> state_;
};

}  // namespace weft::mpi
