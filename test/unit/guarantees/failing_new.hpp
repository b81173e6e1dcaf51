// SPDX-License-Identifier: MIT
// Replaces operator new for a whole program: it counts, and fails when it is told to. Included once in a program.
#pragma once

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

inline std::atomic<long> allocations{0};
inline std::atomic<long> until_failure{-1};  // below zero: never fails

inline void* allocate(std::size_t size) {
    allocations.fetch_add(1);
    if (until_failure.load() >= 0 && until_failure.fetch_sub(1) == 0) {
        throw std::bad_alloc{};
    }
    if (void* memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc{};
}

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

template <typename Action>
long allocations_of(Action action) {
    const long before = allocations.load();
    action();
    return allocations.load() - before;
}

/// Lets each allocation of `action` fail in turn, until it succeeds. A failure that nobody hears of is an error.
template <typename Action, typename Check>
void fail_at_each_allocation(Action action, Check check_nothing_happened) {
    for (long failing = 0; failing < 1000; ++failing) {
        bool failed = false;
        until_failure.store(failing);
        try {
            action();
        } catch (const std::bad_alloc&) {
            failed = true;
        }
        const bool has_failed = until_failure.exchange(-1) < 0;
        BOOST_TEST(failed == has_failed);
        if (!failed) {
            return;
        }
        check_nothing_happened();
    }
    BOOST_ERROR("it still fails after a thousand allocations");
}
