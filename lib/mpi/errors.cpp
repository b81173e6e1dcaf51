// SPDX-License-Identifier: MIT
// The exceptions of several processes.
#include <weft/mpi/errors.hpp>

#include <fmt/format.h>

namespace weft::mpi {

Divergence::~Divergence() = default;

RemoteError::RemoteError(int rank, const std::string& thrown)
    : Error(fmt::format("rank {} has thrown {}", rank, thrown)), rank_(rank) {}
RemoteError::~RemoteError() = default;

}  // namespace weft::mpi
