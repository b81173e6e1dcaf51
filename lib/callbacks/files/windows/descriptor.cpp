// SPDX-License-Identifier: MIT
// Reads, writes and flushes by the C runtime, which maps the errors of Windows to those of C.
#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/windows/handle.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <windows.h>

#include <io.h>

namespace weft::detail {

namespace {

/// What one call of the C runtime may read or write at most.
constexpr std::size_t largest_block = std::size_t{1} << 30U;

}  // namespace

void Descriptor::close(int number) noexcept {
    ::_close(number);
}

int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        DWORD written = 0;
        const auto size = static_cast<DWORD>(std::min(text.size(), largest_block));
        if (::WriteFile(handle_of(descriptor), text.data(), size, &written, nullptr) == 0) {
            return last_error();
        }
        // A device that takes nothing, and says that all is well, would be asked for ever.
        if (written == 0) {
            return EIO;
        }
        text.remove_prefix(written);
    }
    return 0;
}

std::ptrdiff_t read_at(int descriptor, std::span<char> block, std::int64_t place) {
    if (::_lseeki64(descriptor, place, SEEK_SET) < 0) {
        return -1;
    }
    return ::_read(descriptor, block.data(), static_cast<unsigned>(std::min(block.size(), largest_block)));
}

std::int64_t seek(int descriptor, std::int64_t offset, int whence) {
    return ::_lseeki64(descriptor, offset, whence);
}

void cut_to(int descriptor, std::int64_t size) {
    // What was opened for appending may not be cut by the same handle.
    const Descriptor writable = owning(::ReOpenFile(
        handle_of(descriptor), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, 0));
    if (writable.is_open()) {
        ::_chsize_s(writable.get(), size);
    }
}

int flush_to_disk(int descriptor) {
    // A console and a pipe have no disk. Nor has a file system that has no such function.
    if (::GetFileType(handle_of(descriptor)) != FILE_TYPE_DISK ||
        ::FlushFileBuffers(handle_of(descriptor)) != 0 || ::GetLastError() == ERROR_INVALID_FUNCTION) {
        return 0;
    }
    return last_error();
}

}  // namespace weft::detail
