// SPDX-License-Identifier: MIT
// Keeps files away from the numbers of the standard streams.
#pragma once

#include "callbacks/files/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace weft::detail {

/// Gives the descriptor a number above those of standard input, output and error. Where one of these is closed, a file would
/// get its number, and whoever prints would write into the file. None is open if the system has no number left; errno tells.
inline Descriptor above_standard(Descriptor opened) {
    if (!opened.is_open() || opened.get() > STDERR_FILENO) {
        return opened;
    }
    return Descriptor(::fcntl(opened.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

}  // namespace weft::detail
