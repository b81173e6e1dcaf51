// SPDX-License-Identifier: MIT
// The table of records. It needs no lock and no memory from the heap, so a call that makes its thread an owner allocates
// nothing, and a child that was forked meanwhile finds it usable.
#include "engine/owner.hpp"

#include <array>
#include <cstddef>

namespace weft::detail {

namespace {

// An id is the number of its thread, then the place of its record, then two bits that a mutex uses.
constexpr unsigned bits_of_place = 10;
constexpr unsigned bits_of_mutex = 2;

/// So many threads at a time can own mutexes; those beyond lock them as if there were no bias. After a fork the records of
/// threads that the child does not have stay taken there.
constexpr std::size_t most_owners = std::size_t{1} << bits_of_place;

constinit std::array<Owner, most_owners> owners{};
constinit Owner nobody{~std::uint64_t{0}, &nobody};

constinit thread_local std::uint64_t own_number = 0;
constinit thread_local bool is_ending = false;

/// Gives the thread's record back when the thread ends. What it has biased stays biased to its id, until another thread
/// withdraws it.
struct Leave {
    Owner* owner;

    explicit Leave(Owner* of) noexcept : owner(of) {}
    Leave(const Leave&) = delete;
    Leave& operator=(const Leave&) = delete;
    ~Leave() {
        is_ending = true;
        this_owner = &nobody;
        owner->is_taken.store(false, std::memory_order_release);
    }
};

}  // namespace

WEFT_DETAIL_INITIAL_EXEC constinit thread_local Owner* this_owner = &nobody;

std::uint64_t thread_number() noexcept {
    static constinit std::atomic<std::uint64_t> last = 0;
    if (own_number == 0) {
        own_number = last.fetch_add(1, std::memory_order_relaxed) + 1;
    }
    return own_number;
}

Owner* become_owner() noexcept {
    if (this_owner != &nobody) {
        return this_owner;
    }
    if (is_ending) {
        return nullptr;
    }
    for (std::size_t place = 0; place < most_owners; ++place) {
        Owner& owner = owners[place];
        if (!owner.is_taken.load(std::memory_order_relaxed) &&
            !owner.is_taken.exchange(true, std::memory_order_acquire)) {
            owner.id = (thread_number() << bits_of_place | place) << bits_of_mutex;
            const thread_local Leave leave(&owner);
            this_owner = &owner;
            return &owner;
        }
    }
    return nullptr;
}

Owner& owner_of(std::uint64_t id) noexcept {
    return owners[(id >> bits_of_mutex) % most_owners];
}

}  // namespace weft::detail
