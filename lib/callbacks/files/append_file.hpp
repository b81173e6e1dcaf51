// SPDX-License-Identifier: MIT
// A file to which whole records are appended.
#pragma once

#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/named_file.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace weft::detail {

/// Each record is handed to the system at once, so that a process that is killed leaves all that it has added. Nothing is
/// flushed to the disk: a power cut may lose the last records. The path may also name a device or a pipe; a pipe must have a
/// reader. One thread at a time.
class AppendFile {
public:
    /// Whether a regular file that is there is emptied first.
    enum class Begin { empty, at_end };

    /// Opens the file, or makes it where there is none. Throws `Error`, naming `owner`, the path and the system's reason.
    AppendFile(std::string_view owner, const std::filesystem::path& path, Begin begin);
    /// Makes the file, or returns an empty optional if there is one of that name. Throws as the constructor does.
    [[nodiscard]] static std::optional<AppendFile> make(std::string_view owner,
                                                        const std::filesystem::path& path);
    AppendFile(AppendFile&&) = default;
    AppendFile& operator=(AppendFile&&) = default;
    // Not inline: otherwise GCC 16 warns that a file in an optional is destroyed before it is made, which it is not.
    ~AppendFile();

    /// Throws `Error` if the record cannot be written completely. A regular file is then cut back to its size before.
    void add(std::string_view record);

private:
    AppendFile(NamedFile file, Descriptor descriptor);

    NamedFile file_;
    bool is_regular_ = false;
    Descriptor descriptor_;
};

}  // namespace weft::detail
