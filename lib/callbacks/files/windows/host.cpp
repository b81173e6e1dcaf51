// SPDX-License-Identifier: MIT
// Asks the system.
#include "callbacks/files/host.hpp"

#include <array>

#include <windows.h>

namespace weft::detail {

std::string host_name() {
    std::array<char, 256> host{};
    auto size = static_cast<DWORD>(host.size());
    if (::GetComputerNameExA(ComputerNameDnsHostname, host.data(), &size) == 0 || size == 0) {
        return "-";
    }
    return {host.data(), size};
}

int process_number() {
    return static_cast<int>(::GetCurrentProcessId());
}

}  // namespace weft::detail
