// SPDX-License-Identifier: MIT
// The exceptions of several processes.
#include <weft/mpi/errors.hpp>

#include <fmt/format.h>

namespace weft::mpi {

Divergence::~Divergence() = default;

RemoteError::RemoteError(int rank, const std::string& text)
    : Error(fmt::format("rank {} has thrown {}", rank, text)), rank_(rank) {}
RemoteError::~RemoteError() = default;

}  // namespace weft::mpi
