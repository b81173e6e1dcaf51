// SPDX-License-Identifier: MIT
// Files by openat(2) and what goes with it, locks by flock(2).
#include "callbacks/files/folder.hpp"
#include "callbacks/files/posix/above_standard.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace weft::detail {

namespace {

/// Locks the file if nobody has, without waiting. Returns the error of the system, or 0.
int lock(const Descriptor& file) {
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

/// Whether the name still stands for the file that is open, which may have been removed or renamed meanwhile.
bool has_name(const Descriptor& file, int folder, const std::string& name) {
    struct stat named {};
    struct stat opened {};
    return ::fstatat(folder, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           ::fstat(file.get(), &opened) == 0 && named.st_dev == opened.st_dev &&
           named.st_ino == opened.st_ino;
}

struct EndListing {
    void operator()(DIR* listing) const { ::closedir(listing); }
};

}  // namespace

Folder::Folder(const std::filesystem::path& path) : Folder(Folder(), path) {}

Folder::Folder(const Folder& from, const std::filesystem::path& path)
    : opened_(::openat(from.is_open() ? from.descriptor() : AT_FDCWD, path.c_str(),
                       O_PATH | O_DIRECTORY | O_CLOEXEC)) {}

std::size_t Folder::longest_name() const {
    constexpr long usual_limit = 255;
    const long limit = ::fpathconf(descriptor(), _PC_NAME_MAX);
    return static_cast<std::size_t>(limit > 0 ? limit : usual_limit);
}

std::vector<std::string> Folder::names() const {
    Descriptor listed(::openat(descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const std::unique_ptr<DIR, EndListing> listing(listed.is_open() ? ::fdopendir(listed.get()) : nullptr);
    if (listing == nullptr) {
        return {};
    }
    (void)listed.release();  // closedir closes it.
    std::vector<std::string> names;
    while (const dirent* const entry = ::readdir(listing.get())) {
        names.emplace_back(entry->d_name);
    }
    return names;
}

Descriptor Folder::open_to_append(const std::string& name, Found found) const {
    constexpr mode_t mode = 0666;
    const int more_flags = found == Found::is_emptied ? O_TRUNC : found == Found::is_refused ? O_EXCL : 0;
    return above_standard(
        Descriptor(::openat(descriptor(), name.c_str(),
                            O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC | more_flags, mode)));
}

Descriptor Folder::make_locked(const std::string& name, bool is_private) const {
    Descriptor made = above_standard(
        Descriptor(::openat(descriptor(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                            static_cast<mode_t>(is_private ? 0600 : 0666))));
    if (!made.is_open()) {
        return made;
    }
    const int error = lock(made);
    // Before it was locked, another writer may have taken it for abandoned, and have locked or removed it: then the next name
    // is tried. Any other error means a file system without locks, where nobody removes the files of others.
    if (error == EWOULDBLOCK || (error == 0 && !has_name(made, descriptor(), name))) {
        made = Descriptor();  // Closed first, which may set another error.
        errno = EEXIST;
    }
    return made;
}

Descriptor Folder::lock_abandoned(const std::string& name) const {
    struct stat status {};
    if (::fstatat(descriptor(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode)) {
        return Descriptor();
    }
    // Opened for writing, as a network file system locks no other file.
    Descriptor file = above_standard(
        Descriptor(::openat(descriptor(), name.c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)));
    const bool is_abandoned = file.is_open() && lock(file) == 0 && has_name(file, descriptor(), name);
    return is_abandoned ? std::move(file) : Descriptor();
}

int Folder::rename(const std::string& from, const std::string& to) const {
    return ::renameat(descriptor(), from.c_str(), descriptor(), to.c_str()) != 0 ? errno : 0;
}

void Folder::remove(const std::string& name) const {
    ::unlinkat(descriptor(), name.c_str(), 0);
}

int Folder::flush(int renamed) const {
    const Descriptor folder(::openat(descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return flush_to_disk(folder.is_open() ? folder.get() : renamed);
}

int fault_of_folder(const std::filesystem::path& folder) {
    return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0 ? errno : 0;
}

}  // namespace weft::detail
