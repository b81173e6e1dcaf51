// SPDX-License-Identifier: MIT
// A folder that is open, and files in it by their names: posix/folder.cpp or windows/folder.cpp.
#pragma once

#include "callbacks/files/descriptor.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace weft::detail {

/// Kept open, so that it may be renamed meanwhile. Where a function returns a descriptor, none is open if the system has refused; then
/// errno tells why. With POSIX descriptors are above those of standard input, output and error, and no symbolic link to a file is
/// followed; Windows does neither, but for a link that `lock_abandoned` refuses.
class Folder {
public:
    Folder() = default;
    explicit Folder(const std::filesystem::path& path);
    /// A relative path goes out from the folder `from`, if that is open. With POSIX alone: Windows follows links by itself.
    Folder(const Folder& from, const std::filesystem::path& path);

    [[nodiscard]] bool is_open() const { return opened_.is_open(); }
    [[nodiscard]] int descriptor() const { return opened_.get(); }

    /// How many bytes a name may have.
    [[nodiscard]] std::size_t longest_name() const;
    /// What is in it; nothing if it may not be read.
    [[nodiscard]] std::vector<std::string> names() const;

    /// What is there when a file is opened for appending: it stays, is emptied, or is the error `EEXIST`.
    enum class Found : std::uint8_t { stays, is_emptied, is_refused };
    [[nodiscard]] Descriptor open_to_append(const std::string& name, Found found) const;

    /// Makes a file that nobody has, for reading and writing, and locks it until it is closed. `EEXIST` if another name is to be
    /// tried. `is_private`: for its owner alone.
    [[nodiscard]] Descriptor make_locked(const std::string& name, bool is_private) const;
    /// Opens the file and locks it, if it is a regular file and nobody has locked it.
    [[nodiscard]] Descriptor lock_abandoned(const std::string& name) const;

    /// Returns the error of the system, or 0. Replaces a file of the new name; on Windows that waits for up to a second for others to
    /// close it.
    [[nodiscard]] int rename(const std::string& from, const std::string& to) const;
    /// Removes the file, if that can be done.
    void remove(const std::string& name) const;

    /// Waits until the disk knows the name of a file that was renamed. Returns the error of the system, or 0.
    [[nodiscard]] int flush(int renamed) const;

private:
    Descriptor opened_;
};

/// Why no files can be made in the folder, or 0.
[[nodiscard]] int fault_of_folder(const std::filesystem::path& folder);

}  // namespace weft::detail
