// SPDX-License-Identifier: MIT
// Between handles of Windows and descriptors of its C runtime, and between its errors and those of C.
#pragma once

#include "callbacks/files/descriptor.hpp"

#include <string>

#include <windows.h>

namespace weft::detail {

/// The error of C that stands for the last one of Windows; `EIO` if none does.
[[nodiscard]] int last_error();

[[nodiscard]] HANDLE handle_of(int descriptor);

/// A descriptor that owns the handle and translates no line ends. For `INVALID_HANDLE_VALUE` none is open, and errno tells why.
[[nodiscard]] Descriptor owning(HANDLE handle);

/// Opens by a path that may be longer than 260 characters if it begins with `\\?\`. No child process inherits the handle.
struct OpenMode {
    DWORD access;
    DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    DWORD creation = OPEN_EXISTING;
    DWORD flags = FILE_ATTRIBUTE_NORMAL;
};
[[nodiscard]] Descriptor open_path(const std::wstring& path, OpenMode mode);

/// Where the open file or folder is by now, all links followed; empty if the system does not say.
[[nodiscard]] std::wstring path_of(int descriptor);

}  // namespace weft::detail
