// SPDX-License-Identifier: MIT
// How an emission goes from slot to slot: the iterator that Signals2 gives the combiner, for the signals of weft alone. It does
// what that of Signals2 does for them, with the same lock, marks and counts, in half the instructions. That of Signals2 locks by
// virtual functions, makes room for ten pieces of garbage and for copies of what slots track, asks for blocks, and keeps results;
// but no slot of weft's tracks or is blocked by Signals2, a lock lets go of one slot at most, and the combiner asks each slot once.
//
// The only file that includes Signals2. It knows what Signals2 keeps to itself, which has been the same from Boost 1.74 to 1.92.
#pragma once

#include "engine/emission.hpp"
#include "engine/mutex.hpp"
#include "engine/slot_function.hpp"

#include <boost/signals2/signal.hpp>

#include <concepts>
#include <cstdint>
#include <utility>

namespace weft::detail {

/// Calls the function of a slot, with the emission.
using SlotInvoker = boost::signals2::detail::variadic_slot_invoker<bool, Emission&>;

/// What Signals2 keeps of a slot: its function, whether it is connected, and how many emissions are at it.
using SlotBody =
    boost::signals2::detail::connection_body<boost::signals2::detail::group_key<std::int64_t>::type,
                                             boost::signals2::slot<bool(Emission&), SlotFunction>, Mutex>;

// A slot locks the mutex of its signal. Not by its virtual functions, which are these.
inline void lock(Mutex& mutex) noexcept {
    mutex.lock();
}
inline void lock(SlotBody& slot) noexcept {
    slot.connection_body::lock();
}
inline void unlock(Mutex& mutex) noexcept {
    mutex.unlock();
}
inline void unlock(SlotBody& slot) noexcept {
    slot.connection_body::unlock();
}

}  // namespace weft::detail

template <class Lockable>
    requires std::same_as<Lockable, weft::detail::Mutex> || std::same_as<Lockable, weft::detail::SlotBody>
class boost::signals2::detail::garbage_collecting_lock<Lockable> {
public:
    explicit garbage_collecting_lock(Lockable& of) noexcept : lockable_(of) { weft::detail::lock(of); }
    garbage_collecting_lock(const garbage_collecting_lock&) = delete;
    garbage_collecting_lock& operator=(const garbage_collecting_lock&) = delete;
    ~garbage_collecting_lock() { weft::detail::unlock(lockable_); }

    /// Called by Signals2 with a slot that nobody is at any more. It is destroyed when the mutex is unlocked.
    void add_trash(shared_ptr<void> slot) noexcept { garbage_ = std::move(slot); }

private:
    shared_ptr<void> garbage_;
    Lockable& lockable_;
};

/// What the iterators of one emission share.
template <>
class boost::signals2::detail::slot_call_iterator_cache<bool, weft::detail::SlotInvoker> {
public:
    explicit slot_call_iterator_cache(weft::detail::SlotInvoker invoker) noexcept
        : invoke(std::move(invoker)) {}
    slot_call_iterator_cache(const slot_call_iterator_cache&) = delete;
    slot_call_iterator_cache& operator=(const slot_call_iterator_cache&) = delete;
    ~slot_call_iterator_cache() { leave(); }

    /// Goes on to the slot, unless it is disconnected.
    template <bool is_first>
    bool enter(weft::detail::SlotBody& slot) noexcept {
        Lock lock(slot);
        if (!slot.nolock_nograb_connected()) [[unlikely]] {
            ++disconnected_slot_count;
            return false;
        }
        ++connected_slot_count;
        if constexpr (!is_first) {
            at_->dec_slot_refcount(lock);
        }
        slot.inc_slot_refcount(lock);
        at_ = &slot;
        return true;
    }
    void leave() noexcept {
        if (at_ != nullptr) {
            Lock lock(*at_);
            std::exchange(at_, nullptr)->dec_slot_refcount(lock);
        }
    }

    weft::detail::SlotInvoker invoke;
    // Read by Signals2 when the emission ends: if more were disconnected, it takes them off the list.
    unsigned connected_slot_count = 0;
    unsigned disconnected_slot_count = 0;

private:
    using Lock = garbage_collecting_lock<weft::detail::SlotBody>;

    weft::detail::SlotBody* at_ = nullptr;  ///< Counted as in use: its function is not destroyed.
};

template <class Iterator>
class boost::signals2::detail::slot_call_iterator_t<weft::detail::SlotInvoker, Iterator,
                                                    weft::detail::SlotBody> {
    using Cache = slot_call_iterator_cache<bool, weft::detail::SlotInvoker>;

public:
    slot_call_iterator_t(Iterator begin, Iterator end, Cache& cache) noexcept
        : at_(begin), end_(end), cache_(&cache) {
        while (at_ != end_ && !cache_->enter<true>(**at_)) {
            ++at_;
        }
    }

    /// Calls the function of the slot, each time anew.
    bool operator*() const { return cache_->invoke(*at_); }
    slot_call_iterator_t& operator++() noexcept {
        do {
            ++at_;
            if (at_ == end_) {
                cache_->leave();
                break;
            }
        } while (!cache_->enter<false>(**at_));
        return *this;
    }
    bool operator==(const slot_call_iterator_t& other) const noexcept { return at_ == other.at_; }

private:
    Iterator at_;
    Iterator end_;
    Cache* cache_;
};
