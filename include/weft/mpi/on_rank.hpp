// SPDX-License-Identifier: MIT
// A callback that runs on one rank, with the others in step.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callback.hpp>
#include <weft/detail/mpi/mpi.hpp>

#include <functional>

namespace weft::mpi {

/// `fabric.add(weft::mpi::on_rank(MPI_COMM_WORLD, 0, [] { return weft::ProgressBar(); }));`
///
/// Calls the factory on that rank alone and returns, on all ranks, a callback with the hooks, the name and the `weft_order` of
/// what it has made. On that rank its handlers run; the others wait until they have. Then the call's mutable `bool`s and numbers
/// that they have changed are the same on all ranks, also `std::atomic<bool>`; what else they change is not. An exception is on
/// the others a `RemoteError`, and counts there as the failure of this handler, so that `on_error` sees it on all ranks. What is no
/// failure of a handler leaves the call on all ranks: a refusal of the call's arguments, and what a `lazy` one throws on that rank,
/// are a `RemoteError` on the others as well; observers see no `handler_end` of it. Results do not count.
///
/// **Next.** A handler with a `const Next&` goes around what comes after it on its rank alone: the others wait until it has
/// called its `next()`, go on, and wait until it has returned. Without a `next()` none of them goes on. What comes out of `next()` on
/// all ranks is, where the handler lets it pass, thrown on by each rank as its own exception, and caught on all where the handler
/// catches it; on some ranks alone, it ends the call by a `Divergence` on the others. What is called inside of `next()` is of all ranks
/// again.
///
/// Calls that such a handler makes are of its rank alone: `Agreement`, `Mean`, `Guard` and other callbacks of `on_rank` do not wait
/// for others in them. Each run is one reduction, of three words for each mutable number, and two where it calls a `next()`; what
/// comes of ranks that do not all come is as for `Agreement`.
///
/// Collective. What the factory throws is thrown on its rank, and a `RemoteError` on the others. Throws `Error` for a rank that is
/// none, for an empty factory, and as `Agreement` does.
[[nodiscard]] WEFT_API Callback on_rank(MPI_Comm comm, int rank, const std::function<Callback()>& factory);

}  // namespace weft::mpi
