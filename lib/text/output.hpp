// SPDX-License-Identifier: MIT
// What the systems do differently about streams: posix/output.cpp or windows/output.cpp.
#pragma once

#include <cerrno>
#include <cstdio>
#include <string_view>

namespace weft::detail {

/// What is the same everywhere: writes the text to a stream that is open, and flushes it. Returns as `write_and_flush` does.
[[nodiscard]] inline int write_to_open(std::string_view text, std::FILE* file) {
    errno = 0;
    const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (is_written && std::fflush(file) == 0) {
        return 0;
    }
    return errno != 0 ? errno : -1;
}

/// Writes the text and flushes the stream. Returns 0 or an error as the functions of text/stream.hpp do. No signal that the
/// system raises about a stream that does not take it ends the process.
[[nodiscard]] int write_and_flush(std::string_view text, std::FILE* file);

/// Whether two streams write to one terminal.
[[nodiscard]] bool is_same_terminal(std::FILE* one, std::FILE* other);

}  // namespace weft::detail
