// SPDX-License-Identifier: MIT
// A mutex that becomes the own of a thread which has locked it many times in a row. From then on that thread locks it with
// plain stores and loads; another thread that wants it withdraws the bias first, by a barrier in all threads.
//
// The state is in `word_`:
//
//     free       nobody has it                       lock(): -> locked     last of many in a row: locked -> biased
//     locked     somebody has it                     unlock(): -> free     somebody waits: -> contended
//     contended  somebody has it, others may sleep   unlock(): -> free, and wakes one
//     biased     to the thread of this id            another thread: -> withdrawn
//     withdrawn  from the thread of this id          it is out: contended, by who withdraws; it leaves: free, and wakes one
//
// While biased or withdrawn the owner has the mutex exactly if `Owner::inside` of its record is this mutex. It does
//
//     lock      L1 inside is null?  L2 inside = this   L3 word is my id? else inside = null, U3, and like anybody else
//     unlock    U1 inside is this?  U2 inside = null   U3 word is my id? else withdrawn -> free, and wake one
//
// and who wants the mutex of another thread does
//
//     R1 ++revokers   R2 biased -> withdrawn   R3 barrier in all threads
//     R4 inside of the owner is this? sleep while withdrawn   R5 withdrawn -> contended   R6 --revokers
//
// Why it excludes, and nobody sleeps for ever:
//
// - L2 before L3, U2 before U3, by a fence for the compiler alone. A processor may still let the load overtake the store,
//   which waits in its store buffer. R3 is the other half: the owner passes the barrier of R3 either before L3, and then sees
//   R2 and steps back; or after L2, and then R4 sees L2. The same with U2 and U3: either the owner sees R2 and wakes, or R4
//   sees U2 and does not sleep. That holds on any processor, as R3 orders all that the owner's processor does before it with
//   all that it does after it.
// - U2 releases, R4 acquires: what the owner did under the mutex happens before R5. On x86 both cost nothing, on AArch64 U2 is
//   `stlr`.
// - R4 may see, instead of U2, a later L2 of the same owner for another mutex, which releases nothing. Either the owner has passed
//   the barrier of R3 after U2, which then orders all before it; or U3 has seen R2, and the exchange of `give_up` stands between
//   U2 and that L2: on AArch64 `stlr`, `ldaxr` and `str` stay in this order.
// - L3 acquires: nothing that the owner does under the mutex comes before the look at the word. A load of the guarded data that
//   came earlier would do no harm while the bias holds, as no other thread has written since the owner's last unlock; with
//   the acquire (`ldar`, and nothing on x86) nobody has to think of that.
// - L1, U1, U3 are relaxed: they decide by words of the thread's own, or lead to an exchange that orders.
// - A thread's record is its own. A flag in the mutex would not do: an owner that is about to do L2 while its bias is
//   withdrawn, and another thread becomes owner, would overwrite the flag of that one.
// - A bias begins only when `revokers_` is 0. Else R4 and R5 of one who has been slow since the last bias of the same thread
//   could act on the next one, for which its barrier came too early. Both sides are sequentially consistent: R1 comes before
//   R2's look at the word, and the exchange that has ended the last bias before the biaser's look at `revokers_`.
// - Whoever sleeps, sleeps at the word, and whoever changes the word from withdrawn or contended wakes one or makes it
//   contended; who has slept takes the mutex as contended, so that its unlock wakes the next.
// - R1 to R6 may be done by several threads at once, of which one gets through R5. So a child that was forked in the middle of
//   a withdrawal can do it again. What a thread that the child lacks had locked stays locked there, as with any mutex.
#pragma once

#include "engine/owner.hpp"
#include "platform.hpp"

#include <weft/detail/export.hpp>
#include <weft/detail/ref_count.hpp>

#include <atomic>
#include <bit>
#include <cstdint>

