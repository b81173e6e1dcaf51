// SPDX-License-Identifier: MIT
// Appends with write(2).
#include "append_file.hpp"

#include "descriptor_stream.hpp"
#include "file_place.hpp"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace weft::detail {

AppendFile::AppendFile(std::string_view owner, const std::filesystem::path& path, Begin begin)
    : file_{std::string(owner), path} {
    const FilePlace place(file_);
    is_regular_ = place.is_replaced();
    if (!is_regular_) {
        descriptor_ = place.open_in_place(file_);
        return;
    }
    constexpr mode_t mode = 0666;
    descriptor_ = above_standard(Descriptor(::openat(
        place.folder(), place.name().c_str(),
        O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | (begin == Begin::empty ? O_TRUNC : 0),
        mode)));
    if (!descriptor_.is_open()) {
        file_.refuse("write", errno);
    }
}

AppendFile::~AppendFile() = default;

void AppendFile::add(std::string_view record) {
    const off_t size_before = is_regular_ ? ::lseek(descriptor_.get(), 0, SEEK_END) : -1;
    const int error = write_all(descriptor_.get(), record);
    if (error != 0) {
        if (size_before >= 0) {
            (void)!::ftruncate(descriptor_.get(), size_before);
        }
        file_.refuse("write", error);
    }
}

}  // namespace weft::detail
