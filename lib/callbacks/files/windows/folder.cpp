// SPDX-License-Identifier: MIT
// Files by CreateFileW. A lock is a file that is open and lets nobody else open it for writing: see "Creating and Opening
// Files" of the Windows documentation.
#include "callbacks/files/folder.hpp"
#include "callbacks/files/windows/handle.hpp"

#include <weft/detail/text/utf8_path.hpp>

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include <windows.h>

#include <sddl.h>

namespace weft::detail {

namespace {

constexpr DWORD shared_but_for_writing = FILE_SHARE_READ | FILE_SHARE_DELETE;

/// All rights to the owner, and nothing from the folder: see "Security Descriptor String Format".
constexpr const wchar_t* owner_alone = L"D:P(A;;FA;;;OW)";

struct FreeLocal {
    void operator()(void* memory) const { ::LocalFree(memory); }
};

struct EndListing {
    using pointer = HANDLE;
    void operator()(HANDLE listing) const { ::FindClose(listing); }
};

/// Empty, which the system refuses to open, if it does not say where the folder is: a name alone would be one in the drive's root.
std::wstring path_in(const Folder& folder, const std::string& name) {
    std::wstring path = path_of(folder.descriptor());
    if (path.empty()) {
        return path;
    }
    if (path.back() != L'\\') {
        path += L'\\';
    }
    return path + utf8_path(name).native();
}

/// The attributes of what is open; those of a folder if the system does not tell.
DWORD attributes_of(const Descriptor& opened) {
    BY_HANDLE_FILE_INFORMATION info{};
    return ::GetFileInformationByHandle(handle_of(opened.get()), &info) != 0 ? info.dwFileAttributes
                                                                             : FILE_ATTRIBUTE_DIRECTORY;
}

}  // namespace

Folder::Folder(const std::filesystem::path& path)
    : opened_(open_path(absolute_path(path),
                        {.access = FILE_READ_ATTRIBUTES, .flags = FILE_FLAG_BACKUP_SEMANTICS})) {
    if (opened_.is_open() && (attributes_of(opened_) & FILE_ATTRIBUTE_DIRECTORY) == 0) {
        opened_ = Descriptor();
        errno = ENOTDIR;
    }
}

std::size_t Folder::longest_name() const {
    return 255;  // Of UTF-16, of which no character has more units than it has bytes in UTF-8.
}

std::vector<std::string> Folder::names() const {
    std::vector<std::string> names;
    WIN32_FIND_DATAW found{};
    const HANDLE first = ::FindFirstFileW(path_in(*this, "*").c_str(), &found);
    if (first == INVALID_HANDLE_VALUE) {
        return names;
    }
    const std::unique_ptr<HANDLE, EndListing> listing(first);
    do {
        // A name that is no text in UTF-16 is none of ours.
        try {
            names.push_back(std::filesystem::path(found.cFileName).string());
        } catch (const std::system_error&) {
        }
    } while (::FindNextFileW(first, &found) != 0);
    return names;
}

Descriptor Folder::open_to_append(const std::string& name, Found found) const {
    // Without FILE_WRITE_DATA each write goes to the end, wherever that is by then.
    return open_path(path_in(*this, name),
                     {.access = FILE_APPEND_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE,
                      .creation = static_cast<DWORD>(found == Found::is_emptied   ? CREATE_ALWAYS
                                                     : found == Found::is_refused ? CREATE_NEW
                                                                                  : OPEN_ALWAYS)});
}

Descriptor Folder::make_locked(const std::string& name, bool is_private) const {
    OpenMode mode{.access = GENERIC_READ | GENERIC_WRITE | WRITE_DAC,
                  .sharing = shared_but_for_writing,
                  .creation = CREATE_NEW};
    std::unique_ptr<void, FreeLocal> rights;
    if (is_private) {
        if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(owner_alone, SDDL_REVISION_1, &mode.rights,
                                                                   nullptr) == 0) {
            errno = last_error();
            return Descriptor();
        }
        rights.reset(mode.rights);
    }
    return open_path(path_in(*this, name), mode);
}

Descriptor Folder::lock_abandoned(const std::string& name) const {
    Descriptor file = open_path(
        path_in(*this, name),
        {.access = GENERIC_WRITE, .sharing = shared_but_for_writing, .flags = FILE_FLAG_OPEN_REPARSE_POINT});
    constexpr DWORD no_file = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT;
    const bool is_abandoned = file.is_open() && (attributes_of(file) & no_file) == 0;
    return is_abandoned ? std::move(file) : Descriptor();
}

int Folder::rename(const std::string& from, const std::string& to) const {
    // Returns when the disk knows the name.
    constexpr DWORD how = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
    constexpr DWORD longest_wait = 512;  // In ms, and a second in all.
    for (DWORD wait = 1;; wait *= 2) {
        if (::MoveFileExW(path_in(*this, from).c_str(), path_in(*this, to).c_str(), how) != 0) {
            return 0;
        }
        // What looks at every new file, such as a virus scanner, has it open for a moment.
        const DWORD error = ::GetLastError();
        if ((error != ERROR_ACCESS_DENIED && error != ERROR_SHARING_VIOLATION) || wait > longest_wait) {
            ::SetLastError(error);
            return last_error();
        }
        ::Sleep(wait);
    }
}

void Folder::remove(const std::string& name) const {
    ::DeleteFileW(path_in(*this, name).c_str());
}

int Folder::flush(int renamed) const {
    return flush_to_disk(renamed);
}

int fault_of_folder(const std::filesystem::path& folder) {
    const Descriptor opened = open_path(absolute_path(folder), {.access = FILE_ADD_FILE | FILE_TRAVERSE,
                                                                .flags = FILE_FLAG_BACKUP_SEMANTICS});
    return opened.is_open() ? 0 : errno;
}

}  // namespace weft::detail
