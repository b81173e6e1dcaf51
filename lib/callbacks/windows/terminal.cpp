// SPDX-License-Identifier: MIT
// Asks the console. One that knows no sequence for clearing a line (before Windows 10) counts as no terminal.
#include "callbacks/terminal.hpp"
#include "callbacks/files/windows/handle.hpp"

#include <windows.h>

namespace weft::detail {

namespace {

HANDLE console_of(std::FILE* file) {
    const int descriptor = file != nullptr ? ::_fileno(file) : -1;
    return descriptor >= 0 ? handle_of(descriptor) : INVALID_HANDLE_VALUE;
}

}  // namespace

bool is_terminal(std::FILE* file) {
    const HANDLE console = console_of(file);
    DWORD mode = 0;
    return ::GetConsoleMode(console, &mode) != 0 &&
           ((mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0 ||
            ::SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0);
}

std::optional<std::size_t> terminal_columns(std::FILE* file) {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (::GetConsoleScreenBufferInfo(console_of(file), &info) == 0 ||
        info.srWindow.Right < info.srWindow.Left) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(info.srWindow.Right - info.srWindow.Left + 1);
}

}  // namespace weft::detail
