// SPDX-License-Identifier: MIT
// Tells two callbacks of one class apart.
#pragma once

#include <weft/detail/export.hpp>

#include <cstdint>

namespace weft::detail {

/// A number that no other callback has, in this process or another. A copy is another callback; what is moved stays the same.
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
