// SPDX-License-Identifier: MIT
// Draws numbers that do not repeat.
#include <weft/detail/callbacks/identity.hpp>

#include <random>

namespace weft::detail {

Identity::Identity() {
    // Each from the system, and not counted on from a first one: a forked process would count the same numbers.
    std::random_device device;
    value_ = static_cast<std::int64_t>((std::uint64_t{device()} << 32U) | device());
}

}  // namespace weft::detail
