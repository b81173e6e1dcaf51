// SPDX-License-Identifier: MIT
// Sleeps by the system. Where libstdc++ has no futex, its own `wait` (GCC 12) looks at the word before it locks what it sleeps by, and
// then sleeps through a notification that comes in between.
#include "engine/address_wait.hpp"

#include <windows.h>

namespace weft::detail {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t),
              "the system compares the word alone");

void wait_while(const std::atomic<std::uint32_t>& word, std::uint32_t value) noexcept {
    // Its parameter is not const, though the system only reads.
    ::WaitOnAddress(const_cast<std::atomic<std::uint32_t>*>(&word), &value, sizeof value, INFINITE);
}

void wake_all(std::atomic<std::uint32_t>& word) noexcept {
    ::WakeByAddressAll(&word);
}

}  // namespace weft::detail
