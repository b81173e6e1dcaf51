// SPDX-License-Identifier: MIT
// Makes, names, locks, renames and removes temporary files.
#include "callbacks/files/temporary_file.hpp"

#include <cerrno>
#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/xattr.h>

namespace weft::detail {

namespace {

constexpr std::string_view before_digits = ".weft-";
constexpr std::string_view after_digits = ".tmp";
constexpr std::size_t random_digits = 16;
constexpr std::size_t suffix_size = before_digits.size() + random_digits + after_digits.size();

std::string random_suffix() {
    // Asks the system each time: a generator of the process would give the same numbers in its forks.
    std::random_device device;
    const std::uint64_t number = (std::uint64_t{device()} << 32U) | device();
    return fmt::format("{}{:016x}{}", before_digits, number, after_digits);
}

/// The name, cut where it is too long for the file system with the suffix behind it.
std::string_view stem_of(std::string_view name, int folder) {
    constexpr long usual_limit = 255;
    const long limit = ::fpathconf(folder, _PC_NAME_MAX);
    const auto room = static_cast<std::size_t>(limit > 0 ? limit : usual_limit) - suffix_size;
    if (name.size() <= room) {
        return name;
    }
    // Does not cut within a character of UTF-8, as some file systems refuse such names.
    const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
    std::size_t size = room;
    while (size > 0 && continues(name[size])) {
        --size;
    }
    return name.substr(0, size);
}

/// If the name is that of a temporary file: the name, perhaps cut, of the file that it was to replace. Otherwise empty.
std::optional<std::string_view> stem_of_temporary(std::string_view name) {
    if (name.size() <= suffix_size || !name.ends_with(after_digits)) {
        return std::nullopt;
    }
    const std::string_view stem = name.substr(0, name.size() - suffix_size);
    const std::string_view rest = name.substr(stem.size());
    const bool is_ours =
        rest.starts_with(before_digits) &&
        rest.substr(before_digits.size(), random_digits).find_first_not_of("0123456789abcdef") ==
            std::string_view::npos;
    return is_ours ? std::optional(stem) : std::nullopt;
}

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

/// Opens and locks the file of that name if its writer has ended. Otherwise the result is not open.
Descriptor lock_abandoned(int folder, const std::string& name) {
    struct stat status {};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode)) {
        return Descriptor();
    }
    // Opened for writing, as a network file system locks no other file.
    Descriptor file(::openat(folder, name.c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
    const bool is_abandoned = file.is_open() && lock(file) == 0 && has_name(file, folder, name);
    return is_abandoned ? std::move(file) : Descriptor();
}

Descriptor open_folder(const std::filesystem::path& folder) {
    return Descriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/// Like `remove_abandoned`, for a folder that is open.
void remove_abandoned_in(int folder, const std::function<bool(std::string_view)>& is_wanted) {
    Descriptor listing(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    DIR* const entries = listing.is_open() ? ::fdopendir(listing.get()) : nullptr;
    if (entries == nullptr) {
        return;
    }
    (void)listing.release();  // closedir closes it.
    while (const dirent* const entry = ::readdir(entries)) {
        const auto stem = stem_of_temporary(entry->d_name);
        if (stem && is_wanted(*stem)) {
            const Descriptor abandoned = lock_abandoned(folder, entry->d_name);
            if (abandoned.is_open()) {
                ::unlinkat(folder, entry->d_name, 0);
            }
        }
    }
    ::closedir(entries);
}

/// Copies the access list of acl(5), which gives rights to further users and groups. If the old file has none, removes the one
/// that the folder has given.
void take_access_list(int to, const FilePlace& from) {
    constexpr const char* attribute = "system.posix_acl_access";
    const std::string old = fmt::format("/proc/self/fd/{}/{}", from.folder(), from.name());
    std::vector<char> list(65'536);  // XATTR_SIZE_MAX
    const ssize_t size = ::lgetxattr(old.c_str(), attribute, list.data(), list.size());
    if (size >= 0) {
        ::fsetxattr(to, attribute, list.data(), static_cast<std::size_t>(size), 0);
    } else if (errno == ENODATA) {
        ::fremovexattr(to, attribute);
    }
}

/// Gives the file the owner, group, mode and access list of the old one. What the system does not permit is left out, so that
/// the file never has more rights than the old one.
void take_rights(int to, const FilePlace& from) {
    const struct stat& old = *from.status();
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
        take_access_list(to, from);
    }
}

}  // namespace

TemporaryFile::TemporaryFile(const NamedFile& file, const FilePlace& place)
    : place_(place), maker_(::getpid()) {
    const std::string stem(stem_of(place.name(), place.folder()));
    remove_abandoned_in(place.folder(), [&stem](std::string_view name) { return name == stem; });
    // A file that replaces another is for its owner alone until it gets the other's rights below. For the first one of a name
    // umask and the folder's default access list decide.
    const mode_t mode = place.status() ? 0600 : 0666;
    constexpr int attempts = 100;
    for (int attempt = 0; !descriptor_.is_open(); ++attempt) {
        name_ = stem + random_suffix();
        const int error = create(mode);
        if (error != 0 && (error != EEXIST || attempt == attempts)) {
            file.refuse("write", error);
        }
    }
    if (place.status()) {
        take_rights(descriptor(), place);
    }
}

int TemporaryFile::create(mode_t mode) {
    Descriptor made = above_standard(Descriptor(
        ::openat(place_.folder(), name_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)));
    if (!made.is_open()) {
        return errno;
    }
    const int error = lock(made);
    // Before it was locked, another writer may have taken it for abandoned, and have locked or removed it: then the next name
    // is tried. Any other error means a file system without locks, where nobody removes the files of others.
    if (error == EWOULDBLOCK || (error == 0 && !has_name(made, place_.folder(), name_))) {
        return EEXIST;
    }
    descriptor_ = std::move(made);
    return 0;
}

TemporaryFile::~TemporaryFile() {
    if (descriptor_.is_open() && !is_renamed_ && is_of_this_process()) {
        ::unlinkat(place_.folder(), name_.c_str(), 0);
    }
}

bool TemporaryFile::is_of_this_process() const {
    return ::getpid() == maker_;
}

int TemporaryFile::rename() {
    if (::renameat(place_.folder(), name_.c_str(), place_.folder(), place_.name().c_str()) != 0) {
        return errno;
    }
    is_renamed_ = true;
    return 0;
}

void remove_abandoned(const std::filesystem::path& folder,
                      const std::function<bool(std::string_view name)>& is_wanted) {
    const Descriptor opened = open_folder(folder);
    if (opened.is_open()) {
        remove_abandoned_in(opened.get(), is_wanted);
    }
}

bool rename_abandoned(const std::filesystem::path& folder, const std::string& temporary_name,
                      const std::string& name) {
    const Descriptor opened = open_folder(folder);
    if (!opened.is_open() || !stem_of_temporary(temporary_name)) {
        return false;
    }
    const Descriptor abandoned = lock_abandoned(opened.get(), temporary_name);
    return abandoned.is_open() &&
           ::renameat(opened.get(), temporary_name.c_str(), opened.get(), name.c_str()) == 0;
}

}  // namespace weft::detail
