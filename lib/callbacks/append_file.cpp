// SPDX-License-Identifier: MIT
// Appends with write(2).
#include "append_file.hpp"

#include <weft/detail/shown.hpp>
#include <weft/error.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace weft::detail {

AppendFile::AppendFile(std::string_view owner, std::filesystem::path path, Begin begin)
    : owner_(owner),
      path_(std::move(path)),
      descriptor_(::open(path_.c_str(),
                         O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (begin == Begin::empty ? O_TRUNC : 0),
                         0666)) {
    if (descriptor_ < 0) {
        refuse("open", errno);
    }
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : owner_(std::move(other.owner_)),
      path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AppendFile::~AppendFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void AppendFile::add(std::string_view record) {
    const off_t size_before = ::lseek(descriptor_, 0, SEEK_END);
    while (!record.empty()) {
        const ssize_t written = ::write(descriptor_, record.data(), record.size());
        if (written >= 0) {
            record.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            const int error = errno;
            // A device cannot be cut; it has no half records to keep either.
            (void)!::ftruncate(descriptor_, size_before);
            refuse("write", error);
        }
    }
}

void AppendFile::refuse(std::string_view doing, int error) const {
    throw Error(fmt::format("{}: cannot {} {}: {}", owner_, doing, shown(path_.string()),
                            std::generic_category().message(error)));
}

}  // namespace weft::detail
