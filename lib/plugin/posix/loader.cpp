// SPDX-License-Identifier: MIT
// Loads by dlopen(3), which Boost.DLL wraps.
#include "plugin/loader.hpp"

#include "plugin/library_file.hpp"
#include "plugin/refusals.hpp"

#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>

#include <cstdlib>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

namespace weft::detail {

namespace {

namespace dll = boost::dll;

/// The loader's last error message, without the path at its begin, as weft's own text begins with that.
std::string reason_of_loader(const std::filesystem::path& path) {
    const char* const said = ::dlerror();
    std::string text = said != nullptr ? said : "the system's loader does not say why";
    const std::string prefix = path.string() + ": ";
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

void keep_loaded(dll::shared_library library) {
    static std::mutex mutex;
    static auto& kept = *new std::vector<dll::shared_library>;
    const std::lock_guard lock(mutex);
    kept.push_back(std::move(library));
}

}  // namespace

bool is_loaded(const std::filesystem::path& at) {
    void* const handle = ::dlopen(at.c_str(), RTLD_NOLOAD | RTLD_LAZY);
    if (handle != nullptr) {
        ::dlclose(handle);
    }
    return handle != nullptr;
}

const Plugin& load_plugin(const std::filesystem::path& path, const std::filesystem::path& at) {
    std::error_code error;
    dll::shared_library library;
    // rtld_now: all functions are looked up at once. Otherwise a missing one would end the process when it is called.
    library.load(at, error, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
    if (!library.is_loaded()) {
        refuse_unloadable(path, reason_of_loader(at));
    }
    const auto& plugin = library.get<const Plugin>(exported_name);
    // A plug-in that was linked with another copy of weft refers to that copy's function.
    if (plugin.weft != &type_name) {
        refuse_copy_of_weft(path);
    }
    keep_loaded(std::move(library));
    return plugin;
}

char path_separator() {
    return ':';
}

std::string trusted_variable(const char* name) {
    // secure_getenv, as a program that runs with more rights than its caller must not load what the caller names.
    const char* const value = ::secure_getenv(name);
    return value != nullptr ? value : "";
}

}  // namespace weft::detail
