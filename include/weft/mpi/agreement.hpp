// SPDX-License-Identifier: MIT
// An observer that makes all ranks stop together.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/mpi/mpi.hpp>
#include <weft/event.hpp>

#include <cstdint>
#include <memory>

namespace weft::mpi {

/// Whether a rank alone stops all, or all have to want it.
enum class StopIf : std::uint8_t { any, all };

/// `fabric.observe(weft::mpi::Agreement{MPI_COMM_WORLD});`: at the end of every call that passes `should_stop` (a `bool&` or a
/// `std::atomic<bool>&`), that is the same on all ranks: true if it is on `any` rank, or on `all`. So whatever sets it, a clock, a
/// signal, a loss, no rank goes on alone.
///
/// Each such call is one reduction of a word, in log2(ranks) rounds of messages. All ranks have to make the same calls: one that
/// makes another one, has thrown, has ended or stays away for 10 minutes, or for the time of a `Guard`, ends the call by a
/// `Divergence` on all. Calls inside a callback of `on_rank` are left alone. Throws `ArgumentError` where `should_stop` is const. Copies share all.
class WEFT_API Agreement {
public:
    static constexpr bool needs_durations = false;

    /// Collective. Throws `Error` for a null or an intercommunicator, and outside of MPI_Init and MPI_Finalize.
    explicit Agreement(MPI_Comm comm, StopIf stop_if = StopIf::any);

    /// Called by the fabric.
    void operator()(const Event& event) const;

private:
    std::shared_ptr<detail::Ranks> ranks_;
    std::uint32_t number_;
    StopIf stop_if_;
};

}  // namespace weft::mpi
