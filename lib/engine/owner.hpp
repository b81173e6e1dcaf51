// SPDX-License-Identifier: MIT
// A thread as the owner of mutexes that are biased to it: its number, and the place where it shows which of them it is in.
#pragma once

#include <weft/detail/export.hpp>

#include <atomic>
#include <cstdint>

namespace weft::detail {

/// A record that one thread at a time has taken. Records lie in a table that never ends, as other threads read `inside` when
/// the thread may be gone. Only its thread writes to it, and reads `id`.
struct alignas(64) Owner {
    /// Never 0, and never that of another thread, not even of one that has ended. The two lowest bits are 0.
    std::uint64_t id = 0;
    /// The biased mutex that the thread has locked, or is about to lock; null most of the time.
    std::atomic<const void*> inside = nullptr;
    std::atomic<bool> is_taken = false;
};

/// The thread's record. Until it has one, and when it is ending, a record that stays as it is: inside of no mutex that there is,
/// but not of none, and with the id of no thread.
WEFT_DETAIL_INITIAL_EXEC extern constinit thread_local Owner* this_owner;

/// A number that no other thread ever had or will have: from 1, in the order in which threads ask.
std::uint64_t thread_number() noexcept;

/// Takes a record for this thread, which keeps it until it ends. Null where all are taken, and when the thread is ending.
Owner* become_owner() noexcept;

/// The record that the thread of this id had when it got the id. If the thread has ended, another one may have it.
Owner& owner_of(std::uint64_t id) noexcept;

}  // namespace weft::detail
