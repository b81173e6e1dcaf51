// SPDX-License-Identifier: MIT
// Errors about plug-ins. Each function throws `PluginError`, with a text that begins with the path.
#pragma once

#include <weft/plugin.hpp>

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace weft::detail {

// About the file: it is not loaded, or cannot be.
[[noreturn]] void refuse_empty_path();
[[noreturn]] void refuse_lost_folder(const std::filesystem::path& path, std::string_view reason);
[[noreturn]] void refuse_missing_file(const std::filesystem::path& path, const std::filesystem::path& at);
[[noreturn]] void refuse_unreachable(const std::filesystem::path& path, std::string_view reason);
[[noreturn]] void refuse_no_file(const std::filesystem::path& path);
[[noreturn]] void refuse_no_library(const std::filesystem::path& path, std::string_view reason);
[[noreturn]] void refuse_truncated(const std::filesystem::path& path, std::uint64_t bytes);
[[noreturn]] void refuse_machine(const std::filesystem::path& path);
[[noreturn]] void refuse_initialisers(const std::filesystem::path& path, std::string_view ending);
[[noreturn]] void refuse_unloadable(const std::filesystem::path& path, std::string_view loader_says);

// About what the file exports.
[[noreturn]] void refuse_no_plugin(const std::filesystem::path& path);
[[noreturn]] void refuse_no_identity(const std::filesystem::path& path);
[[noreturn]] void refuse_version(const std::filesystem::path& path, std::string_view found,
                                 std::string_view expected);
[[noreturn]] void refuse_abi(const std::filesystem::path& path, std::string_view found,
                             std::string_view expected);
[[noreturn]] void refuse_copy_of_weft(const std::filesystem::path& path);
[[noreturn]] void refuse_settings(const std::filesystem::path& path, const ArgMap& settings);

/// Called in the `catch` block for what the plug-in's factory threw, which is nested in the error.
[[noreturn]] void refuse_factory(const std::filesystem::path& path);

/// Called in the `catch` block for `error`, which is nested: names the environment variable that named the plug-in.
[[noreturn]] void refuse_entry(std::string_view variable, const PluginError& error);

}  // namespace weft::detail
