// SPDX-License-Identifier: MIT
// The texts of all errors about plug-ins.
#include "plugin/refusals.hpp"

#include <weft/detail/text/escaped.hpp>

#include <fmt/format.h>

#include <exception>

namespace weft {

PluginError::~PluginError() = default;

namespace detail {

void refuse_empty_path() {
    throw PluginError("load_callbacks: an empty path found, expected that of a plug-in");
}

void refuse_lost_folder(const std::filesystem::path& path, std::string_view reason) {
    throw PluginError(fmt::format(
        "{}: the current folder, from which this path goes out, is not there: {}; expected an absolute path",
        escaped(path.string()), reason));
}

void refuse_missing_file(const std::filesystem::path& path, const std::filesystem::path& at) {
    throw PluginError(fmt::format("{}: there is no such file: expected a plug-in at {}",
                                  escaped(path.string()), escaped(at.string())));
}

void refuse_unreachable(const std::filesystem::path& path, std::string_view reason) {
    throw PluginError(fmt::format("{}: the file cannot be looked at: {}; expected a plug-in there",
                                  escaped(path.string()), reason));
}

void refuse_no_file(const std::filesystem::path& path) {
    throw PluginError(fmt::format("{}: a folder, a pipe or a device found, expected the file of a plug-in",
                                  escaped(path.string())));
}

void refuse_no_library(const std::filesystem::path& path, std::string_view reason) {
    throw PluginError(fmt::format("{}: not a shared library: {}", escaped(path.string()), reason));
}

void refuse_truncated(const std::filesystem::path& path, std::uint64_t bytes) {
    throw PluginError(fmt::format(
        "{}: truncated: {} bytes found, expected the rest that its headers name: copy or build it again",
        escaped(path.string()), bytes));
}

void refuse_machine(const std::filesystem::path& path) {
    throw PluginError(fmt::format(
        "{}: a library for another kind of machine found, expected one for this program's: build it "
        "with this program's compiler",
        escaped(path.string())));
}

void refuse_initialisers(const std::filesystem::path& path, std::string_view ending) {
    throw PluginError(fmt::format("{}: not loaded, as its initialisers {}; expected ones that return",
                                  escaped(path.string()), ending));
}

void refuse_unloadable(const std::filesystem::path& path, std::string_view loader_says) {
    throw PluginError(fmt::format("{}: cannot be loaded: {}", escaped(path.string()), loader_says));
}

void refuse_no_plugin(const std::filesystem::path& path) {
    throw PluginError(
        fmt::format("{}: not a weft plug-in, which exports callbacks with WEFT_EXPORT_CALLBACKS or "
                    "WEFT_EXPORT_CALLBACK_FACTORY",
                    escaped(path.string())));
}

void refuse_no_identity(const std::filesystem::path& path) {
    throw PluginError(
        fmt::format("{}: its 'weft_plugin' is something else, expected what WEFT_EXPORT_CALLBACKS or "
                    "WEFT_EXPORT_CALLBACK_FACTORY exports",
                    escaped(path.string())));
}

void refuse_version(const std::filesystem::path& path, std::string_view found, std::string_view expected) {
    throw PluginError(fmt::format("{}: of another version: built with weft {}, expected {}.x: build it again",
                                  escaped(path.string()), found, expected));
}

void refuse_abi(const std::filesystem::path& path, std::string_view found, std::string_view expected) {
    throw PluginError(
        fmt::format("{}: of another ABI: built with {{{}}}, expected {{{}}}: build it with this program's "
                    "compiler options and libraries",
                    escaped(path.string()), found, expected));
}

void refuse_copy_of_weft(const std::filesystem::path& path) {
    throw PluginError(fmt::format(
        "{}: it comes with a weft of its own, expected this program's: link both with weft's shared library",
        escaped(path.string())));
}

void refuse_settings(const std::filesystem::path& path, const ArgMap& settings) {
    throw PluginError(
        fmt::format("{}: settings {} found, expected none: a plug-in that takes settings exports "
                    "WEFT_EXPORT_CALLBACK_FACTORY",
                    escaped(path.string()), settings));
}

void refuse_factory(const std::filesystem::path& path) {
    try {
        throw;
    } catch (const std::exception& error) {
        std::throw_with_nested(PluginError(fmt::format("{}: {}", escaped(path.string()), error.what())));
    } catch (...) {
        std::throw_with_nested(PluginError(
            fmt::format("{}: its factory threw what is no std::exception", escaped(path.string()))));
    }
}

void refuse_entry(std::string_view variable, const PluginError& error) {
    std::throw_with_nested(PluginError(fmt::format("{}: {}", variable, error.what())));
}

}  // namespace detail
}  // namespace weft
