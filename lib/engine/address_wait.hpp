// SPDX-License-Identifier: MIT
// Sleeps until a word changes, whatever the mutex of the engine is: posix/address_wait.cpp or windows/address_wait.cpp.
#pragma once

#include <atomic>
#include <cstdint>

namespace weft::detail {

/// Sleeps until `wake_all` is called for the word, if its value is `value`. May return for no reason.
void wait_while(const std::atomic<std::uint32_t>& word, std::uint32_t value) noexcept;

/// After the word was changed: wakes all that wait. Does not read the word, which may be gone by now.
void wake_all(std::atomic<std::uint32_t>& word) noexcept;

}  // namespace weft::detail
