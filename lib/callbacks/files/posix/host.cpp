// SPDX-License-Identifier: MIT
// Asks the system by gethostname(2) and getpid(2).
#include "callbacks/files/host.hpp"

#include <array>

#include <unistd.h>

namespace weft::detail {

std::string host_name() {
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) {
        return "-";
    }
    return host.data();
}

int process_number() {
    return ::getpid();
}

}  // namespace weft::detail
