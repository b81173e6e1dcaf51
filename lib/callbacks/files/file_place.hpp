// SPDX-License-Identifier: MIT
// What a path names: a file that is replaced, or something that is written to.
#pragma once

#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/named_file.hpp"

#include <optional>
#include <string>

#include <sys/stat.h>

namespace weft::detail {

/// The end of a path's symbolic links, which stay as they are; a link to nothing names the file that it would make.
///
/// The folder is held, so that it may be renamed meanwhile. The kernel's rule of `fs.protected_symlinks` (proc(5)) holds here
/// too, and for pipes: in a folder where everybody may write, what a stranger has put there is not followed.
class FilePlace {
public:
    /// Throws `Error` for a path that names nothing that can be written: a folder, a socket, a name in a folder that is not
    /// there. Opens no device.
    explicit FilePlace(const NamedFile& file);

    /// A regular file or none. What else it may be, such as a device or a pipe, keeps its place and is written to; so is a
    /// descriptor of this process (`/dev/stdout`), whatever it leads to, as others write to it as well.
    [[nodiscard]] bool is_replaced() const { return is_replaced_; }

    [[nodiscard]] int folder() const { return folder_.get(); }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Of the file that is there.
    [[nodiscard]] const std::optional<struct stat>& status() const { return status_; }

    /// Opens what is not replaced. Never waits for the other end of a pipe; throws `Error` where there is none.
    [[nodiscard]] Descriptor open_in_place(const NamedFile& file) const;

private:
    void enter(const NamedFile& file, const std::filesystem::path& path);
    [[nodiscard]] bool is_of_a_stranger(const struct stat& status) const;

    Descriptor folder_;
    std::string name_;
    std::optional<struct stat> status_;
    std::optional<int> own_descriptor_;
    bool is_replaced_ = false;
};

}  // namespace weft::detail