namespace weft::detail {

/// Where a thread is in the protocol: the tests stop it there.
enum class MutexStep : std::uint8_t { entered, locked, left, counted, withdrawn, passed, asleep, out };

/// What the mutex asks of its surroundings.
struct Linux {
    /// Whether a mutex may be biased: see `prepare_bias`.
    static bool can_bias() noexcept { return can_bias_.load(std::memory_order_relaxed); }
    static void barrier() noexcept { barrier_in_all_threads(); }
    static constexpr void at(MutexStep) noexcept {}

    static inline constinit std::atomic<bool> can_bias_ = false;
};

/// Called with the first fabric. Before it no mutex is biased, and never where the system has no barrier.
void prepare_bias() noexcept;

/// Not recursive; a thread may hold several. Must live until `unlock` has returned. While the program has one thread, it is
/// locked and unlocked without atomic exchanges.
template <class System>
class BiasedMutex {
public:
    /// A thread that has locked it so many times in a row becomes its owner. Each time that a bias is withdrawn it takes four
    /// times as many: a withdrawal costs as much as some hundred exchanges, and two threads that take turns for long stretches
    /// shall not pay for it again and again.
    static constexpr std::uint32_t first_row = 64;
    static constexpr std::uint32_t longest_row = 65536;

    BiasedMutex() noexcept = default;
    BiasedMutex(const BiasedMutex&) = delete;
    BiasedMutex& operator=(const BiasedMutex&) = delete;
    ~BiasedMutex() = default;

    void lock() noexcept {
        if (is_only_thread()) {
            word_.store(locked, std::memory_order_relaxed);
            return;
        }
        Owner& me = *this_owner;
        // In one biased mutex at a time: `inside` has room for one.
        if (me.inside.load(std::memory_order_relaxed) == nullptr) [[likely]] {
            me.inside.store(this, std::memory_order_relaxed);
            std::atomic_signal_fence(std::memory_order_seq_cst);
            System::at(MutexStep::entered);
            if (word_.load(std::memory_order_acquire) == me.id) [[likely]] {
                System::at(MutexStep::locked);
                return;
            }
        }
        lock_as_anybody(me);
    }
    void unlock() noexcept {
        if (is_only_thread()) {
            word_.store(free, std::memory_order_relaxed);
            return;
        }
        Owner& me = *this_owner;
        if (me.inside.load(std::memory_order_relaxed) == this) [[likely]] {
            me.inside.store(nullptr, std::memory_order_release);
            std::atomic_signal_fence(std::memory_order_seq_cst);
            System::at(MutexStep::left);
            if (word_.load(std::memory_order_relaxed) != me.id) [[unlikely]] {
                give_up(me);
            }
        } else {
            unlock_as_anybody();
        }
    }

    /// Whether it is biased to this thread.
    [[nodiscard]] bool is_own() const noexcept {
        return word_.load(std::memory_order_relaxed) == this_owner->id;
    }

private:
    // In the two lowest bits. Of biased and withdrawn, the others hold the id of the owner.
    static constexpr std::uint64_t free = 0;
    static constexpr std::uint64_t withdrawn = 1;
    static constexpr std::uint64_t locked = 2;
    static constexpr std::uint64_t contended = 3;

    // What is not inlined is a function of its own so that `lock` and `unlock` can be inlined into Signals2's.

    /// The owner has left the mutex, or has not entered it, and its bias was withdrawn. Who has done that may sleep since.
    WEFT_DETAIL_COLD void give_up(const Owner& me) noexcept {
        std::uint64_t expected = me.id | withdrawn;
        if (word_.compare_exchange_strong(expected, free)) {
            wake_one(low_half());
        }
    }
    WEFT_DETAIL_NO_INLINE void unlock_as_anybody() noexcept {
        if (word_.exchange(free) == contended) [[unlikely]] {
            wake_one(low_half());
        }
    }
    WEFT_DETAIL_NO_INLINE void lock_as_anybody(Owner& me) noexcept {
        if (me.inside.load(std::memory_order_relaxed) == this) {
            me.inside.store(nullptr, std::memory_order_release);
            give_up(me);
        }
        std::uint64_t seen = free;
        if (word_.compare_exchange_strong(seen, locked)) [[likely]] {
            count_lock();
        } else {
            wait_and_lock(seen);
        }
    }

