// SPDX-License-Identifier: MIT
// Sends and receives by MPI.
#include "mpi/messages.hpp"

#include "mpi/process.hpp"

#include <iterator>

namespace weft::detail {

void Messages::send(int to, Channel channel, std::span<const std::byte> bytes) {
    forget_delivered();
    if (free_.empty()) {
        free_.emplace_back();
    }
    Sent& one = free_.front();
    one.bytes.assign(bytes.begin(), bytes.end());
    check_mpi(MPI_Isend(one.bytes.data(), static_cast<int>(one.bytes.size()), MPI_BYTE, to,
                        static_cast<int>(channel), comm_, &one.request),
              "MPI_Isend");
    sent_.splice(sent_.end(), free_, free_.begin());
}

bool Messages::receive(int from, Channel channel, Bytes& into) {
    int is_there = 0;
    MPI_Message message = MPI_MESSAGE_NULL;
    MPI_Status status{};
    check_mpi(MPI_Improbe(from, static_cast<int>(channel), comm_, &is_there, &message, &status),
              "MPI_Improbe");
    if (is_there == 0) {
        return false;
    }
    int size = 0;
    check_mpi(MPI_Get_count(&status, MPI_BYTE, &size), "MPI_Get_count");
    into.resize(static_cast<std::size_t>(size));
    check_mpi(MPI_Mrecv(into.data(), size, MPI_BYTE, &message, MPI_STATUS_IGNORE), "MPI_Mrecv");
    return true;
}

void Messages::forget_delivered() {
    for (auto one = sent_.begin(); one != sent_.end();) {
        const auto next = std::next(one);
        int is_done = 0;
        check_mpi(MPI_Test(&one->request, &is_done, MPI_STATUS_IGNORE), "MPI_Test");
        if (is_done != 0) {
            free_.splice(free_.end(), sent_, one);
        }
        one = next;
    }
}

}  // namespace weft::detail
