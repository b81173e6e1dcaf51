// SPDX-License-Identifier: MIT
// Loads a shared library, which stays loaded.
#pragma once

#include <string>

#include <dlfcn.h>

inline void* open_library(const std::string& path, bool are_symbols_global) {
    return ::dlopen(path.c_str(), RTLD_NOW | (are_symbols_global ? RTLD_GLOBAL : RTLD_LOCAL));
}

inline void* function_in(void* library, const char* name) {
    return ::dlsym(library, name);
}
