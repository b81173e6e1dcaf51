// SPDX-License-Identifier: MIT
// Replaces a file by a complete one, or leaves the old one as it is.
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

/// A replacement in steps, for whoever does something between writing and replacing; all others use `replace_file`.
///
/// What is written to the stream goes to a temporary file in the same folder, which is flushed to the disk and then renamed to
/// the path. Whoever reads the path finds either the old content or all of that, also after a kill or a power cut. A symbolic
/// link stays, and the file it leads to is replaced. A device or a pipe is written to directly. All functions throw `Error`,
/// naming `who`, the path and the system's reason; the old file then stays, and the temporary one is removed.
class Replacement {
public:
    Replacement(std::string_view who, const std::filesystem::path& path);
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    [[nodiscard]] std::ostream& stream() { return stream_; }

    /// Flushes what has been written to the disk; nothing may be written afterwards. Throws in a process that was forked since
    /// the constructor ran: the temporary file belongs to its parent.
    void finish();

    /// After `finish`: copies the content of the temporary file. Copies nothing if there is none.
    void copy_to(std::ostream& stream) const;

    /// After `finish`: replaces the file.
    void rename();

    /// After `rename`: flushes the folder. If the disk fails at that, this throws although the file has been replaced. A folder
    /// that may not be read cannot be flushed. Then the renamed file is flushed once more, which on the journalling file
    /// systems of Linux brings its name to the disk.
    void flush_folder();

    /// The name, without the folder, of the file that `rename` renames; empty if there is none.
    [[nodiscard]] std::string temporary_name() const {
        return temporary_ ? temporary_->name() : std::string();
    }

private:
    [[nodiscard]] int descriptor() const { return temporary_ ? temporary_->descriptor() : in_place_.get(); }

    NamedFile file_;
    FilePlace place_;
    std::unique_ptr<TemporaryFile> temporary_;  // Null if the path is written to directly, by the next one.
    Descriptor in_place_;
    DescriptorBuffer buffer_;
    std::ostream stream_;
};

/// Replaces the file by what `write` writes to the stream. What `write` throws passes through, and the old file stays.
void replace_file(std::string_view who, const std::filesystem::path& path,
                  const std::function<void(std::ostream&)>& write);

/// Whether `replace_file` would replace the file; if not, it would write to the device or pipe that is there. Throws `Error` if
/// the path names nothing that can be written.
[[nodiscard]] bool is_replaced(std::string_view who, const std::filesystem::path& path);

}  // namespace weft::detail
