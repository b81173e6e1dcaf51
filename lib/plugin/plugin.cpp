// SPDX-License-Identifier: MIT
// Loads plug-ins, and looks at what they say of themselves before it runs any of their code that weft has to fit.
#include "messages.hpp"

#include <weft/plugin.hpp>

#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string_view>

namespace weft {

namespace {

namespace dll = boost::dll;
using Path = std::filesystem::path;

constexpr const char* exported_name = "weft_plugin";
constexpr const char* environment_variable = "WEFT_CALLBACKS";

/// What two versions that can be linked with each other have in common: the first number, before 1.0 the first two.
// Not constexpr: as C++26, GCC 16.2 computes the second `find` in a literal wrongly when it tries to be early.
std::string_view abi_version(std::string_view version) {
    const std::size_t first = version.find('.');
    return version.substr(0, version.substr(0, first) == "0" ? version.find('.', first + 1) : first);
}

/// Whether the file can be read, and is of another kind.
bool is_something_else(const Path& path) {
    constexpr std::string_view magic =
        "\x7f"
        "ELF";
    std::array<char, magic.size()> begin{};
    std::ifstream file(path, std::ios::binary);
    return file.is_open() &&
           (!file.read(begin.data(), begin.size()) || std::string_view(begin.data(), begin.size()) != magic);
}

/// What the loader said last, without the path that our own text begins with.
std::string loader_says(const Path& path) {
    const char* const said = ::dlerror();
    std::string text = said != nullptr ? said : "the system's loader does not say why";
    const std::string prefix = path.string() + ": ";
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// Keeps the library for as long as the process lives: handlers, and what weft remembers of them, point into it.
void keep_loaded(dll::shared_library library) {
    static std::mutex mutex;
    static auto& kept = *new std::vector<dll::shared_library>;
    const std::lock_guard lock(mutex);
    kept.push_back(std::move(library));
}

/// Throws unless what the library exports is for this program. Reads no more of it than the check before allows.
const detail::Plugin& fitting_plugin(const Path& path, const dll::shared_library& library) {
    if (!library.has(exported_name)) {
        detail::refuse_no_plugin(path);
    }
    const auto& plugin = library.get<const detail::Plugin>(exported_name);
    if (abi_version(plugin.version) != abi_version(WEFT_VERSION)) {
        detail::refuse_version(path, plugin.version, abi_version(WEFT_VERSION));
    }
    if (*plugin.abi != typeid(detail::PluginAbi)) {
        detail::refuse_abi(path, *plugin.abi, typeid(detail::PluginAbi));
    }
    if (plugin.weft != &detail::type_name) {
        detail::refuse_copy_of_weft(path);
    }
    return plugin;
}

/// The plug-in at that path, which stays loaded if it is one.
const detail::Plugin& load(const Path& path) {
    if (path.empty()) {
        detail::refuse_empty_path();
    }
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        if (error) {
            detail::refuse_unreachable(path, error.message());
        }
        detail::refuse_missing_file(path);
    }
    if (!std::filesystem::is_regular_file(path, error)) {
        detail::refuse_no_file(path);
    }
    // The loader searches for what has no folder.
    const Path at = std::filesystem::absolute(path);
    dll::shared_library library;
    // At once, or a function that is missing would end the process in the middle of a call.
    library.load(at, error, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
    if (!library.is_loaded()) {
        const std::string said = loader_says(at);
        if (is_something_else(path)) {
            detail::refuse_no_library(path, said);
        }
        // What is missing may be missing because it was built for another weft.
        library.load(at, error, dll::load_mode::rtld_lazy | dll::load_mode::rtld_local);
        if (library.is_loaded() && library.has(exported_name)) {
            fitting_plugin(path, library);
        }
        detail::refuse_unloadable(path, said);
    }
    const detail::Plugin& plugin = fitting_plugin(path, library);
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
    // Not in a program that runs with more rights than its caller: it would load what the caller names.
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
