// SPDX-License-Identifier: MIT
// Writes text to a stream that may be closed, full or a pipe that nobody reads, and to terminals on which a line is drawn.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace weft::detail {

// All of these return 0, or the `errno` that tells why the stream did not take the text, -1 where the system gives no reason.
// They keep SIGPIPE and SIGXFSZ from ending the process, and may be called by several threads at once. A terminal has at most
// one drawn line, at the bottom: the last one that was drawn.

/// Writes the text and flushes the stream. A line that is drawn on the same terminal is cleared first, and drawn again if the
/// text ends a line.
[[nodiscard]] int write_text(std::string_view text, std::FILE* file);

/// Draws the line in place of the one that is drawn there. `owner` tells it from others.
[[nodiscard]] int draw_line(std::string text, std::FILE* file, const void* owner);

/// Removes the owner's line, if it is drawn.
[[nodiscard]] int erase_line(const void* owner);

/// Removes all lines that are drawn.
void erase_lines();

/// From here on the owner's line is a text like any other: nothing is written.
void forget_line(const void* owner) noexcept;

}  // namespace weft::detail
