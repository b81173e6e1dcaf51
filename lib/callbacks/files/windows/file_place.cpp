// SPDX-License-Identifier: MIT
// Has Windows follow the links of a path, and tell what it finds there.
#include "callbacks/files/file_place.hpp"
#include "callbacks/files/windows/handle.hpp"

#include <cerrno>
#include <memory>
#include <string_view>
#include <vector>

#include <windows.h>

namespace weft::detail {

namespace {

constexpr std::string_view to_write = "write";

bool is_folder(int descriptor) {
    BY_HANDLE_FILE_INFORMATION info{};
    return ::GetFileInformationByHandle(handle_of(descriptor), &info) != 0 &&
           (info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

/// The security descriptor with the access list; empty if the system does not say.
std::vector<char> rights_of(int descriptor) {
    DWORD size = 0;
    ::GetKernelObjectSecurity(handle_of(descriptor), DACL_SECURITY_INFORMATION, nullptr, 0, &size);
    std::vector<char> rights(size);
    if (::GetKernelObjectSecurity(handle_of(descriptor), DACL_SECURITY_INFORMATION, rights.data(), size,
                                  &size) == 0) {
        rights.clear();
    }
    return rights;
}

}  // namespace

/// What is there.
struct FilePlace::Found {
    std::wstring path;  ///< By which what is not replaced is opened.
    /// A security descriptor with the access list of the file that is replaced; empty if that may not be read.
    std::vector<char> rights;
    bool is_file = false;
};

FilePlace::~FilePlace() = default;

FilePlace::FilePlace(const NamedFile& file) : found_(std::make_unique<Found>()) {
    if (file.path.native().find(L'\0') != std::wstring::npos) {
        file.refuse(to_write, EINVAL);
    }
    if (file.path.empty()) {
        file.refuse(to_write, ENOENT);
    }
    if (!file.path.has_filename() || file.path.filename() == "." || file.path.filename() == "..") {
        file.refuse(to_write, EISDIR);
    }
    found_->path = absolute_path(file.path);
    if (found_->path.empty()) {
        file.refuse(to_write, ENAMETOOLONG);
    }
    if (std::wstring_view(found_->path).starts_with(before_devices)) {
        return;
    }
    OpenMode mode{.access = FILE_READ_ATTRIBUTES | READ_CONTROL, .flags = FILE_FLAG_BACKUP_SEMANTICS};
    Descriptor entry = open_path(found_->path, mode);
    if (!entry.is_open() && errno == EACCES) {
        // Its access list is not for everybody's eyes.
        mode.access = FILE_READ_ATTRIBUTES;
        entry = open_path(found_->path, mode);
    }
    if (entry.is_open()) {
        if (::GetFileType(handle_of(entry.get())) != FILE_TYPE_DISK) {
            return;
        }
        if (is_folder(entry.get())) {
            file.refuse(to_write, EISDIR);
        }
        found_->is_file = true;
        found_->rights = rights_of(entry.get());
        const std::wstring followed = path_of(entry.get());
        // Wine does not say it of a name that is as long as names can be.
        enter(file, followed.empty() ? found_->path : followed);
    } else if (errno == ENOENT) {
        if (::GetFileAttributesW(found_->path.c_str()) != INVALID_FILE_ATTRIBUTES) {
            file.refuse(to_write, "it is a link to a file that is not there");
        }
        enter(file, found_->path);
    } else {
        file.refuse(to_write, errno);
    }
    is_replaced_ = true;
}

void FilePlace::enter(const NamedFile& file, const std::filesystem::path& path) {
    // The folder with its last backslash, without which the root of a drive would be the drive itself.
    const std::wstring& whole = path.native();
    const std::size_t name_at = whole.rfind(L'\\') + 1;
    folder_ = Folder(whole.substr(0, name_at));
    if (!folder_.is_open()) {
        file.refuse(to_write, errno);
    }
    if (whole.size() - name_at > folder_.longest_name()) {
        file.refuse(to_write, ENAMETOOLONG);
    }
    name_ = std::filesystem::path(whole.substr(name_at)).string();
    // Such a part could not be renamed.
    if (name_.find(':') != std::string::npos) {
        file.refuse(to_write, "it names a part of a file");
    }
}

Descriptor FilePlace::open_in_place(const NamedFile& file) const {
    Descriptor opened =
        open_path(found_->path, {.access = GENERIC_WRITE, .sharing = FILE_SHARE_READ | FILE_SHARE_WRITE});
    if (!opened.is_open()) {
        file.refuse(to_write, errno);
    }
    return opened;
}

void FilePlace::give_rights(int to) const {
    if (!found_->rights.empty()) {
        // It only reads them, though its parameter is not const.
        auto rights = found_->rights;
        ::SetKernelObjectSecurity(handle_of(to), DACL_SECURITY_INFORMATION, rights.data());
    }
}

bool FilePlace::has_file() const {
    return found_->is_file;
}

}  // namespace weft::detail
