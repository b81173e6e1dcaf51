// SPDX-License-Identifier: MIT
// Waits for what other ranks send, until it is there, or the ranks have diverged, or patience is at its end.
#pragma once

#include "mpi/board.hpp"
#include "mpi/messages.hpp"
#include "mpi/position.hpp"

#include <weft/detail/mpi/mpi.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace weft::detail {

/// By one thread at a time.
class Waiting {
public:
    using Clock = std::chrono::steady_clock;
    using Seconds = std::chrono::duration<double>;

    /// The board stays the caller's.
    Waiting(MPI_Comm comm, Board& board);

    /// A meeting begins, which may wait for that long.
    void begin(Seconds patience) noexcept;
    /// It may wait for that long again.
    void begin_again() noexcept { since_.reset(); }
    void end();

    void send(int to, Channel channel, std::span<const std::byte> bytes) {
        messages_.send(to, channel, bytes);
    }
    /// Waits for a message, which lasts until the next. `here` is where this rank is meanwhile. Throws `Divergence`.
    const Bytes& receive(int from, Channel channel, const Position& here);

    /// Throws the `Divergence` that another rank has found.
    void look_for_divergence();
    /// Tells all ranks, and throws.
    [[noreturn]] void diverge(const std::string& text);
    /// That of this rank; from then on the board shows where it was then.
    [[nodiscard]] const std::optional<std::string>& divergence() const noexcept { return divergence_; }

    /// What the board shows while this rank does not wait.
    void show(Doing doing, std::uint64_t call, std::string_view hook);
    /// The same again: this rank has moved.
    void show_again();
    /// The hook that it has shown last.
    [[nodiscard]] std::string_view last_hook() const noexcept { return shown_.hook_name(); }

    [[nodiscard]] int rank() const noexcept { return rank_; }
    [[nodiscard]] int size() const noexcept { return size_; }

private:
    void look_around(const Position& here);
    [[noreturn]] void give_up(const Position& here);

    Board& board_;
    Messages messages_;
    int rank_ = 0;
    int size_ = 0;
    bool has_strangers_ = false;  // Ranks that the board does not show.
    int spins_ = 0;               // How often it asks again before it looks around and lets go of the core.
    Bytes received_;
    Position shown_;
    bool is_shown_waiting_ = false;
    Seconds patience_{0};
    std::optional<Clock::time_point> since_;  // When it has begun to wait; empty while it need not.
    std::optional<std::string> divergence_;
};

}  // namespace weft::detail
