// SPDX-License-Identifier: MIT
// Loads a shared library, which stays loaded. No library of Windows sees what another one has by accident.
#pragma once

#include <filesystem>
#include <string>

#include <windows.h>

inline void* open_library(const std::string& path, bool /*are_symbols_global*/) {
    return ::LoadLibraryW(std::filesystem::path(path).make_preferred().c_str());
}

inline void* function_in(void* library, const char* name) {
    return reinterpret_cast<void*>(::GetProcAddress(static_cast<HMODULE>(library), name));
}
