// SPDX-License-Identifier: MIT
// What a callback serves, for ranks that do not have it.
#pragma once

#include <weft/callback.hpp>
#include <weft/detail/handlers/wish.hpp>
#include <weft/reads.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

struct ServedParameter {
    std::string name;            ///< Empty where it is not known.
    bool is_named_only = false;  ///< Whether it takes up no position.
};

/// A `Read` with a name of its own.
struct ServedRead {
    std::string argument;
    Need need = Need::required;
    bool changes = false;
};

struct ServedHook {
    std::string hook;
    bool takes_next = false;    ///< Whether it goes around what comes after it.
    bool takes_args = false;    ///< Whether it takes `const Args&`.
    bool says_reads = false;    ///< Whether its class says what it reads of these.
    bool is_reflected = false;  ///< Whether reflection has found it.
    /// As they are declared. Of several overloads each name once, and none with a position, which need not be the same in all.
    std::vector<ServedParameter> parameters;
    std::vector<ServedRead> reads;
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

/// Asks the class of the callback, which is alive, what it reads.
[[nodiscard]] Served served_by(const RegisteredCallback& callback);

[[nodiscard]] std::string text_of(const Served& served);
[[nodiscard]] Served served_in(std::string_view text);

}  // namespace weft::detail
