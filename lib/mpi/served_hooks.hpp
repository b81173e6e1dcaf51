// SPDX-License-Identifier: MIT
// Which hooks a callback serves, for ranks that do not have it.
#pragma once

#include <weft/fabric.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

struct ServedHook {
    std::string hook;
    bool takes_all = false;  ///< Whether it may read any argument.
    std::vector<std::string> parameters;
};

struct Served {
    std::string callback;
    std::vector<ServedHook> hooks;
};

/// Of the one callback that was added to the fabric. Throws `Error` where it takes a `Next`.
[[nodiscard]] Served served_by(const Fabric& fabric);

[[nodiscard]] std::string text_of(const Served& served);
[[nodiscard]] Served served_in(std::string_view text);

}  // namespace weft::detail
