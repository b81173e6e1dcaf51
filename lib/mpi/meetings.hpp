// SPDX-License-Identifier: MIT
// Where all ranks meet: each says where it is, words of all become one, and who does not come is named.
#pragma once

#include "mpi/board.hpp"
#include "mpi/position.hpp"
#include "mpi/waiting.hpp"

#include <weft/detail/mpi/mpi.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

class CallLog;

/// How words of several ranks become one; commutative.
using Combine = void (*)(std::span<std::uint64_t> into, std::span<const std::uint64_t> with);
void combine_by_or(std::span<std::uint64_t> into, std::span<const std::uint64_t> with);
/// Of doubles, by their bits.
void combine_by_sum(std::span<std::uint64_t> into, std::span<const std::uint64_t> with);

class Meetings {
public:
    using Seconds = Waiting::Seconds;
    /// Without a guard.
    static constexpr Seconds default_timeout = std::chrono::minutes(10);
    /// For how long an exception waits until all ranks know of it, where no guard says how long that may be.
    static constexpr Seconds patience_with_exception = std::chrono::seconds(10);

    /// The board stays the caller's.
    Meetings(MPI_Comm comm, Board& board);

    /// Returns when all ranks are at this position, with the words of all combined. Throws `Divergence` where that does not come
    /// about.
    void meet(const Position& here, std::span<std::uint64_t> words, Combine combine);
    /// The same for this log, whatever `compare_by` has said.
    void meet(const Position& here, std::span<std::uint64_t> words, Combine combine, CallLog* log);

    /// Tells whoever waits that this rank will not come any more, and waits until all know. Returns the text of a divergence that
    /// comes to light by that; empty where none does.
    std::string part(const Position& here) noexcept;

    /// The text of that rank, which all ask for at the same time.
    [[nodiscard]] std::string broadcast(int root, std::string mine, const Position& here);

    /// Of the guards, by any thread; empty where there is none.
    void set_timeout(std::optional<Seconds> timeout) noexcept;
    /// Wherever ranks meet, the calls in the log have to be the same; afterwards it begins afresh. Null for none.
    void compare_by(std::shared_ptr<CallLog> log);
    [[nodiscard]] std::shared_ptr<CallLog> compared_log() const;

    /// What the board shows while this rank does not wait.
    void show(Doing doing, std::uint64_t call, std::string_view hook) { waiting_.show(doing, call, hook); }
    void show_again() { waiting_.show_again(); }
    /// The hook that it has shown last.
    [[nodiscard]] std::string_view last_hook() const noexcept { return waiting_.last_hook(); }

    [[nodiscard]] int rank() const noexcept { return waiting_.rank(); }
    [[nodiscard]] int size() const noexcept { return waiting_.size(); }
    [[nodiscard]] bool has_met() const noexcept { return has_met_; }

private:
    class Turn;

    /// Of all ranks: the words are combined where there is no `Difference` in these hashes and in how many words there are.
    [[nodiscard]] std::uint64_t combine_all(const Position& here, std::uint64_t position, std::uint64_t log,
                                            std::span<std::uint64_t> words, Combine combine);
    [[nodiscard]] std::vector<Group> gather(const Position& here);
    [[noreturn]] void differ(const Position& here, std::uint64_t difference, const CallLog* log);
    [[nodiscard]] std::string first_difference(const Position& here, const CallLog& log);

    Waiting waiting_;
    std::vector<std::uint64_t> packet_;
    bool has_met_ = false;
    std::atomic_flag is_busy_ = ATOMIC_FLAG_INIT;
    std::shared_ptr<CallLog> log_;
    mutable std::mutex log_mutex_;
    std::atomic<double> timeout_ = default_timeout.count();
    std::atomic<bool> is_guarded_ = false;
};

}  // namespace weft::detail
