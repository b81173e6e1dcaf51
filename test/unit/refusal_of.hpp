// SPDX-License-Identifier: MIT
// What a wrong use is refused with.
#pragma once

#include <weft/error.hpp>

#include <functional>
#include <string>

/// The text of the `Error` that the use throws.
inline std::string refusal_of(const std::function<void()>& use) {
    try {
        use();
    } catch (const weft::Error& error) {
        return error.what();
    }
    return "nothing was refused";
}
