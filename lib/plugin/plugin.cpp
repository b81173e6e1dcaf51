// SPDX-License-Identifier: MIT
// Loads plug-ins: checks a file's identity, tries out its initialisers in another process, loads it and makes its callbacks.
#include "plugin/library_file.hpp"
#include "plugin/probe.hpp"
#include "plugin/refusals.hpp"

#include <weft/plugin.hpp>

#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <mutex>
#include <string_view>

namespace weft {

namespace {

namespace dll = boost::dll;
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

/// The loader's last error message, without the path at its begin, as weft's own text begins with that.
std::string loader_says(const Path& path) {
    const char* const said = ::dlerror();
    std::string text = said != nullptr ? said : "the system's loader does not say why";
    const std::string prefix = path.string() + ": ";
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// Keeps the library loaded until the process ends: handlers, and the plans that weft keeps for them, point into it.
void keep_loaded(dll::shared_library library) {
    static std::mutex mutex;
    static auto& kept = *new std::vector<dll::shared_library>;
    const std::lock_guard lock(mutex);
    kept.push_back(std::move(library));
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

/// Whether this process has loaded the library: then its initialisers have run, and need not be tried out.
bool is_loaded(const Path& at) {
    void* const handle = ::dlopen(at.c_str(), RTLD_NOLOAD | RTLD_LAZY);
    if (handle != nullptr) {
        ::dlclose(handle);
    }
    return handle != nullptr;
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
    if (!is_loaded(at)) {
        const std::string ending = detail::ending_by_load(at, patience_with_initialisers);
        if (!ending.empty()) {
            detail::refuse_initialisers(path, ending);
        }
    }
    dll::shared_library library;
    // rtld_now: all functions are looked up at once. Otherwise a missing one would end the process when it is called.
    library.load(at, error, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
    if (!library.is_loaded()) {
        detail::refuse_unloadable(path, loader_says(at));
    }
    const auto& plugin = library.get<const detail::Plugin>(detail::exported_name);
    // A plug-in that was linked with another copy of weft refers to that copy's function.
    if (plugin.weft != &detail::type_name) {
        detail::refuse_copy_of_weft(path);
    }
    keep_loaded(std::move(library));
    return plugin;
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
    // secure_getenv, as a program that runs with more rights than its caller must not load what the caller names.
    const char* const variable = ::secure_getenv(environment_variable);
    std::string_view rest = variable != nullptr ? variable : "";
    while (!rest.empty()) {
        const std::string_view entry = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
        if (entry.empty()) {
            continue;
        }
        try {
            std::vector<Callback> loaded = load_callbacks(entry);
            std::move(loaded.begin(), loaded.end(), std::back_inserter(callbacks));
        } catch (const PluginError& error) {
            detail::refuse_entry(environment_variable, error);
        }
    }
    return callbacks;
}

}  // namespace weft
