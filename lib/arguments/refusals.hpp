// SPDX-License-Identifier: MIT
// What is refused of arguments by themselves: names, and what a map cannot keep. In this order: who, which hook, what was
// found, what was expected, what to do.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <string_view>

namespace weft::detail {

/// Refuses a name that is empty or given twice. `where` is a hook, or `ArgMap`.
[[noreturn]] void refuse_name(std::string_view where, std::string_view name);
[[noreturn]] void refuse_copy(const ArgInfo& info);

}  // namespace weft::detail
