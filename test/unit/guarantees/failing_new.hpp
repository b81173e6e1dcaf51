// SPDX-License-Identifier: MIT
// Allocations of a whole program are counted, and fail when they are told to. Included once in a program.
#pragma once

#include "replaced_new.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <new>

inline std::atomic<long> allocations{0};
inline std::atomic<long> until_failure{-1};  // below zero: never fails

void before_allocation() {
    allocations.fetch_add(1);
    if (until_failure.load() >= 0 && until_failure.fetch_sub(1) == 0) {
        throw std::bad_alloc{};
    }
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
