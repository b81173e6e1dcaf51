// SPDX-License-Identifier: MIT
// Reads from a plug-in's file what it says of itself, before the system's loader maps it and any of its code runs.
#pragma once

#include <weft/plugin.hpp>

#include <filesystem>

namespace weft::detail {

/// The name of the symbol that a plug-in exports, a `Plugin`.
inline constexpr const char* exported_name = "weft_plugin";

/// Throws `PluginError` unless the file is a complete shared library for this machine that exports a `Plugin`. In particular
/// it refuses a truncated file, which would end the process with SIGBUS in the loader.
PluginIdentity identity_in(const std::filesystem::path& path);

}  // namespace weft::detail
