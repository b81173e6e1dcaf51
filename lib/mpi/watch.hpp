// SPDX-License-Identifier: MIT
// A thread that aborts the job where ranks wait for each other outside of weft.
#pragma once

#include "mpi/position.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

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
    using Clock = std::chrono::steady_clock;
    using Seconds = std::chrono::duration<double>;

    /// Since when something has not changed, as this thread has seen it: the loop need not read a clock.
    struct Seen {
        std::uint64_t version;
        Clock::time_point since;

        void see(std::uint64_t one, Clock::time_point now) {
            if (one != version) {
                *this = {one, now};
            }
        }
    };

    void run();
    void look();
    /// What to say where all ranks of the machine have stood still for that long; else nothing.
    [[nodiscard]] std::string standstill(Clock::time_point now, Seconds timeout) const;
    [[noreturn]] void abort_job(const std::string& text) const;

    Ranks& ranks_;
    bool may_call_mpi_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    double timeout_;
    bool is_over_ = false;
    std::vector<Seen> seen_;  // By rank.
    Seen declared_{0, {}};
    std::thread thread_;
};

}  // namespace weft::detail
