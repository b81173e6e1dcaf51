// SPDX-License-Identifier: MIT
// What a handler that takes `const Args&` reads of it, as far as its class says so.
#pragma once

#include <weft/arg.hpp>
#include <weft/detail/handlers/handler.hpp>
#include <weft/reads.hpp>

#include <string_view>
#include <vector>

namespace weft::detail {

/// The reads of one handler, or of one of its overloads.
struct HandlerReads {
    /// Whether it takes `const Args&`, and its class does not say what it reads of it: that may be anything.
    bool is_anything = false;
    std::vector<Read> reads{};  ///< On its hook alone.

    /// Whether it reads this argument of a call. Goes by name and type, so that a lazy one is not made.
    [[nodiscard]] bool has(const Arg& argument) const;

private:
    [[nodiscard]] static bool is_number(const ArgType& type) noexcept;
};

/// `object` is what `Handler::object` says, and alive. Calls code of the user.
HandlerReads reads_of(const HandlerType& type, const void* object, std::string_view hook);

/// The reads of the handler and, where it is one of several overloads, of all of them.
std::vector<Read> all_reads_of(const HandlerType& type, const void* object, std::string_view hook);

}  // namespace weft::detail
