// SPDX-License-Identifier: MIT
// Where a path leads: to a file that is to be replaced, or to a device or the like that is to be written to.
#pragma once

#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/named_file.hpp"

#include <optional>
#include <string>

#include <sys/stat.h>

namespace weft::detail {

/// What is found at the end of a path's symbolic links, which are not changed. A link to a file that does not exist leads to
/// the place where that file would be.
///
/// The folder is kept open, so that it may be renamed meanwhile. As by the kernel's rule `fs.protected_symlinks` (proc(5)), a
/// link or a pipe is refused if it lies in a sticky folder where everybody may write, such as /tmp, and belongs neither to
/// this user nor to the folder's owner.
class FilePlace {
public:
    /// Throws `Error` for a path that names nothing that can be written: a folder, a socket, a file in a folder that does not
    /// exist. Does not open what it finds.
    explicit FilePlace(const NamedFile& file);

    /// Whether it is a regular file, or nothing yet, so that a file may be put in its place. Otherwise it is written to: a
    /// device, a pipe, or a descriptor of this process (`/dev/stdout`), whatever that leads to, as others write to it as well.
    [[nodiscard]] bool is_replaced() const { return is_replaced_; }

    /// The descriptor of the folder, and the name in it.
    [[nodiscard]] int folder() const { return folder_.get(); }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// The status of what is there; empty if nothing is, and for a link of /proc.
    [[nodiscard]] const std::optional<struct stat>& status() const { return status_; }

    /// Opens what is not replaced, for writing. Does not wait for the reader of a pipe: throws `Error` if there is none.
    [[nodiscard]] Descriptor open_in_place(const NamedFile& file) const;

private:
    /// Opens the folder of the path, seen from the folder that is open, and takes the path's last name.
    void enter(const NamedFile& file, const std::filesystem::path& path);
    /// Whether somebody else has put it into a folder where everybody may: see above.
    [[nodiscard]] bool is_of_a_stranger(const struct stat& status) const;

    Descriptor folder_;
    std::string name_;
    std::optional<struct stat> status_;
    std::optional<int> own_descriptor_;
    bool is_replaced_ = false;
};

}  // namespace weft::detail
