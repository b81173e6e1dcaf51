// SPDX-License-Identifier: MIT
// A loop that is no science: timers of Asio on a pool of threads, with handlers that come and go from other threads while it runs.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/core.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;
namespace asio = boost::asio;

/// Glue: a clock that calls a hook at each tick, in whatever thread of the pool it runs, until a handler stops it.
class Clock {
public:
    Clock(asio::io_context& context, const weft::Fabric& fabric, std::size_t number)
        : timer_{context}, fabric_{fabric}, number_{number} {
        wait();
    }

private:
    void wait() {
        timer_.expires_after(std::chrono::microseconds(20));
        timer_.async_wait([this](const boost::system::error_code& /*nobody cancels it*/) { tick(); });
    }

    void tick() {
        bool should_stop = false;
        fabric_.call("on_tick", "clock"_a = number_, "tick"_a = ++ticks_, "should_stop"_a = should_stop);
        if (!should_stop) {
            wait();
        }
    }

    asio::steady_timer timer_;
    const weft::Fabric& fabric_;
    std::size_t number_;
    int ticks_ = 0;
};

using Tasks = std::vector<std::future<void>>;

/// Each in a thread of its own.
template <class Function>
Tasks start(std::size_t count, const Function& function) {
    Tasks tasks(count);
    for (std::future<void>& task : tasks) {
        task = std::async(std::launch::async, function);
    }
    return tasks;
}

/// Throws what one of them has thrown.
void finish(Tasks& tasks) {
    for (std::future<void>& task : tasks) {
        task.get();
    }
}

constexpr std::size_t clock_count = 3;

/// Is there from the first tick to the last: all of a clock come, and in order.
struct Witness {
    std::array<int, clock_count> ticks{};
    std::atomic<int> lost = 0;

    void on_tick(std::size_t clock, int tick) { lost += tick == ++ticks[clock] ? 0 : 1; }
};
WEFT_CALLBACK(Witness, (on_tick, clock, tick))

/// Somebody who listens for a while, and is gone after that: no handler may touch it any more.
struct Guest {
    std::atomic<int>& late;
    std::atomic<int> heard = 0;
    bool has_left = false;

    void on_tick() { (has_left ? late : heard) += 1; }
};
WEFT_CALLBACK(Guest, (on_tick))

/// Comes, stays until it has heard a clock, and goes, while the loop runs in other threads.
void visit(weft::Fabric& fabric, std::atomic<int>& late) {
    Guest guest{late};
    const weft::Connection connection = fabric.add(std::ref(guest));
    while (guest.heard == 0) {
        std::this_thread::yield();
    }
    connection.disconnect_and_wait();  // From here on no thread of the pool is inside.
    guest.has_left = true;
}

int main() {
    weft::Fabric fabric;
    Witness witness;
    fabric.add(std::ref(witness));

    std::atomic<int> failures = 0;
    fabric.on_error([&failures](const weft::Failure& /*whatever it was*/) { ++failures; });
    fabric.connect(
        "on_tick", [] { throw std::runtime_error("a handler that fails"); }, weft::every(50));

    std::atomic<bool> is_over = false;
    fabric.connect(
        "on_tick", [&is_over](bool& should_stop) { should_stop = should_stop || is_over; }, "should_stop"_a);

    asio::io_context context;
    std::deque<Clock> clocks;
    for (std::size_t number = 0; number < clock_count; ++number) {
        clocks.emplace_back(context, fabric, number);
    }
    Tasks pool = start(2, [&context] { context.run(); });

    constexpr int visits = 100;
    std::atomic<int> late = 0;
    Tasks guests = start(4, [&fabric, &late] {
        for (int number = 0; number < visits; ++number) {
            visit(fabric, late);
        }
    });
    finish(guests);
    is_over = true;
    finish(pool);

    fmt::print("{} visits while the clocks ticked, {} ticks came after a guest had left\n",
               visits * guests.size(), late.load());
    fmt::print("{} ticks lost; a handler failed, and the loop went on: {}\n", witness.lost.load(),
               failures > 0);
}
