// SPDX-License-Identifier: MIT
// Opens a file for appending, and appends records.
#include "callbacks/files/append_file.hpp"

#include "callbacks/files/file_place.hpp"
#include "callbacks/files/folder.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

namespace weft::detail {

AppendFile::AppendFile(std::string_view owner, const std::filesystem::path& path, Begin begin)
    : file_{std::string(owner), path} {
    const FilePlace place(file_);
    is_regular_ = place.is_replaced();
    if (!is_regular_) {
        descriptor_ = place.open_in_place(file_);
        return;
    }
    descriptor_ = place.folder().open_to_append(
        place.name(), begin == Begin::empty ? Folder::Found::is_emptied : Folder::Found::stays);
    if (!descriptor_.is_open()) {
        file_.refuse("write", errno);
    }
}

AppendFile::AppendFile(NamedFile file, Descriptor descriptor)
    : file_(std::move(file)), is_regular_(true), descriptor_(std::move(descriptor)) {}

std::optional<AppendFile> AppendFile::make(std::string_view owner, const std::filesystem::path& path) {
    NamedFile file{std::string(owner), path};
    const FilePlace place(file);
    Descriptor descriptor = place.folder().open_to_append(place.name(), Folder::Found::is_refused);
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
    const std::int64_t size_before = is_regular_ ? seek(descriptor_.get(), 0, SEEK_END) : -1;
    const int error = write_all(descriptor_.get(), record);
    if (error != 0) {
        if (size_before >= 0) {
            // Removes the part of the record that was written. If that fails, too, the first error tells more.
            cut_to(descriptor_.get(), size_before);
        }
        file_.refuse("write", error);
    }
}

}  // namespace weft::detail
