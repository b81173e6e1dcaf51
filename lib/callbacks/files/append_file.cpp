// SPDX-License-Identifier: MIT
// Opens a file for appending, and appends records with write(2).
#include "callbacks/files/append_file.hpp"

#include "callbacks/files/descriptor_stream.hpp"
#include "callbacks/files/file_place.hpp"

#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace weft::detail {

namespace {

/// Opens or makes the file. No symbolic link is followed here: `FilePlace` has followed them.
Descriptor open_at(const FilePlace& place, int more_flags) {
    constexpr mode_t mode = 0666;
    return above_standard(
        Descriptor(::openat(place.folder(), place.name().c_str(),
                            O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | more_flags, mode)));
}

}  // namespace

AppendFile::AppendFile(std::string_view owner, const std::filesystem::path& path, Begin begin)
    : file_{std::string(owner), path} {
    const FilePlace place(file_);
    is_regular_ = place.is_replaced();
    if (!is_regular_) {
        descriptor_ = place.open_in_place(file_);
        return;
    }
    descriptor_ = open_at(place, begin == Begin::empty ? O_TRUNC : 0);
    if (!descriptor_.is_open()) {
        file_.refuse("write", errno);
    }
}

AppendFile::AppendFile(NamedFile file, Descriptor descriptor)
    : file_(std::move(file)), is_regular_(true), descriptor_(std::move(descriptor)) {}

std::optional<AppendFile> AppendFile::make(std::string_view owner, const std::filesystem::path& path) {
    NamedFile file{std::string(owner), path};
    const FilePlace place(file);
    Descriptor descriptor = open_at(place, O_EXCL);
    if (descriptor.is_open()) {
        return AppendFile(std::move(file), std::move(descriptor));
    }
    if (errno != EEXIST) {
        file.refuse("write", errno);
    }
    return std::nullopt;
}

AppendFile::~AppendFile() = default;

void AppendFile::add(std::string_view record) {
    const off_t size_before = is_regular_ ? ::lseek(descriptor_.get(), 0, SEEK_END) : -1;
    const int error = write_all(descriptor_.get(), record);
    if (error != 0) {
        if (size_before >= 0) {
            // Removes the part of the record that was written. If that fails, too, the first error tells more.
            (void)!::ftruncate(descriptor_.get(), size_before);
        }
        file_.refuse("write", error);
    }
}

}  // namespace weft::detail
