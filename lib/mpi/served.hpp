// SPDX-License-Identifier: MIT
// What a callback serves, for ranks that do not have it.
#pragma once

#include <weft/callback.hpp>
#include <weft/detail/handlers/wish.hpp>
#include <weft/fabric.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

struct ServedHook {
    std::string hook;
    bool takes_all = false;   ///< Whether it may read any argument.
    bool takes_next = false;  ///< Whether it goes around what comes after it.
    std::vector<std::string> parameters;
};

/// A `Wish` with a name of its own.
struct ServedWish {
    Wish::Kind kind = Wish::Kind::named;
    std::string name;
};

struct Served {
    std::string name;
    bool is_class = false;           ///< Whether that is the name of a class.
    std::vector<ServedWish> wishes;  ///< Of its `weft_order`.
    std::vector<ServedHook> hooks;

    /// What errors call it: the name that it asks for, or else its own.
    [[nodiscard]] const std::string& shown_name() const;
};

/// Of the callback, which was added to the fabric, and nothing else.
[[nodiscard]] Served served_by(const Fabric& fabric, const Callback& callback);

[[nodiscard]] std::string text_of(const Served& served);
[[nodiscard]] Served served_in(std::string_view text);

}  // namespace weft::detail
