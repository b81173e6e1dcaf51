// SPDX-License-Identifier: MIT
// Which machine and which process this is: posix/host.cpp or windows/host.cpp.
#pragma once

#include <string>

namespace weft::detail {

/// The machine's name in the network; `-` if it has none.
[[nodiscard]] std::string host_name();

/// Another one in a process that was forked.
[[nodiscard]] int process_number();

}  // namespace weft::detail
