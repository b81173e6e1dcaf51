// SPDX-License-Identifier: MIT
// A shared window of MPI with a slot for each rank of the machine.
#include "mpi/board.hpp"

#include "mpi/process.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <new>
#include <numeric>

namespace weft::detail {

using Word = std::uint64_t;

/// Copied word by word, as another process may write meanwhile.
template <class Value>
struct SharedWords {
    static_assert(sizeof(Value) % sizeof(Word) == 0 && std::atomic<Word>::is_always_lock_free);

    std::array<std::atomic<Word>, sizeof(Value) / sizeof(Word)> words;

    void store(const Value& value) { store(value, words.size()); }
    /// The first words of it.
    void store(const Value& value, std::size_t count) {
        const auto* const from = reinterpret_cast<const char*>(&value);
        for (std::size_t i = 0; i < count; ++i) {
            Word word = 0;
            std::memcpy(&word, from + i * sizeof(Word), sizeof(Word));
            words[i].store(word, std::memory_order_relaxed);
        }
    }
    [[nodiscard]] Value load() const {
        std::array<Word, sizeof(Value) / sizeof(Word)> copy{};
        for (std::size_t i = 0; i < copy.size(); ++i) {
            copy[i] = words[i].load(std::memory_order_relaxed);
        }
        Value value;
        std::memcpy(static_cast<void*>(&value), copy.data(), sizeof(Value));
        return value;
    }
};

using DeclaredText = std::array<char, 4096>;
using HandlerName = std::array<char, 256>;

namespace {

template <class To>
To cut_to(std::string_view text) {
    To cut{};
    text = text.substr(0, cut.size() - 1);
    std::copy(text.begin(), text.end(), cut.begin());
    return cut;
}

}  // namespace

/// The window begins as zeros, which is a slot that nobody has written to.
struct Board::Slot {
    std::atomic<Word> version;  ///< Odd while the position is written.
    SharedWords<Position> position;
    std::atomic<Word> has_declared;  ///< 0 while there is no text.
    SharedWords<DeclaredText> text;
    std::atomic<Word> handler_call;  ///< The call in which `handler` is stuck.
    SharedWords<HandlerName> handler;
};

Board::Board(MPI_Comm comm) {
    int size = 0;
    check_mpi(MPI_Comm_rank(comm, &rank_), "MPI_Comm_rank");
    check_mpi(MPI_Comm_size(comm, &size), "MPI_Comm_size");
    slots_.resize(static_cast<std::size_t>(size));
    check_mpi(MPI_Comm_split_type(comm, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &machine_),
              "MPI_Comm_split_type");
    int size_here = 0;
    check_mpi(MPI_Comm_size(machine_, &size_here), "MPI_Comm_size");
    void* memory = nullptr;
    const bool is_shared = size_here > 1 && MPI_Win_allocate_shared(sizeof(Slot), 1, MPI_INFO_NULL, machine_,
                                                                    &memory, &window_) == MPI_SUCCESS;
    if (!is_shared) {
        window_ = MPI_WIN_NULL;
        own_ = std::make_unique<Slot>();
        mine_ = own_.get();
        slots_[static_cast<std::size_t>(rank_)] = mine_;
        return;
    }
    std::memset(memory, 0, sizeof(Slot));
    mine_ = new (memory) Slot();
    std::vector<int> here(static_cast<std::size_t>(size_here));
    std::vector<int> there(here.size());
    std::iota(here.begin(), here.end(), 0);
    MPI_Group group_here = MPI_GROUP_NULL;
    MPI_Group group = MPI_GROUP_NULL;
    check_mpi(MPI_Comm_group(machine_, &group_here), "MPI_Comm_group");
    check_mpi(MPI_Comm_group(comm, &group), "MPI_Comm_group");
    check_mpi(MPI_Group_translate_ranks(group_here, size_here, here.data(), group, there.data()),
              "MPI_Group_translate_ranks");
    check_mpi(MPI_Group_free(&group_here), "MPI_Group_free");
    check_mpi(MPI_Group_free(&group), "MPI_Group_free");
    for (const int one : here) {
        MPI_Aint bytes = 0;
        int unit = 0;
        void* at = nullptr;
        check_mpi(MPI_Win_shared_query(window_, one, &bytes, &unit, static_cast<void*>(&at)),
                  "MPI_Win_shared_query");
        slots_[static_cast<std::size_t>(there[static_cast<std::size_t>(one)])] = static_cast<Slot*>(at);
    }
    check_mpi(MPI_Win_lock_all(MPI_MODE_NOCHECK, window_), "MPI_Win_lock_all");
    check_mpi(MPI_Barrier(machine_), "MPI_Barrier");  // Until all have begun their slots.
}

Board::~Board() = default;

void Board::write_words(const Position& position, std::size_t count) {
    const Word version = mine_->version.load(std::memory_order_relaxed);
    mine_->version.store(version + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    mine_->position.store(position, count);
    mine_->version.store(version + 2, std::memory_order_release);
}

void Board::write(const Position& position) {
    // Most positions have no detail, which is the longest part.
    const bool has_detail = !position.detail_text().empty();
    const bool is_short = !has_detail && !shows_detail_;
    shows_detail_ = has_detail;
    write_words(position, (is_short ? offsetof(Position, detail) : sizeof(Position)) / sizeof(Word));
}

void Board::write_in_same_hook(const Position& position) {
    write_words(position, offsetof(Position, hook) / sizeof(Word));
}

Position Board::read(int rank) const {
    // A process that was killed while it wrote leaves the version odd for ever.
    constexpr int most_tries = 10'000;
    const Slot& slot = *slots_[static_cast<std::size_t>(rank)];
    for (int tries = 1;; ++tries) {
        const Word before = slot.version.load(std::memory_order_acquire);
        Position position = slot.position.load();
        std::atomic_thread_fence(std::memory_order_acquire);
        const bool is_whole = (before & 1U) == 0 && slot.version.load(std::memory_order_relaxed) == before;
        if (!is_whole && tries < most_tries) {
            continue;
        }
        if (position.doing == Doing::inside &&
            slot.handler_call.load(std::memory_order_acquire) == position.call) {
            position.set_detail(slot.handler.load().data());
        }
        return position;
    }
}

std::uint64_t Board::version(int rank) const {
    return slots_[static_cast<std::size_t>(rank)]->version.load(std::memory_order_relaxed);
}

void Board::name_handler(std::uint64_t call, std::string_view name) {
    mine_->handler.store(cut_to<HandlerName>(name));
    mine_->handler_call.store(call, std::memory_order_release);
}

void Board::declare(std::string_view text) {
    if (mine_->has_declared.load(std::memory_order_relaxed) != 0) {
        return;
    }
    mine_->text.store(cut_to<DeclaredText>(text));
    mine_->has_declared.store(1, std::memory_order_release);
}

std::optional<std::string> Board::declared() const {
    for (const Slot* slot : slots_) {
        if (slot != nullptr && slot->has_declared.load(std::memory_order_acquire) != 0) {
            return slot->text.load().data();
        }
    }
    return std::nullopt;
}

void Board::free() {
    if (window_ != MPI_WIN_NULL) {
        MPI_Win_unlock_all(window_);
        MPI_Win_free(&window_);
    }
    MPI_Comm_free(&machine_);
}

}  // namespace weft::detail
