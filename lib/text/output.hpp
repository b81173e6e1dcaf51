// SPDX-License-Identifier: MIT
// What the systems do differently about streams: posix/output.cpp or windows/output.cpp.
#pragma once

#include <cstdio>
#include <string_view>

namespace weft::detail {

/// Writes the text and flushes the stream. Returns 0 or an error as the functions of text/stream.hpp do. No signal that the
/// system raises about a stream that does not take it ends the process.
[[nodiscard]] int write_and_flush(std::string_view text, std::FILE* file);

/// Whether two streams write to one terminal.
[[nodiscard]] bool is_same_terminal(std::FILE* one, std::FILE* other);

}  // namespace weft::detail
