// SPDX-License-Identifier: MIT
// Small messages from rank to rank. Nothing here waits: what waits for a message looks whether it is there.
#pragma once

#include <weft/detail/mpi/mpi.hpp>

#include <cstddef>
#include <list>
#include <span>
#include <vector>

namespace weft::detail {

using Bytes = std::vector<std::byte>;

enum class Channel : int { words = 1, groups, text, notice };

class Messages {
public:
    explicit Messages(MPI_Comm comm) noexcept : comm_(comm) {}

    /// Copies the bytes, which go their way by themselves.
    void send(int to, Channel channel, std::span<const std::byte> bytes);

    /// Takes the next message from that rank, or from any by MPI_ANY_SOURCE. False where none is there. The message is matched
    /// before it is received (MPI_Improbe), so that no receive is left behind by whoever gives up.
    [[nodiscard]] bool receive(int from, Channel channel, Bytes& into);

private:
    struct Sent {
        Bytes bytes;
        MPI_Request request = MPI_REQUEST_NULL;
    };

    void forget_delivered();

    MPI_Comm comm_;
    std::list<Sent> sent_;  // Under way; a list, as MPI reads the bytes where they are.
    std::list<Sent> free_;
};

}  // namespace weft::detail
