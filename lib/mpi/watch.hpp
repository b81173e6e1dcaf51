// SPDX-License-Identifier: MIT
// A thread that aborts the job where ranks wait for each other outside of weft.
#pragma once

#include "mpi/position.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace weft::detail {

class Ranks;

/// Looks at the board, and makes no call of MPI but MPI_Abort, where another thread may call it.
class Watch {
public:
    /// The ranks stay the caller's.
    Watch(Ranks& ranks, double timeout);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    /// Waits for the thread.
    ~Watch();

    void set_timeout(double seconds);

private:
    void run();
    void look();
    /// What to say where all ranks of the machine have stood still for that long; else nothing.
    [[nodiscard]] std::string standstill(std::int64_t now, std::int64_t timeout) const;
    [[noreturn]] void abort_job(const std::string& text) const;

    Ranks& ranks_;
    bool may_call_mpi_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    double timeout_;
    bool is_over_ = false;
    std::thread thread_;
};

}  // namespace weft::detail
