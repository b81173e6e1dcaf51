// SPDX-License-Identifier: MIT
// Every text that weft refuses a plug-in with.
#include "messages.hpp"

#include <fmt/format.h>
#include <boost/core/demangle.hpp>

#include <exception>

namespace weft {

PluginError::~PluginError() = default;

namespace detail {

namespace {

/// `{std::vector, std::__cxx11::basic_string, fmt::v9::formatter}`, from the name of an `Abi`.
std::string spell_abi(const std::type_info& abi) {
    const std::string text = boost::core::demangle(abi.name());
    const std::size_t begin = text.find('<');
    const std::size_t end = text.rfind('>');
    return begin < end && end != std::string::npos ? "{" + text.substr(begin + 1, end - begin - 1) + "}"
                                                   : text;
}

}  // namespace

void refuse_empty_path() {
    throw PluginError("load_callbacks: an empty path found, expected that of a plug-in");
}

void refuse_missing_file(const std::filesystem::path& path) {
    throw PluginError(fmt::format("{}: there is no such file: expected a plug-in at {}", path.string(),
                                  std::filesystem::absolute(path).string()));
}

void refuse_unreachable(const std::filesystem::path& path, std::string_view reason) {
    throw PluginError(
        fmt::format("{}: the file cannot be looked at: {}; expected a plug-in there", path.string(), reason));
}

void refuse_no_file(const std::filesystem::path& path) {
    throw PluginError(
        fmt::format("{}: a folder, a pipe or a device found, expected the file of a plug-in", path.string()));
}

void refuse_no_library(const std::filesystem::path& path, std::string_view loader_says) {
    throw PluginError(fmt::format("{}: not a shared library: {}", path.string(), loader_says));
}

void refuse_unloadable(const std::filesystem::path& path, std::string_view loader_says) {
    throw PluginError(fmt::format("{}: cannot be loaded: {}", path.string(), loader_says));
}

void refuse_no_plugin(const std::filesystem::path& path) {
    throw PluginError(
        fmt::format("{}: not a weft plug-in, which exports callbacks with WEFT_EXPORT_CALLBACKS or "
                    "WEFT_EXPORT_CALLBACK_FACTORY",
                    path.string()));
}

void refuse_version(const std::filesystem::path& path, std::string_view found, std::string_view expected) {
    throw PluginError(fmt::format("{}: of another version: built with weft {}, expected {}.x: build it again",
                                  path.string(), found, expected));
}

void refuse_abi(const std::filesystem::path& path, const std::type_info& found,
                const std::type_info& expected) {
    throw PluginError(
        fmt::format("{}: of another ABI: built for {}, expected {}: build it with this program's "
                    "compiler options and libraries",
                    path.string(), spell_abi(found), spell_abi(expected)));
}

void refuse_copy_of_weft(const std::filesystem::path& path) {
    throw PluginError(fmt::format(
        "{}: it comes with a weft of its own, expected this program's: link both with weft's shared library",
        path.string()));
}

void refuse_settings(const std::filesystem::path& path, const ArgMap& settings) {
    throw PluginError(
        fmt::format("{}: settings {} found, expected none: a plug-in that takes settings exports "
                    "WEFT_EXPORT_CALLBACK_FACTORY",
                    path.string(), settings));
}

void refuse_factory(const std::filesystem::path& path) {
    try {
        throw;
    } catch (const std::exception& error) {
        std::throw_with_nested(PluginError(fmt::format("{}: {}", path.string(), error.what())));
    } catch (...) {
        std::throw_with_nested(
            PluginError(fmt::format("{}: its factory threw what is no std::exception", path.string())));
    }
}

void refuse_entry(std::string_view variable, const PluginError& error) {
    std::throw_with_nested(PluginError(fmt::format("{}: {}", variable, error.what())));
}

}  // namespace detail
}  // namespace weft
