// SPDX-License-Identifier: MIT
// Loads plug-ins: checks a file's identity, tries out its initialisers in another process, has it loaded and makes its callbacks.
#include "plugin/library_file.hpp"
#include "plugin/loader.hpp"
#include "plugin/probe.hpp"
#include "plugin/refusals.hpp"

#include <weft/detail/text/utf8_path.hpp>
#include <weft/plugin.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <string_view>

namespace weft {

namespace {

using Path = std::filesystem::path;

constexpr const char* environment_variable = "WEFT_CALLBACKS";
/// How long initialisers may run before the library is refused. Generous, as a large library on a slow disk takes long.
constexpr std::chrono::seconds patience_with_initialisers{60};

/// The part of a version that must be the same in a program and its plug-ins: the first number, before 1.0 the first two.
// Not constexpr: in C++26, GCC 16.2 evaluates the second `find` in a literal at compile time, and wrongly.
std::string_view abi_version(std::string_view version) {
    const std::size_t first = version.find('.');
    return version.substr(0, version.substr(0, first) == "0" ? version.find('.', first + 1) : first);
}

/// Throws `PluginError` unless the file's version and ABI are those of this program.
void check_identity(const Path& path) {
    const detail::PluginIdentity found = detail::identity_in(path);
    const std::string_view version = detail::text_of(found.version);
    if (version.empty()) {
        detail::refuse_no_identity(path);
    }
    if (abi_version(version) != abi_version(WEFT_VERSION)) {
        detail::refuse_version(path, version, abi_version(WEFT_VERSION));
    }
    if (found.abi != detail::plugin_identity.abi) {
        detail::refuse_abi(path, detail::text_of(found.abi), detail::text_of(detail::plugin_identity.abi));
    }
}

/// Loads the plug-in at that path, or finds it loaded. It stays loaded. Throws `PluginError`.
const detail::Plugin& load(const Path& path) {
    if (path.empty()) {
        detail::refuse_empty_path();
    }
    std::error_code error;
    // Absolute, as the loader would search its folders for a name alone.
    const Path at = std::filesystem::absolute(path, error);
    if (error) {
        detail::refuse_lost_folder(path, error.message());
    }
    if (!std::filesystem::exists(at, error)) {
        if (error) {
            detail::refuse_unreachable(path, error.message());
        }
        detail::refuse_missing_file(path, at);
    }
    if (!std::filesystem::is_regular_file(at, error)) {
        detail::refuse_no_file(path);
    }
    check_identity(path);
    if (!detail::is_loaded(at)) {
        const std::string ending = detail::ending_by_load(at, patience_with_initialisers);
        if (!ending.empty()) {
            detail::refuse_initialisers(path, ending);
        }
    }
    return detail::load_plugin(path, at);
}

}  // namespace

std::vector<Callback> load_callbacks(const Path& path, const ArgMap& settings) {
    const detail::Plugin& plugin = load(path);
    if (!plugin.takes_settings && !settings.empty()) {
        detail::refuse_settings(path, settings);
    }
    try {
        return plugin.make(settings);
    } catch (...) {
        detail::refuse_factory(path);
    }
}

std::vector<Callback> load_callbacks_from_environment() {
    std::vector<Callback> callbacks;
    const std::string variable = detail::trusted_variable(environment_variable);
    std::string_view rest = variable;
    while (!rest.empty()) {
        const std::string_view entry = rest.substr(0, rest.find(detail::path_separator()));
        rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
        if (entry.empty()) {
            continue;
        }
        try {
            std::vector<Callback> loaded = load_callbacks(detail::utf8_path(entry));
            std::move(loaded.begin(), loaded.end(), std::back_inserter(callbacks));
        } catch (const PluginError& error) {
            detail::refuse_entry(environment_variable, error);
        }
    }
    return callbacks;
}

}  // namespace weft
