// SPDX-License-Identifier: MIT
// Loads by LoadLibraryExW. Of two DLLs of one name a process loads only the first: so a plug-in that needs a DLL of the name of this
// program's weft uses that one.
#include "plugin/loader.hpp"

#include "plugin/library_file.hpp"
#include "plugin/refusals.hpp"
#include "plugin/windows/portable_executable.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace weft::detail {

namespace {

using Path = std::filesystem::path;

/// The file of the DLL or program that holds this address, without its folder.
std::wstring file_of(const void* address) {
    HMODULE module = nullptr;
    constexpr DWORD how =
        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT;
    if (::GetModuleHandleExW(how, static_cast<LPCWSTR>(address), &module) == 0) {
        return {};
    }
    std::wstring path(32'768, L'\0');  // No path is longer.
    path.resize(::GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size())));
    return Path(path).filename().native();
}

/// Whether they name one DLL, of which upper and lower case say nothing.
bool is_same_name(const std::wstring& one, const std::wstring& other) {
    return ::CompareStringOrdinal(one.c_str(), -1, other.c_str(), -1, TRUE) == CSTR_EQUAL;
}

bool is_found(const std::wstring& name, const Path& beside) {
    std::error_code ignored;
    return ::GetModuleHandleW(name.c_str()) != nullptr ||
           std::filesystem::exists(beside.parent_path() / name, ignored) ||
           ::SearchPathW(nullptr, name.c_str(), nullptr, 0, nullptr, nullptr) != 0;
}

/// Why the library has not been loaded. Of a DLL that it needs, Windows does not say which one is missing.
std::string reason(DWORD error, const PortableExecutable& file, const Path& at) {
    if (error == ERROR_MOD_NOT_FOUND) {
        for (const std::string& needed : file.needed()) {
            if (!is_found(Path(needed).native(), at)) {
                return fmt::format("it needs {}, which is not found", needed);
            }
        }
    }
    if (error == ERROR_PROC_NOT_FOUND) {
        return "it needs a function that a DLL of this process does not have";
    }
    return fmt::format("{} (error {} of Windows)", std::system_category().message(static_cast<int>(error)),
                       error);
}

/// While it lives, what cannot be loaded makes no window, which somebody would have to close.
class NoWindow {
public:
    NoWindow() { ::SetThreadErrorMode(SEM_FAILCRITICALERRORS, &before_); }
    NoWindow(const NoWindow&) = delete;
    NoWindow& operator=(const NoWindow&) = delete;
    ~NoWindow() { ::SetThreadErrorMode(before_, nullptr); }

private:
    DWORD before_ = 0;
};

}  // namespace

bool is_loaded(const Path& at) {
    return ::GetModuleHandleW(Path(at).make_preferred().c_str()) != nullptr;
}

const Plugin& load_plugin(const Path& path, const Path& at) {
    const PortableExecutable file(path);
    // The address of data: that of a function would be the one of a jump in this library.
    const std::wstring weft = file_of(&WEFT_DETAIL_CONTAINERS);
    const std::vector<std::string> needed = file.needed();
    if (std::none_of(needed.begin(), needed.end(),
                     [&weft](const std::string& one) { return is_same_name(Path(one).native(), weft); })) {
        refuse_copy_of_weft(path);
    }
    const NoWindow no_window;
    // What it needs is looked for in its own folder first. It is never unloaded.
    const HMODULE library =
        ::LoadLibraryExW(Path(at).make_preferred().c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (library == nullptr) {
        refuse_unloadable(path, reason(::GetLastError(), file, at));
    }
    const auto exported = ::GetProcAddress(library, exported_name);
    return *reinterpret_cast<const Plugin*>(exported);
}

char path_separator() {
    return ';';  // A colon stands behind the letter of a drive.
}

std::string trusted_variable(const char* name) {
    const std::wstring wide = Path(name).native();
    std::wstring value(::GetEnvironmentVariableW(wide.c_str(), nullptr, 0), L'\0');
    value.resize(::GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size())));
    return Path(value).string();
}

}  // namespace weft::detail
