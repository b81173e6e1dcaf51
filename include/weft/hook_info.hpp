// SPDX-License-Identifier: MIT
// What is connected to a fabric, as data: what `Fabric::hooks` returns.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/reads.hpp>

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <vector>

namespace weft {

/// An argument that a handler reads from `const Args&`, as its class says by `weft_reads`.
struct ReadInfo {
    std::string argument;  ///< Empty for `Need::numbers` and `Need::all`.
    Need need;
    bool changes;  ///< Whether it may write to the argument.
};

/// One connected handler, as it was when `hooks` was called. A copy: it refers to nothing of the fabric.
struct HandlerInfo {
    std::string callback;                 ///< The name it was given, the class, or `handler at file:line`.
    std::vector<std::string> parameters;  ///< Names in order; empty for an unknown one.
    bool blocked;
    bool once;
    std::uint64_t every;  ///< Runs on each n-th call; 1: on each.
    bool when = false;    ///< Whether a predicate is asked before each run.
    bool around = false;  ///< Whether it takes a `Next`.
    /// What it reads beside its parameters; empty also where the class does not say what it reads.
    std::vector<ReadInfo> reads{};
    // Why it stands where it does.
    std::vector<std::string>
        before{};  ///< The names it asks to be before, as far as another handler of the hook has them.
    std::vector<std::string> after{};  ///< The same for those that it asks to be after.
    bool before_all = false;           ///< Whether it asks to be before all others.
    bool after_all = false;            ///< Whether it asks to be after all others.
};

/// A hook with at least one handler. The handlers are in the order in which a call runs them.
struct HookInfo {
    std::string name;
    std::vector<HandlerInfo> handlers;
};

}  // namespace weft

/// Prints `MyCallback(loss, output)`, followed by ` before_all`, ` after_all`, ` before Checkpoint, Report`, ` after EarlyStopping`,
/// ` around`, ` once`, ` every 10`, ` when` and ` blocked` where they apply. A parameter whose name
/// is not known prints as `?`. What it reads beside its parameters follows these, in brackets where it can do without:
/// `(step, loss, [lr], [numbers])`.
template <>
struct fmt::formatter<weft::HandlerInfo> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::HandlerInfo& info,
                                                  fmt::format_context& context) const;
};

/// Prints the name of the hook, then an indented line for each handler.
template <>
struct fmt::formatter<weft::HookInfo> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::HookInfo& info,
                                                  fmt::format_context& context) const;
};
