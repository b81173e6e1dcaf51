// SPDX-License-Identifier: MIT
// Loads a plug-in's library by the system's loader: posix/loader.cpp or windows/loader.cpp.
#pragma once

#include <weft/plugin.hpp>

#include <filesystem>
#include <string>

namespace weft::detail {

/// Whether this process has loaded the library: then its initialisers have run, and need not be tried out.
[[nodiscard]] bool is_loaded(const std::filesystem::path& at);

/// Loads the library at that absolute path, or finds it loaded, and returns what it exports. It stays loaded until the process
/// ends: handlers, and the plans that weft keeps for them, point into it. Throws `PluginError`, which names `path`, for a
/// library that cannot be loaded or brings a weft of its own.
[[nodiscard]] const Plugin& load_plugin(const std::filesystem::path& path, const std::filesystem::path& at);

/// What stands between two paths in an environment variable.
[[nodiscard]] char path_separator();

/// The value of the environment variable; empty if it is not set, and where who has set it must not say what is loaded.
[[nodiscard]] std::string trusted_variable(const char* name);

}  // namespace weft::detail
