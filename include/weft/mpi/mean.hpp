// SPDX-License-Identifier: MIT
// An observer that makes the metrics of all ranks one.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/mpi/mpi.hpp>
#include <weft/event.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace weft::mpi {

/// `fabric.observe(weft::mpi::Mean{MPI_COMM_WORLD, {"val_loss", "val_accuracy"}});`: at the begin of a call that passes some of
/// these, as `double&`, they become their mean over the ranks, so that all handlers see it, and the loop after the call. Where the
/// call passes `samples`, a number, ranks count by it; a rank with 0 does not count, and of none the mean is NaN.
///
/// A call with several of them is one reduction. The result has the same bits on all ranks; it depends on their number, as sums of
/// floating-point numbers do. All ranks have to name the same; the rest is as for `Agreement`. Throws `ArgumentError` where one
/// of them is const or no `double`. Copies share all.
class WEFT_API Mean {
public:
    static constexpr bool needs_durations = false;

    /// Collective. Throws `Error` for no names, an empty or a repeated one, and as `Agreement` does.
    Mean(MPI_Comm comm, std::vector<std::string> names);

    /// Called by the fabric.
    void operator()(const Event& event) const;

private:
    void average(const Event& event) const;

    std::shared_ptr<detail::Ranks> ranks_;
    std::uint32_t number_;
    std::vector<std::string> names_;
};

}  // namespace weft::mpi
