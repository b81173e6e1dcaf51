// SPDX-License-Identifier: MIT
// Draws numbers that do not repeat.
#include <weft/callbacks/identity.hpp>

#include <atomic>
#include <random>

namespace weft::detail {

namespace {

/// Where this process begins to count: far from every other, most likely.
std::uint64_t random_start() {
    std::random_device device;
    return (std::uint64_t{device()} << 32U) | device();
}

}  // namespace

Identity::Identity() {
    static std::atomic<std::uint64_t> next{random_start()};
    value_ = static_cast<std::int64_t>(next.fetch_add(1, std::memory_order_relaxed));
}

}  // namespace weft::detail
