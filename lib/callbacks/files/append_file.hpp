// SPDX-License-Identifier: MIT
// A file that grows by whole records.
#pragma once

#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/named_file.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace weft::detail {

/// Each record reaches the system with one write, so that a killed process leaves all that it has added. Not flushed to the
/// disk: a power cut may lose the last ones. What is no regular file is written to; a pipe must have a reader.
class AppendFile {
public:
    enum class Begin { empty, at_end };

    /// Makes the file where there is none. Throws `Error`, naming `owner`, the path and the system's reason.
    AppendFile(std::string_view owner, const std::filesystem::path& path, Begin begin);
    /// Makes a file that nobody else has: nothing where there is one. Throws as the constructor does.
    [[nodiscard]] static std::optional<AppendFile> make(std::string_view owner,
                                                        const std::filesystem::path& path);
    AppendFile(AppendFile&&) = default;
    AppendFile& operator=(AppendFile&&) = default;
    // Not inline: in an optional, GCC 16 does not see that what ends has begun, and warns.
    ~AppendFile();

    /// Throws `Error` where the record cannot be written whole; none of it is in a regular file then.
    void add(std::string_view record);

private:
    AppendFile(NamedFile file, Descriptor descriptor);

    NamedFile file_;
    bool is_regular_ = false;
    Descriptor descriptor_;
};

}  // namespace weft::detail
