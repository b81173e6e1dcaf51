// SPDX-License-Identifier: MIT
// What the file of a plug-in says of itself, read before the system's loader maps it or any of its code runs.
#pragma once

#include <weft/plugin.hpp>

#include <filesystem>

namespace weft::detail {

/// The name of what a plug-in exports.
inline constexpr const char* exported_name = "weft_plugin";

/// Throws `PluginError` unless the file is a whole shared library for this machine that exports a `Plugin`. A file cut
/// short would end the process with SIGBUS in the loader.
PluginIdentity identity_in(const std::filesystem::path& path);

}  // namespace weft::detail
