// SPDX-License-Identifier: MIT
// Replaces a file: writes a temporary one, flushes it to the disk, renames it, flushes the folder. See rename(2), fsync(2).
#include "callbacks/files/replace_file.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace weft::detail {

namespace {

/// Whether fsync(2) failed as there is no disk to flush to: for devices, pipes and some file systems. That is no failure.
bool has_no_disk(int error) {
    return error == EINVAL || error == EROFS || error == ENOTSUP || error == ENOSYS;
}

/// Returns the error of the system, or 0.
int flush_to_disk(int descriptor) {
    return ::fsync(descriptor) == 0 || has_no_disk(errno) ? 0 : errno;
}

}  // namespace

Replacement::Replacement(std::string_view who, const std::filesystem::path& path)
    : file_{std::string(who), path},
      place_(file_),
      temporary_(place_.is_replaced() ? std::make_unique<TemporaryFile>(file_, place_) : nullptr),
      in_place_(temporary_ ? Descriptor() : place_.open_in_place(file_)),
      buffer_(descriptor()),
      stream_(&buffer_) {}

void Replacement::finish() {
    if (temporary_ && !temporary_->is_of_this_process()) {
        file_.refuse("write", "this process was forked from the one that writes it");
    }
    stream_.flush();
    if (!stream_) {
        file_.refuse("write", buffer_.error());
    }
    if (const int error = flush_to_disk(descriptor()); error != 0) {
        file_.refuse("flush", error);
    }
}

void Replacement::copy_to(std::ostream& stream) const {
    if (!temporary_) {
        return;
    }
    std::array<char, 65'536> block{};
    off_t place = 0;
    while (stream) {
        const ssize_t size = ::pread(temporary_->descriptor(), block.data(), block.size(), place);
        if (size < 0 && errno != EINTR) {
            file_.refuse("read", errno);
        }
        if (size == 0) {
            return;
        }
        if (size > 0) {
            stream.write(block.data(), size);
            place += size;
        }
    }
}

void Replacement::commit() {
    if (!temporary_) {
        return;
    }
    if (const int error = temporary_->rename(); error != 0) {
        file_.refuse("replace", error);
    }
    const Descriptor folder(::openat(place_.folder(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const int flushed = folder.is_open() ? folder.get() : temporary_->descriptor();
    if (const int error = flush_to_disk(flushed); error != 0) {
        file_.refuse("flush the folder of", error);
    }
}

void replace_file(std::string_view who, const std::filesystem::path& path,
                  const std::function<void(std::ostream&)>& write) {
    Replacement replacement(who, path);
    write(replacement.stream());
    replacement.finish();
    replacement.commit();
}

bool is_replaced(std::string_view who, const std::filesystem::path& path) {
    return FilePlace(NamedFile{std::string(who), path}).is_replaced();
}

}  // namespace weft::detail
