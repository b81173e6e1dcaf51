// SPDX-License-Identifier: MIT
// A file that is written under a temporary name and then renamed, to replace another one.
#pragma once

#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/file_place.hpp"
#include "callbacks/files/named_file.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace weft::detail {

/// Made in the folder of the file that it will replace, as `NAME.weft-0123456789abcdef.tmp`: the digits are random, and a name
/// that exists is not taken. So no two writers share one, be they threads, processes, forks, or containers and machines that
/// share the folder.
///
/// It is locked (flock(2); on Windows it is open to no other writer) until its writer closes it or ends. This tells what a killed
/// writer has left from what another one is still writing; the former is removed when the next temporary file for the same name is
/// made. Nothing is removed if the folder may not be read or the file system has no locks. If the locks of a network file system do
/// not reach another machine (`nolock`, `local_lock`), that machine may remove a file that is being written, and its writer gets an
/// error. In no case does the path get incomplete content.
class TemporaryFile {
public:
    /// The file gets the mode, the access list and, where that is permitted, the owner of the one that it will replace, on Windows
    /// the access list; if there is none, umask and the folder decide. Removes what killed writers have left. Throws `Error`.
    TemporaryFile(const NamedFile& file, const FilePlace& place);
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    /// Removes the file unless it has been renamed. In a process that was forked meanwhile it leaves the file alone.
    ~TemporaryFile();

    [[nodiscard]] int descriptor() const { return descriptor_.get(); }
    [[nodiscard]] const std::string& name() const { return name_; }

    /// False in a process that was forked since the file was made.
    [[nodiscard]] bool is_of_this_process() const;

    /// Renames it to the name that it was made for. Returns the error of the system, or 0.
    [[nodiscard]] int rename();

private:
    const FilePlace& place_;
    int maker_;
    std::string name_;
    Descriptor descriptor_;
    bool is_renamed_ = false;
};

/// Removes temporary files that killed writers have left in the folder, of all files for whose name `is_wanted` returns true.
/// Of a very long name it is given the beginning only. What cannot be removed stays, without an error.
void remove_abandoned(const std::filesystem::path& folder,
                      const std::function<bool(std::string_view name)>& is_wanted);

/// Finishes what a killed writer could not: renames its temporary file to `name`. Returns whether that was done.
bool rename_abandoned(const std::filesystem::path& folder, const std::string& temporary_name,
                      const std::string& name);

}  // namespace weft::detail
