// SPDX-License-Identifier: MIT
// What is kept for a communicator, from the first object that is made with it until MPI_Finalize.
#pragma once

#include "mpi/board.hpp"
#include "mpi/meetings.hpp"
#include "mpi/position.hpp"

#include <weft/detail/engine/call_notes.hpp>
#include <weft/detail/engine/registration_pointer.hpp>
#include <weft/detail/mpi/mpi.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace weft::detail {

class Watch;

class Ranks {
public:
    /// One for each communicator, made by the first who asks: then that is collective.
    static std::shared_ptr<Ranks> of(MPI_Comm comm, std::string_view who);

    Ranks(const Ranks&) = delete;
    Ranks& operator=(const Ranks&) = delete;
    ~Ranks();

    [[nodiscard]] MPI_Comm comm() const noexcept { return comm_; }
    [[nodiscard]] Meetings& meetings() noexcept { return meetings_; }
    [[nodiscard]] Board& board() noexcept { return board_; }

    /// A number for an object that is made on all ranks.
    std::uint32_t next_object() noexcept { return ++objects_; }
    /// A position in the call that this rank is in.
    [[nodiscard]] Position position(Meeting meeting, std::uint32_t object, std::string_view hook) const;
    /// That of a rank whose call of the hook has ended by an exception.
    [[nodiscard]] Position position_of_thrown(std::string_view hook,
                                              const std::exception_ptr& exception) const;

    // What guards say.
    std::uint64_t count_call() noexcept { return ++calls_; }
    /// False inside of a call that has begun here and not ended. Calls of fabrics without a guard do not count. `notes` are those of
    /// the event.
    bool begin_call(const CallNotes* notes) noexcept;
    [[nodiscard]] bool is_outermost(const CallNotes* notes) const noexcept { return notes == outermost_; }
    /// Of the outermost call.
    void end_call() noexcept { outermost_ = nullptr; }
    /// Shows the others on this machine what this rank does.
    void show(Doing doing, std::string_view hook);
    /// That it moves inside of what it shows.
    void show_again();
    void begin_watch(Meetings::Seconds timeout);
    void end_watch(Meetings::Seconds timeout) noexcept;
    /// Of the handler that begins in this call, so that the watch can name it.
    void note_handler(Registration* handler) noexcept;
    /// The last one that has begun in that call, if it is still connected.
    [[nodiscard]] std::string handler_name(std::uint64_t call);

private:
    explicit Ranks(MPI_Comm comm);
    static void end_all();
    void forget_handlers() noexcept;
    void end() noexcept;

    MPI_Comm comm_;
    Board board_;
    Meetings meetings_;
    std::uint32_t objects_ = 0;
    std::uint64_t calls_ = 0;
    std::uint64_t outermost_call_ = 0;
    const CallNotes* outermost_ = nullptr;  // Only compared: whoever is not told of its end leaves it here.

    std::atomic<bool> is_over_ = false;
    std::mutex mutex_;  // Guards what follows.
    std::multiset<Meetings::Seconds> timeouts_;
    std::unique_ptr<Watch> watch_;
    // The handlers that have run, by a hash of their address; kept so that the watch can ask one for its name.
    std::array<RegistrationPointer, 64> handlers_;
    std::mutex handler_mutex_;                      // Of a change in there, and of who asks.
    std::atomic<Registration*> handler_ = nullptr;  // In there.
    std::atomic<std::uint64_t> handler_call_ = 0;
};

}  // namespace weft::detail