    /// Called with the mutex locked.
    void count_lock() noexcept {
        const std::uint64_t number = thread_number();
        if (last_ != number) {
            last_ = number;
            row_ = 0;
        } else if (++row_ >= needed_row_.load(std::memory_order_relaxed)) [[unlikely]] {
            row_ = 0;
            bias();
        }
    }

    /// Makes the thread that has the mutex its owner, unless others are waiting for it, or have not quite left it.
    WEFT_DETAIL_COLD void bias() noexcept {
        if (!System::can_bias() || revokers_.load() != 0) {
            return;
        }
        Owner* const me = become_owner();
        if (me == nullptr || me->inside.load(std::memory_order_relaxed) != nullptr) {
            return;
        }
        me->inside.store(this, std::memory_order_relaxed);
        std::uint64_t expected = locked;
        if (!word_.compare_exchange_strong(expected, me->id)) {
            me->inside.store(nullptr, std::memory_order_release);
        }
    }

    /// Sleeps at once and does not spin: spinning threads would hand the mutex back and forth at each slot, and one of high
    /// priority could spin for ever while the owner, of low priority, does not get the processor.
    WEFT_DETAIL_COLD void wait_and_lock(std::uint64_t seen) noexcept {
        for (;;) {
            if (seen == free) {
                if (word_.compare_exchange_strong(seen, contended)) {
                    break;
                }
            } else if (seen == locked) {
                if (word_.compare_exchange_strong(seen, contended)) {
                    seen = contended;
                }
            } else if (seen == contended) {
                sleep_while(low_half(), static_cast<std::uint32_t>(contended));
                seen = word_.load();
            } else if (withdraw(seen)) {
                break;
            } else {
                seen = word_.load();
            }
        }
        last_ = 0;  // Two threads want it: no row.
    }

    /// R1 to R6, for a word that was biased or withdrawn. True if this thread has the mutex then.
    bool withdraw(std::uint64_t seen) noexcept {
        const std::uint64_t marked = seen | withdrawn;
        std::uint64_t found = marked - withdrawn;
        bool has_it = false;
        revokers_.fetch_add(1);
        System::at(MutexStep::counted);
        if (word_.compare_exchange_strong(found, marked)) {
            const std::uint32_t row = needed_row_.load(std::memory_order_relaxed);
            needed_row_.store(row < longest_row ? row * 4 : row, std::memory_order_relaxed);
            found = marked;
        }
        if (found == marked) {
            System::at(MutexStep::withdrawn);
            System::barrier();
            System::at(MutexStep::passed);
            const Owner& owner = owner_of(marked);
            while (found == marked) {
                if (owner.inside.load(std::memory_order_acquire) != this) {
                    System::at(MutexStep::out);
                    has_it = word_.compare_exchange_strong(found, contended);
                    break;
                }
                System::at(MutexStep::asleep);
                sleep_while(low_half(), static_cast<std::uint32_t>(marked));
                found = word_.load();
            }
        }
        revokers_.fetch_sub(1);
        return has_it;
    }

    /// Where the system sleeps: it knows words of 32 bits only. This half tells free, withdrawn, locked and contended apart.
    [[nodiscard]] const std::uint32_t* low_half() const noexcept {
        return reinterpret_cast<const std::uint32_t*>(&word_) +
               (std::endian::native == std::endian::big ? 1 : 0);
    }

    std::atomic<std::uint64_t> word_ = free;
    std::atomic<std::uint32_t> needed_row_ = first_row;
    std::atomic<std::uint32_t> revokers_ = 0;  ///< How many threads are between R1 and R6.
    // Of the thread that has locked it without a bias: who was the last one, and how often in a row.
    std::uint64_t last_ = 0;
    std::uint32_t row_ = 0;
};

}  // namespace weft::detail
