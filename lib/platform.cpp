// SPDX-License-Identifier: MIT
// The barrier is membarrier(2), sleep is futex(2): each is one system call, which no library function wraps.
#include "platform.hpp"

#if WEFT_DETAIL_HAS_BARRIER
#include <cerrno>
#include <ctime>

#include <linux/futex.h>
#include <linux/membarrier.h>
#include <linux/time_types.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace weft::detail {

#if WEFT_DETAIL_HAS_BARRIER

namespace {

bool membarrier(int command) noexcept {
    return ::syscall(SYS_membarrier, command, 0, 0) == 0;
}

}  // namespace

bool register_barrier() noexcept {
    const int error = errno;
    const bool is_registered = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
    errno = error;
    return is_registered;
}

void barrier_in_all_threads() noexcept {
    const int error = errno;
    if (!membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED)) {
        // A filter for system calls that was installed after the registration. Interrupted, it sleeps for the rest.
        // What this system call takes: `timespec` may have wider seconds, where a long has 32 bits.
        __kernel_old_timespec rest{0, 20'000'000};
        while (::syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &rest, &rest) != 0 && errno == EINTR) {
        }
    }
    errno = error;
}

void sleep_while(const std::uint32_t* word, std::uint32_t value) noexcept {
    const int error = errno;
    ::syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
    errno = error;
}

void wake_one(const std::uint32_t* word) noexcept {
    const int error = errno;
    ::syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
    errno = error;
}

#else

bool register_barrier() noexcept {
    return false;
}

void barrier_in_all_threads() noexcept {}
void sleep_while(const std::uint32_t*, std::uint32_t) noexcept {}
void wake_one(const std::uint32_t*) noexcept {}

#endif

}  // namespace weft::detail
