// SPDX-License-Identifier: MIT
// A random number by which a saved state tells two callbacks of one class apart.
#pragma once

#include <weft/detail/export.hpp>

#include <cstdint>

namespace weft::detail {

/// Differs from that of any other callback, in this process or another: it has 64 random bits. A copy of a callback is another
/// one and gets a number of its own; a moved callback stays the same. An assigned copy keeps the number that it had.
class WEFT_API Identity {
public:
    Identity();
    Identity(const Identity& /*other*/) : Identity() {}
    Identity(Identity&& other) noexcept = default;
    Identity& operator=(const Identity& /*other*/) noexcept { return *this; }
    Identity& operator=(Identity&& other) noexcept = default;
    ~Identity() = default;

    [[nodiscard]] std::int64_t value() const noexcept { return value_; }

private:
    std::int64_t value_;
};

}  // namespace weft::detail
