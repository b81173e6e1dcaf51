// SPDX-License-Identifier: MIT
// Between handles of Windows and descriptors of its C runtime, and between its errors and those of C.
#pragma once

#include "callbacks/files/descriptor.hpp"

#include <filesystem>
#include <string>
#include <string_view>

#include <windows.h>

namespace weft::detail {

/// What the names of devices begin with.
inline constexpr std::wstring_view before_devices = L"\\\\.\\";

/// The error of C that stands for the last one of Windows; `EIO` if none does.
[[nodiscard]] int last_error();

[[nodiscard]] HANDLE handle_of(int descriptor);

/// A descriptor that owns the handle and translates no line ends. For `INVALID_HANDLE_VALUE` none is open, and errno tells why.
[[nodiscard]] Descriptor owning(HANDLE handle);

/// With the current folder and without `.` and `..`, in the form that may be longer than 260 characters, `\\?\C:\folder\file`; a
/// device by its own name, `\\.\NUL`. Empty for what is no path.
[[nodiscard]] std::wstring absolute_path(const std::filesystem::path& path);

/// Opens by an absolute path. No child process inherits the handle.
struct OpenMode {
    DWORD access;
    DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    DWORD creation = OPEN_EXISTING;
    DWORD flags = FILE_ATTRIBUTE_NORMAL;
    PSECURITY_DESCRIPTOR rights = nullptr;  ///< Of what is made; without, the folder decides.
};
[[nodiscard]] Descriptor open_path(const std::wstring& path, OpenMode mode);

/// Where the open file or folder is by now, all links followed; empty if the system does not say.
[[nodiscard]] std::wstring path_of(int descriptor);

}  // namespace weft::detail
