// SPDX-License-Identifier: MIT
// Replaces a file whole, or leaves the old one as it is.
#pragma once

#include "callbacks/files/descriptor_stream.hpp"
#include "callbacks/files/file_place.hpp"
#include "callbacks/files/named_file.hpp"
#include "callbacks/files/temporary_file.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace weft::detail {

/// A file on its way, for those who do something between writing and replacing; all others take `replace_file`.
///
/// What is written to the stream goes to a temporary file beside the path, which is flushed to the disk and then renamed over it:
/// whoever reads the path, also after a kill or a power cut, finds the old content or the new one. A symbolic link stays and
/// its target is replaced; what is no regular file is written to, as the content comes. All functions throw `Error`, naming
/// `who`, the path and the system's reason; the old file stands then, and the temporary one is removed.
class Replacement {
public:
    Replacement(std::string_view who, const std::filesystem::path& path);
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    [[nodiscard]] std::ostream& stream() { return stream_; }

    /// Flushes what has been written, as far as the disk. Nothing may be written after it. Refuses to in a process that was
    /// forked meanwhile: the file is its parent's.
    void finish();

    /// Copies what is finished; nothing, if it is not in a file.
    void copy_to(std::ostream& stream) const;

    /// Replaces the file. It is replaced as well if this throws because the disk fails at the flush of the folder. A folder that
    /// may not be read cannot be flushed: the file, which has been renamed, is flushed once more, as that takes its name to
    /// the disk on the journalling file systems of Linux.
    void commit();

    /// Of the file that is renamed by `commit`; empty where there is none.
    [[nodiscard]] std::string temporary_name() const {
        return temporary_ ? temporary_->name() : std::string();
    }

private:
    [[nodiscard]] int descriptor() const { return temporary_ ? temporary_->descriptor() : in_place_.get(); }

    NamedFile file_;
    FilePlace place_;
    std::unique_ptr<TemporaryFile> temporary_;  // Else in_place_.
    Descriptor in_place_;
    DescriptorBuffer buffer_;
    std::ostream stream_;
};

/// `write` fills the file; what it throws passes through, and the old file stands.
void replace_file(std::string_view who, const std::filesystem::path& path,
                  const std::function<void(std::ostream&)>& write);

/// Whether `replace_file` would replace it, or write to what is there. Throws `Error` where the path names nothing that can be
/// written.
[[nodiscard]] bool is_replaced(std::string_view who, const std::filesystem::path& path);

}  // namespace weft::detail
