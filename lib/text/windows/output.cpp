// SPDX-License-Identifier: MIT
// Streams that may be closed, full or a pipe that nobody reads, and the console: a process has at most one.
#include "text/output.hpp"

#include <cerrno>

#include <windows.h>

#include <io.h>

namespace weft::detail {

namespace {

bool is_console(std::FILE* file) {
    const int descriptor = ::_fileno(file);
    DWORD mode = 0;
    return descriptor >= 0 &&
           // NOLINTNEXTLINE(performance-no-int-to-ptr): the C runtime gives handles as numbers.
           ::GetConsoleMode(reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor)), &mode) != 0;
}

}  // namespace

int write_and_flush(std::string_view text, std::FILE* file) {
    // A program without a console has standard streams that lead nowhere.
    if (::_fileno(file) < 0) {
        return EBADF;
    }
    return write_to_open(text, file);
}

bool is_same_terminal(std::FILE* one, std::FILE* other) {
    return one == other || (is_console(one) && is_console(other));
}

}  // namespace weft::detail
