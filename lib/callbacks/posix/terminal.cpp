// SPDX-License-Identifier: MIT
// Whether a stream is a terminal, and how wide it is, as its driver says.
#include "callbacks/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace weft::detail {

bool is_terminal(std::FILE* file) {
    return file != nullptr && ::isatty(::fileno(file)) == 1;
}

std::optional<std::size_t> terminal_columns(std::FILE* file) {
    winsize size{};
    const bool is_known =
        file != nullptr && ::ioctl(::fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? std::optional<std::size_t>(size.ws_col) : std::nullopt;
}

}  // namespace weft::detail
