// SPDX-License-Identifier: MIT
// Follows the symbolic links of a path one by one and keeps the last folder open: see path_resolution(7) and proc(5).
#include "callbacks/files/file_place.hpp"
#include "callbacks/files/posix/above_standard.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <optional>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

namespace weft::detail {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view writing = "write";

struct stat status_of(int entry, const NamedFile& file) {
    struct stat status {};
    if (::fstat(entry, &status) != 0) {
        file.refuse(writing, errno);
    }
    return status;
}

/// Whether the folder is in the proc file system. A link there, such as those of /proc/self/fd, stands for an open file; its
/// text need not be a path to that file, so it is not followed as text.
bool is_in_proc(const Folder& folder) {
    struct statfs file_system {};
    return ::fstatfs(folder.descriptor(), &file_system) == 0 && file_system.f_type == PROC_SUPER_MAGIC;
}

/// The descriptor of this process that the link stands for; empty if the folder is not /proc/self/fd.
std::optional<int> own_descriptor(const struct stat& folder, std::string_view name) {
    struct stat own {};
    int number = 0;
    if (::stat("/proc/self/fd", &own) != 0 || own.st_dev != folder.st_dev || own.st_ino != folder.st_ino ||
        std::from_chars(name.data(), name.data() + name.size(), number).ec != std::errc()) {
        return std::nullopt;
    }
    return number;
}

/// What the link says, as it is written in the link.
fs::path target_of(const Descriptor& link, const NamedFile& file) {
    std::array<char, PATH_MAX> text{};
    const ssize_t size = ::readlinkat(link.get(), "", text.data(), text.size());
    if (size < 0) {
        file.refuse(writing, errno);
    }
    return std::string(text.data(), static_cast<std::size_t>(size));
}

/// Whether somebody else has put it into a sticky folder where everybody may write.
bool is_of_a_stranger(const struct stat& status, const Folder& folder) {
    struct stat parent {};
    return ::fstat(folder.descriptor(), &parent) == 0 && (parent.st_mode & S_ISVTX) != 0 &&
           (parent.st_mode & S_IWOTH) != 0 && status.st_uid != ::geteuid() && status.st_uid != parent.st_uid;
}

/// Copies the access list of acl(5), which gives rights to further users and groups. If the old file has none, removes the one
/// that the folder has given.
void take_access_list(int to, const FilePlace& from) {
    constexpr const char* attribute = "system.posix_acl_access";
    const std::string old = fmt::format("/proc/self/fd/{}/{}", from.folder().descriptor(), from.name());
    std::vector<char> list(65'536);  // XATTR_SIZE_MAX
    const ssize_t size = ::lgetxattr(old.c_str(), attribute, list.data(), list.size());
    if (size >= 0) {
        ::fsetxattr(to, attribute, list.data(), static_cast<std::size_t>(size), 0);
    } else if (errno == ENODATA) {
        ::fremovexattr(to, attribute);
    }
}

}  // namespace

/// What is there.
struct FilePlace::Found {
    std::optional<struct stat> status;  ///< Empty if nothing is there, and for a link of /proc.
    std::optional<int> own_descriptor;
};

FilePlace::~FilePlace() = default;

FilePlace::FilePlace(const NamedFile& file) : found_(std::make_unique<Found>()) {
    if (file.path.native().find('\0') != std::string::npos) {
        file.refuse(writing, EINVAL);
    }
    constexpr int most_links = 40;  // The kernel's limit, too.
    fs::path path = file.path;
    for (int links = 0; links <= most_links; ++links) {
        enter(file, path);
        const Descriptor entry(
            ::openat(folder_.descriptor(), name_.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        if (!entry.is_open()) {
            if (errno != ENOENT) {
                file.refuse(writing, errno);
            }
            is_replaced_ = true;
            return;
        }
        const struct stat found = status_of(entry.get(), file);
        const bool is_link = S_ISLNK(found.st_mode);
        if ((is_link || S_ISFIFO(found.st_mode)) && is_of_a_stranger(found, folder_)) {
            file.refuse(writing, EACCES);
        }
        if (!is_link) {
            if (S_ISDIR(found.st_mode)) {
                file.refuse(writing, EISDIR);
            }
            if (S_ISSOCK(found.st_mode)) {
                file.refuse(writing, "it is a socket");
            }
            found_->status = found;
            is_replaced_ = S_ISREG(found.st_mode);
            return;
        }
        if (is_in_proc(folder_)) {
            found_->own_descriptor = own_descriptor(status_of(folder_.descriptor(), file), name_);
            return;
        }
        path = target_of(entry, file);
    }
    file.refuse(writing, ELOOP);
}

void FilePlace::enter(const NamedFile& file, const fs::path& path) {
    if (path.empty()) {
        file.refuse(writing, ENOENT);
    }
    // A relative link is relative to the folder that holds the link.
    folder_ = Folder(folder_, path.has_parent_path() ? path.parent_path() : fs::path("."));
    if (!folder_.is_open()) {
        file.refuse(writing, errno);
    }
    name_ = path.filename().native();
    if (name_.empty() || name_ == "." || name_ == "..") {
        file.refuse(writing, EISDIR);
    }
}

Descriptor FilePlace::open_in_place(const NamedFile& file) const {
    if (found_->own_descriptor) {
        // Duplicated, not opened: a file that is opened again would be written from its beginning, over what is there, and a
        // socket cannot be opened.
        Descriptor same(::fcntl(*found_->own_descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
        if (!same.is_open()) {
            file.refuse(writing, errno);
        }
        return same;
    }
    // Without a status it is reached by a link of proc(5), and may be a file that others write to as well: so append. What has
    // a status is no link. Non-blocking for the opening only, which must not wait for the reader of a pipe.
    const int flags_of_kind = found_->status ? O_NOFOLLOW : O_APPEND;
    Descriptor opened = above_standard(Descriptor(::openat(
        folder_.descriptor(), name_.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags_of_kind)));
    if (!opened.is_open()) {
        if (errno == ENXIO && found_->status && S_ISFIFO(found_->status->st_mode)) {
            file.refuse(writing, "it is a pipe that nobody reads");
        }
        file.refuse(writing, errno);
    }
    const int flags = ::fcntl(opened.get(), F_GETFL);
    if (flags < 0 || ::fcntl(opened.get(), F_SETFL, flags & ~O_NONBLOCK) != 0) {
        file.refuse(writing, errno);
    }
    return opened;
}

void FilePlace::give_rights(int to) const {
    const struct stat& old = *found_->status;
    constexpr mode_t group = 0070;
    constexpr mode_t others = 0007;
    const bool is_owned = ::fchown(to, old.st_uid, old.st_gid) == 0;
    const bool has_group = is_owned || ::fchown(to, static_cast<uid_t>(-1), old.st_gid) == 0;
    mode_t mode = old.st_mode & (is_owned ? 07777U : 0777U);
    if (!has_group) {
        // The file keeps another group, which may do what all others may, and no more than the old file's group.
        mode &= ~group | ((mode & others) << 3U);
    }
    (void)!::fchmod(to, mode);
    if (has_group) {
        take_access_list(to, *this);
    }
}

bool FilePlace::has_file() const {
    return found_->status.has_value();
}

}  // namespace weft::detail
