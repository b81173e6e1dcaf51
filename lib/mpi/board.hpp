// SPDX-License-Identifier: MIT
// Memory that the ranks of one machine share: each writes where it is, any thread of any of them reads it.
#pragma once

#include "mpi/position.hpp"

#include <weft/detail/mpi/mpi.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Reading and writing make no call of MPI, so that neither waits for anybody.
class Board {
public:
    /// Collective over the communicator. Ranks whose machine gives no such memory share a board with nobody.
    explicit Board(MPI_Comm comm);
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;
    ~Board();

    /// Whether that rank is on this board: it is this one, or on the same machine.
    [[nodiscard]] bool shows(int rank) const { return slots_[static_cast<std::size_t>(rank)] != nullptr; }

    /// By one thread at a time.
    void write(const Position& position);
    /// The same for one that differs from the last one in what stands before its hook.
    void write_in_same_hook(const Position& position);
    /// Of a rank that the board shows.
    [[nodiscard]] Position read(int rank) const;
    /// Of such a rank: another number after each `write`.
    [[nodiscard]] std::uint64_t version(int rank) const;

    /// By one thread at a time, which need not be the one that writes: in which handler this rank is stuck. `read` shows it as the
    /// detail of a position in that call.
    void name_handler(std::uint64_t call, std::string_view name);

    /// Leaves the text of a divergence for the others. The first one stays.
    void declare(std::string_view text);
    /// That of the first rank that has one.
    [[nodiscard]] std::optional<std::string> declared() const;

    /// Collective. Afterwards nothing of it may be used.
    void free();

private:
    struct Slot;

    void write_words(const Position& position, std::size_t count);

    int rank_ = 0;
    bool shows_detail_ = false;
    std::unique_ptr<Slot> own_;  // Where there is no memory to share.
    Slot* mine_ = nullptr;
    std::vector<Slot*> slots_;  // By rank; null for ranks elsewhere.
    MPI_Comm machine_ = MPI_COMM_NULL;
    MPI_Win window_ = MPI_WIN_NULL;
};

}  // namespace weft::detail
