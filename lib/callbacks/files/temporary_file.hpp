// SPDX-License-Identifier: MIT
// The file that is written before it takes the place of another.
#pragma once

#include "callbacks/files/descriptor.hpp"
#include "callbacks/files/file_place.hpp"
#include "callbacks/files/named_file.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace weft::detail {

/// Made beside the file for which it is, as `NAME.weft-0123456789abcdef.tmp`: the digits are random, and the file is made
/// under no name that exists. So no two writers share one, be they threads, processes, forks, or containers and machines
/// with the same folder.
///
/// A living one is locked (flock(2)) until its process ends or closes it. Whatever its writer left when it was killed is
/// thus told apart from what another one still writes, and is removed by the next temporary file of that name. Where the
/// folder may not be read, or the file system has no locks, nothing is removed; where the locks of a network file system
/// do not reach the other machine (`nolock`, `local_lock`), that machine may remove a living one, whose writer then gets an
/// error. Nothing is ever torn.
class TemporaryFile {
public:
    /// With the mode, access list and, where that is permitted, the owner of the file that it will replace; of a first one,
    /// umask says. Throws `Error`.
    TemporaryFile(const NamedFile& file, const FilePlace& place);
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    /// Removes the file unless it has been renamed, or another process, forked meanwhile, ends here.
    ~TemporaryFile();

    [[nodiscard]] int descriptor() const { return descriptor_.get(); }
    [[nodiscard]] const std::string& name() const { return name_; }

    /// Not in one that was forked meanwhile.
    [[nodiscard]] bool is_of_this_process() const;

    /// Puts it into the place. Returns the error of the system, or 0.
    [[nodiscard]] int rename();

private:
    [[nodiscard]] int create(mode_t mode);

    const FilePlace& place_;
    pid_t maker_;
    std::string name_;
    Descriptor descriptor_;
    bool is_renamed_ = false;
};

/// Removes what killed writers have left in the folder of the files whose names `is_wanted` takes; of a very long name it
/// is given the beginning. Failing to is no error.
void remove_abandoned(const std::filesystem::path& folder,
                      const std::function<bool(std::string_view name)>& is_wanted);

/// Gives the name to a temporary file whose writer was killed before it could. Returns whether there is one.
bool rename_abandoned(const std::filesystem::path& folder, const std::string& temporary_name,
                      const std::string& name);

}  // namespace weft::detail
