// SPDX-License-Identifier: MIT
// What this process has loaded, and its environment.
#pragma once

#include <cstdlib>
#include <string>

#include <dlfcn.h>

inline constexpr char separator = ':';

inline bool is_loaded(const std::string& path) {
    void* const handle = ::dlopen(path.c_str(), RTLD_NOLOAD | RTLD_LAZY);
    if (handle != nullptr) {
        ::dlclose(handle);
    }
    return handle != nullptr;
}

inline void unset_callbacks() {
    ::unsetenv("WEFT_CALLBACKS");
}

class Environment {
public:
    explicit Environment(const std::string& value) { ::setenv("WEFT_CALLBACKS", value.c_str(), 1); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { unset_callbacks(); }
};
