// SPDX-License-Identifier: MIT
// A file that grows by whole records.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace weft::detail {

/// Each record reaches the system with one write, so that a killed process leaves all that it has added. Not flushed to the
/// disk: a power cut may lose the last ones.
class AppendFile {
public:
    enum class Begin { empty, at_end };

    /// Makes the file where there is none. Throws `Error`, naming `owner`, the path and the system's reason.
    AppendFile(std::string_view owner, std::filesystem::path path, Begin begin);
    AppendFile(AppendFile&& other) noexcept;
    AppendFile(const AppendFile&) = delete;
    AppendFile& operator=(const AppendFile&) = delete;
    AppendFile& operator=(AppendFile&&) = delete;
    ~AppendFile();

    /// Throws `Error` where the record cannot be written whole; none of it is in the file then.
    void add(std::string_view record);

private:
    [[noreturn]] void refuse(std::string_view doing, int error) const;

    std::string owner_;
    std::filesystem::path path_;
    int descriptor_;
};

}  // namespace weft::detail
