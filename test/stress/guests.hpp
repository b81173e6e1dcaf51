// SPDX-License-Identifier: MIT
// Threads that connect, add, block, observe and let go on a fabric that others call.
#pragma once

#include "traffic.hpp"

#include <functional>
#include <thread>
#include <vector>

namespace stress {

class Guests {
public:
    /// Starts them. They come at the pace of the calls.
    Guests(weft::Fabric& fabric, Counts& counts);
    Guests(const Guests&) = delete;
    Guests& operator=(const Guests&) = delete;
    ~Guests() { stop(); }

    /// Waits until as many have come as the calls so far ask for.
    void keep_up() const;
    void stop();
    [[nodiscard]] std::uint64_t visits() const { return visits_.load(); }

private:
    void repeat(std::function<void()> visit);

    const Counts& counts_;
    std::atomic<bool> is_over_ = false;
    std::atomic<std::uint64_t> visits_ = 0;
    std::vector<std::jthread> threads_;
};

}  // namespace stress
