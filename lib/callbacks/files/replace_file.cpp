// SPDX-License-Identifier: MIT
// Replaces a file: writes a temporary one, flushes it to the disk, renames it, flushes the folder.
#include "callbacks/files/replace_file.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace weft::detail {

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
    std::int64_t place = 0;
    while (stream) {
        const std::ptrdiff_t size = read_at(temporary_->descriptor(), block, place);
        if (size < 0) {
            file_.refuse("read", errno);
        }
        if (size == 0) {
            return;
        }
        stream.write(block.data(), size);
        place += size;
    }
}

void Replacement::rename() {
    if (!temporary_) {
        return;
    }
    if (const int error = temporary_->rename(); error != 0) {
        file_.refuse("replace", error);
    }
}

void Replacement::flush_folder() {
    if (!temporary_) {
        return;
    }
    if (const int error = place_.folder().flush(temporary_->descriptor()); error != 0) {
        file_.refuse("flush the folder of", error);
    }
}

void replace_file(std::string_view who, const std::filesystem::path& path,
                  const std::function<void(std::ostream&)>& write) {
    Replacement replacement(who, path);
    write(replacement.stream());
    replacement.finish();
    replacement.rename();
    replacement.flush_folder();
}

bool is_replaced(std::string_view who, const std::filesystem::path& path) {
    return FilePlace(NamedFile{std::string(who), path}).is_replaced();
}

}  // namespace weft::detail
