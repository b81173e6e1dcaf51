// SPDX-License-Identifier: MIT
// Where a path leads: to a file that is to be replaced, or to a device or the like that is to be written to. Found by
// posix/file_place.cpp or windows/file_place.cpp.
#pragma once

#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/folder.hpp"
#include "callbacks/files/named_file.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace weft::detail {

/// What is found at the end of a path's symbolic links, which are not changed. A link to a file that does not exist leads to
/// the place where that file would be; on Windows it is refused.
///
/// The folder is kept open, so that it may be renamed meanwhile. With POSIX, as by the kernel's rule `fs.protected_symlinks`
/// (proc(5)), a link or a pipe is refused if it lies in a sticky folder where everybody may write, such as /tmp, and belongs
/// neither to this user nor to the folder's owner.
class FilePlace {
public:
    /// Throws `Error` for a path that names nothing that can be written: a folder, a socket, a file in a folder that does not
    /// exist. Does not open what it finds.
    explicit FilePlace(const NamedFile& file);
    FilePlace(const FilePlace&) = delete;
    FilePlace& operator=(const FilePlace&) = delete;
    ~FilePlace();

    /// Whether it is a regular file, or nothing yet, so that a file may be put in its place. Otherwise it is written to: a
    /// device, a pipe, or a descriptor of this process (`/dev/stdout`), whatever that leads to, as others write to it as well.
    [[nodiscard]] bool is_replaced() const { return is_replaced_; }

    /// The folder, and the name in it.
    [[nodiscard]] const Folder& folder() const { return folder_; }
    [[nodiscard]] const std::string& name() const { return name_; }

    /// Whether a file is there, to be replaced.
    [[nodiscard]] bool has_file() const;
    /// Gives a file, which its owner alone may use, the owner, group, mode and access list of the one that is there; on Windows the
    /// access list. What the system does not permit is left out, so that the file never has more rights than the old one.
    void give_rights(int to) const;

    /// Opens what is not replaced, for writing. Does not wait for the reader of a pipe: throws `Error` if there is none.
    [[nodiscard]] Descriptor open_in_place(const NamedFile& file) const;

private:
    struct Found;

    /// Opens the folder of the path, seen from the folder that is open, and takes the path's last name.
    void enter(const NamedFile& file, const std::filesystem::path& path);

    Folder folder_;
    std::string name_;
    std::unique_ptr<Found> found_;
    bool is_replaced_ = false;
};

}  // namespace weft::detail
