// SPDX-License-Identifier: MIT
// What a stream leads to, as the system tells: posix/terminal.cpp or windows/terminal.cpp.
#pragma once

#include <cstddef>
#include <cstdio>
#include <optional>

namespace weft::detail {

/// Whether the stream leads to a terminal on which a line can be cleared and drawn again. May be null.
[[nodiscard]] bool is_terminal(std::FILE* file);

/// How many columns the terminal has; empty for what is none, or does not tell. May be null.
[[nodiscard]] std::optional<std::size_t> terminal_columns(std::FILE* file);

}  // namespace weft::detail
