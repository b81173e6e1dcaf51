// SPDX-License-Identifier: MIT
// What the mutex of the engine asks of the system: a memory barrier in all threads at once, and sleep until a word changes.
// What the end of a thread looks like to `catch`.
// Beside include/weft/detail/export.hpp the only file with #if about compilers and platforms.
#pragma once

#include <cstdint>

#if __has_include(<cxxabi.h>) && !defined(WEFT_WITHOUT_CXXABI)
#define WEFT_DETAIL_HAS_CXXABI 1
#include <cxxabi.h>
#else
#define WEFT_DETAIL_HAS_CXXABI 0
#include <typeinfo>
#endif

// Whether the system has both, and nothing speaks against them: ThreadSanitizer does not know of such a barrier, and would
// take what it orders for a race. WEFT_ORDINARY_MUTEX is the build option `biased_mutex`, set to false.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WEFT_DETAIL_THREAD_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define WEFT_DETAIL_THREAD_SANITIZER 1
#endif
#if defined(__linux__) && \
    __has_include(<linux/membarrier.h>) && __has_include(<linux/time_types.h>) && !defined(WEFT_DETAIL_THREAD_SANITIZER) && \
    !defined(WEFT_ORDINARY_MUTEX)
#define WEFT_DETAIL_HAS_BARRIER 1
#else
#define WEFT_DETAIL_HAS_BARRIER 0
#endif

namespace weft::detail {

/// What unwinds a thread that is being cancelled: `catch (...)` may not keep it, but must throw it on. With other libraries than
/// libstdc++ nothing throws the type that stands for it. With libc++ on Linux a thread cannot be cancelled at all: the process ends
/// in whatever function has something to destroy, or a `catch (...)`.
#if defined(__GLIBCXX__) && WEFT_DETAIL_HAS_CXXABI
using ForcedUnwind = abi::__forced_unwind;
#else
class ForcedUnwind {};
#endif

/// The type of the exception that is being handled; null where it cannot be told.
inline const std::type_info* current_exception_type() noexcept {
#if WEFT_DETAIL_HAS_CXXABI
    return abi::__cxa_current_exception_type();
#else
    return nullptr;
#endif
}

/// Where this is false, the functions below are there, but do nothing.
inline constexpr bool platform_has_barrier = WEFT_DETAIL_HAS_BARRIER == 1;

/// Makes `barrier_in_all_threads` available to this process. False where the system does not have it or does not allow it.
/// Takes 2 us in a process of one thread, and some 300 us in one of several: hence with the first fabric.
bool register_barrier() noexcept;

/// When it returns, each thread of the process has passed a full memory barrier between the begin of this call and its end.
/// Only after `register_barrier` has returned true. If the system has begun to refuse since, this waits for 20 ms: the
/// processors have then long written back what they held in their store buffers.
void barrier_in_all_threads() noexcept;

/// Sleeps until `wake_one` is called for the word, if its value is `value`. May return for no reason. No point of cancellation.
void sleep_while(const std::uint32_t* word, std::uint32_t value) noexcept;
void wake_one(const std::uint32_t* word) noexcept;

}  // namespace weft::detail
