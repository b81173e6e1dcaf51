// SPDX-License-Identifier: MIT
// What this process has loaded, and its environment.
#pragma once

#include <filesystem>
#include <string>

#include <windows.h>

inline constexpr char separator = ';';

inline bool is_loaded(const std::string& path) {
    return ::GetModuleHandleW(std::filesystem::path(path).make_preferred().c_str()) != nullptr;
}

inline void unset_callbacks() {
    ::SetEnvironmentVariableW(L"WEFT_CALLBACKS", nullptr);
}

class Environment {
public:
    explicit Environment(const std::string& value) {
        ::SetEnvironmentVariableW(L"WEFT_CALLBACKS",
                                  std::filesystem::path(std::u8string(value.begin(), value.end())).c_str());
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { unset_callbacks(); }
};
