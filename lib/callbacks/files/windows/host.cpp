// SPDX-License-Identifier: MIT
// What the machine is called, and the number of the process, as Windows says it.
#include "callbacks/files/host.hpp"

#include <array>
#include <filesystem>

#include <windows.h>

namespace weft::detail {

std::string host_name() {
    std::array<wchar_t, 256> host{};
    auto size = static_cast<DWORD>(host.size());
    if (::GetComputerNameExW(ComputerNameDnsHostname, host.data(), &size) == 0 || size == 0) {
        return "-";
    }
    return std::filesystem::path(host.data(), host.data() + size).string();
}

int process_number() {
    return static_cast<int>(::GetCurrentProcessId());
}

}  // namespace weft::detail
