// SPDX-License-Identifier: MIT
// Asks for a message again and again, and looks at the board meanwhile.
#include "mpi/waiting.hpp"

#include "mpi/process.hpp"

#include <weft/mpi/errors.hpp>

#include <fmt/format.h>

#include <thread>
#include <vector>

namespace weft::detail {

Waiting::Waiting(MPI_Comm comm, Board& board) : board_(board), messages_(comm) {
    check_mpi(MPI_Comm_rank(comm, &rank_), "MPI_Comm_rank");
    check_mpi(MPI_Comm_size(comm, &size_), "MPI_Comm_size");
    unsigned here = 0;
    for (int rank = 0; rank < size_; ++rank) {
        here += board_.shows(rank) ? 1 : 0;
    }
    has_strangers_ = here < static_cast<unsigned>(size_);
    // Where ranks share cores, whoever waits keeps one from those that it waits for.
    constexpr int spins_with_own_core = 64;
    spins_ = here > std::thread::hardware_concurrency() ? 0 : spins_with_own_core;
}

void Waiting::begin(Seconds patience) noexcept {
    patience_ = patience;
    since_.reset();
}

void Waiting::end() {
    if (is_shown_waiting_) {
        is_shown_waiting_ = false;
        // Who has diverged stays where it was, as others may still say where that is.
        if (!divergence_.has_value()) {
            board_.write(shown_);
        }
    }
}

void Waiting::show(Doing doing, std::uint64_t call, std::string_view hook) {
    shown_.doing = doing;
    shown_.call = call;
    const bool is_same_hook = shown_.hook_name() == hook;
    if (!is_same_hook) {
        shown_.set_hook(hook);
    }
    if (divergence_.has_value()) {
        return;
    }
    if (is_same_hook) {
        board_.write_in_same_hook(shown_);
    } else {
        board_.write(shown_);
    }
}

void Waiting::show_again() {
    if (!divergence_.has_value()) {
        board_.write_in_same_hook(shown_);
    }
}

const Bytes& Waiting::receive(int from, Channel channel, const Position& here) {
    constexpr auto yields = std::chrono::milliseconds(10);
    for (int tries = 0; !messages_.receive(from, channel, received_); ++tries) {
        if (tries < spins_) {
            continue;
        }
        look_around(here);
        if (Clock::now() - *since_ < yields) {
            std::this_thread::yield();
        } else {
            std::this_thread::sleep_for(std::chrono::microseconds(100));
        }
    }
    return received_;
}

void Waiting::look_around(const Position& here) {
    if (!since_.has_value()) {
        since_ = Clock::now();
    }
    if (!is_shown_waiting_) {
        is_shown_waiting_ = true;
        board_.write(here);
    }
    look_for_divergence();
    if (Clock::now() - *since_ > patience_) {
        give_up(here);
    }
}

void Waiting::look_for_divergence() {
    if (const auto declared = board_.declared()) {
        diverge(*declared);
    }
    if (has_strangers_ && messages_.receive(MPI_ANY_SOURCE, Channel::notice, received_)) {
        diverge({reinterpret_cast<const char*>(received_.data()), received_.size()});
    }
}

void Waiting::give_up(const Position& here) {
    std::vector<Group> groups;
    std::vector<int> strangers;
    bool is_anybody_left = false;
    for (int rank = 0; rank < size_; ++rank) {
        if (board_.shows(rank)) {
            const Position position = board_.read(rank);
            const bool has_gone = position.doing == Doing::ended || position.doing == Doing::finalizing;
            is_anybody_left = is_anybody_left || !(has_gone || position.doing == Doing::nothing);
            add_to_groups(groups, position, {rank});
        } else {
            strangers.push_back(rank);
        }
    }
    if (here.doing == Doing::finalizing && !is_anybody_left) {
        throw mpi::Divergence("nobody has to come any more");  // Caught by `part`.
    }
    if (!strangers.empty()) {
        Position elsewhere;
        elsewhere.doing = Doing::elsewhere;
        add_to_groups(groups, elsewhere, strangers);
    }
    diverge(fmt::format("{}: not all have come within {:g} s", describe(groups), patience_.count()));
}

void Waiting::diverge(const std::string& text) {
    divergence_ = text;
    board_.declare(text);
    for (int rank = 0; has_strangers_ && rank < size_; ++rank) {
        if (!board_.shows(rank)) {
            messages_.send(rank, Channel::notice, std::as_bytes(std::span(text)));
        }
    }
    throw mpi::Divergence(text);
}

}  // namespace weft::detail
