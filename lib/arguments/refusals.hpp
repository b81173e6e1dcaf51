// SPDX-License-Identifier: MIT
// Refuses the names of arguments, and values that a map cannot keep, with `ArgumentError`. Each text says in this order: who,
// which hook, what was found, what was expected, what to do.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <string_view>

namespace weft::detail {

/// Refuses a name that is empty or given twice. `where` is a hook, or `ArgMap`.
[[noreturn]] void refuse_name(std::string_view where, std::string_view name);
/// Refuses to make a lazy value in another thread than that of the call, or inside of the function that makes it.
[[noreturn]] void refuse_not_made(const ArgInfo& info, const Asker& asker, bool asks_itself);
/// Refuses to put a value into a map that cannot be copied.
[[noreturn]] void refuse_copy(const ArgInfo& info);

}  // namespace weft::detail
