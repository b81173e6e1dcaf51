// SPDX-License-Identifier: MIT
// Puts a thread to sleep until a word changes, by `std::atomic::wait`.
#include "engine/address_wait.hpp"

namespace weft::detail {

void wait_while(const std::atomic<std::uint32_t>& word, std::uint32_t value) noexcept {
    word.wait(value, std::memory_order_acquire);
}

void wake_all(std::atomic<std::uint32_t>& word) noexcept {
    word.notify_all();
}

}  // namespace weft::detail
