// SPDX-License-Identifier: MIT
// What is connected to a fabric, as data.
#pragma once

#include <weft/detail/export.hpp>

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <vector>

namespace weft {

/// One connected handler.
struct HandlerInfo {
    std::string callback;                 ///< The callback's class, or `handler at file:line`.
    std::vector<std::string> parameters;  ///< Names in order; empty for one whose name is not known.
    bool blocked;
    bool once;
    std::uint64_t every;  ///< Runs on every n-th call; 1 for each.
};

/// A hook with at least one handler, in the order in which a call runs them.
struct HookInfo {
    std::string name;
    std::vector<HandlerInfo> handlers;
};

}  // namespace weft

/// `MyCallback(loss, output)`, with what is special about it behind: ` once`, ` every 10`, ` blocked`.
template <>
struct fmt::formatter<weft::HandlerInfo> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::HandlerInfo& info,
                                                  fmt::format_context& context) const;
};

/// The hook's name, then a line for each handler.
template <>
struct fmt::formatter<weft::HookInfo> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::HookInfo& info,
                                                  fmt::format_context& context) const;
};
