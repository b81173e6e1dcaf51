// SPDX-License-Identifier: MIT
// Opens files by CreateFileW, for names of any language and without inheriting.
#include "callbacks/files/windows/handle.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include <fcntl.h>
#include <io.h>

namespace weft::detail {

namespace {

constexpr std::size_t longest_path = 32'768;

/// Empty if the system does not say it in that form.
std::wstring path_of(int descriptor, DWORD form) {
    std::wstring path(longest_path, L'\0');
    const DWORD size = ::GetFinalPathNameByHandleW(handle_of(descriptor), path.data(),
                                                   static_cast<DWORD>(path.size()), FILE_NAME_OPENED | form);
    path.resize(size < path.size() ? size : 0);
    return path;
}

}  // namespace

int last_error() {
    const auto error = static_cast<int>(::GetLastError());
    switch (error) {
        case ERROR_INVALID_NAME:
        case ERROR_BAD_PATHNAME: return ENOENT;
        case ERROR_DIRECTORY: return ENOTDIR;
        case ERROR_SHARING_VIOLATION:
        case ERROR_USER_MAPPED_FILE: return EBUSY;
        case ERROR_FILENAME_EXCED_RANGE: return ENAMETOOLONG;
        case ERROR_NO_DATA:
        case ERROR_BROKEN_PIPE: return EPIPE;
        default: break;
    }
    const std::error_condition condition = std::system_category().default_error_condition(error);
    return condition.category() == std::generic_category() ? condition.value() : EIO;
}

HANDLE handle_of(int descriptor) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the C runtime gives handles as numbers.
    return reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
}

Descriptor owning(HANDLE handle) {
    if (handle == INVALID_HANDLE_VALUE) {
        errno = last_error();
        return Descriptor();
    }
    Descriptor opened(::_open_osfhandle(reinterpret_cast<std::intptr_t>(handle), _O_BINARY | _O_NOINHERIT));
    if (!opened.is_open()) {
        const int error = errno;
        ::CloseHandle(handle);
        errno = error;
    }
    return opened;
}

std::wstring absolute_path(const std::filesystem::path& path) {
    std::wstring full(longest_path, L'\0');
    const DWORD size =
        ::GetFullPathNameW(path.c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr);
    full.resize(size < full.size() ? size : 0);
    if (full.size() > 1 && full[1] == L':') {
        return L"\\\\?\\" + full;
    }
    const bool is_of_network =
        full.starts_with(L"\\\\") && !full.starts_with(before_devices) && full[2] != L'?';
    return is_of_network ? L"\\\\?\\UNC" + full.substr(1) : full;
}

Descriptor open_path(const std::wstring& path, OpenMode mode) {
    SECURITY_ATTRIBUTES attributes{
        .nLength = sizeof attributes, .lpSecurityDescriptor = mode.rights, .bInheritHandle = FALSE};
    return owning(::CreateFileW(path.c_str(), mode.access, mode.sharing, &attributes, mode.creation,
                                mode.flags, nullptr));
}

std::wstring path_of(int descriptor) {
    const std::wstring path = path_of(descriptor, VOLUME_NAME_DOS);
    if (!path.empty()) {
        return path;
    }
    // A disk that the system's list of drives does not have, such as one in memory. Wine does not open all such paths.
    const std::wstring device = path_of(descriptor, VOLUME_NAME_NT);
    const std::wstring whole = LR"(\\?\GLOBALROOT)" + device;
    const bool is_known = !device.empty() && ::GetFileAttributesW(whole.c_str()) != INVALID_FILE_ATTRIBUTES;
    return is_known ? whole : std::wstring();
}

}  // namespace weft::detail
