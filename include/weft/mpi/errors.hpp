// SPDX-License-Identifier: MIT
// The exceptions that only a program of several processes sees.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/error.hpp>

#include <string>

namespace weft::mpi {

/// Thrown out of a call, on all ranks that are in weft, where the ranks no longer do the same. The text is the same on all, and
/// names ranks and hooks:
///
/// `rank 2 is in 'on_train_epoch_end' (call 1841), ranks 0, 1, 3 wait in 'on_train_batch_end' (call 1841): all ranks have to make
/// the same calls, with the same arguments in the same order`
///
/// From then on every use of that communicator in weft throws it again: what ranks have sent each other no longer fits together.
class WEFT_API Divergence : public Error {
public:
    using Error::Error;
    Divergence(const Divergence&) = default;
    Divergence& operator=(const Divergence&) = default;
    ~Divergence() override;
};

/// Thrown on the other ranks for what a callback of `on_rank` has thrown on its own: `rank 0 has thrown std::runtime_error: disk
/// full`.
class WEFT_API RemoteError : public Error {
public:
    /// `rank` as below; `thrown` is the exception as text, which the message ends by.
    RemoteError(int rank, const std::string& thrown);
    RemoteError(const RemoteError&) = default;
    RemoteError& operator=(const RemoteError&) = default;
    ~RemoteError() override;

    /// The rank that has thrown, counted in the communicator of the callback.
    [[nodiscard]] int rank() const noexcept { return rank_; }

private:
    int rank_;
};

}  // namespace weft::mpi
