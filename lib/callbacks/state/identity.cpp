// SPDX-License-Identifier: MIT
// Draws the random number by which a callback finds its own entries in a checkpoint.
#include <weft/detail/callbacks/identity.hpp>

#include <random>

namespace weft::detail {

Identity::Identity() {
    // Asks the system each time: numbers counted on from a first one would repeat in a forked process.
    std::random_device device;
    value_ = static_cast<std::int64_t>((std::uint64_t{device()} << 32U) | device());
}

}  // namespace weft::detail
