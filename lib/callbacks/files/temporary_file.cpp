// SPDX-License-Identifier: MIT
// Names temporary files, and finds those of killed writers by their names.
#include "callbacks/files/temporary_file.hpp"

#include "callbacks/files/folder.hpp"
#include "callbacks/files/host.hpp"

#include <cerrno>
#include <cstdint>
#include <optional>
#include <random>

#include <fmt/format.h>

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
std::string_view stem_of(std::string_view name, const Folder& folder) {
    const std::size_t room = folder.longest_name() - suffix_size;
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

/// Like `remove_abandoned`, for a folder that is open.
void remove_abandoned_in(const Folder& folder, const std::function<bool(std::string_view)>& is_wanted) {
    for (const std::string& name : folder.names()) {
        const auto stem = stem_of_temporary(name);
        if (stem && is_wanted(*stem)) {
            const Descriptor abandoned = folder.lock_abandoned(name);
            if (abandoned.is_open()) {
                folder.remove(name);
            }
        }
    }
}

}  // namespace

TemporaryFile::TemporaryFile(const NamedFile& file, const FilePlace& place)
    : place_(place), maker_(process_number()) {
    const std::string stem(stem_of(place.name(), place.folder()));
    remove_abandoned_in(place.folder(), [&stem](std::string_view name) { return name == stem; });
    constexpr int attempts = 100;
    for (int attempt = 0; !descriptor_.is_open(); ++attempt) {
        name_ = stem + random_suffix();
        // A file that replaces another is for its owner alone until it gets the other's rights below. For the first one of a
        // name umask, where there is one, and the access list that the folder hands down decide.
        descriptor_ = place.folder().make_locked(name_, place.has_file());
        if (const int error = errno; !descriptor_.is_open() && (error != EEXIST || attempt == attempts)) {
            file.refuse("write", error);
        }
    }
    if (place.has_file()) {
        place.give_rights(descriptor());
    }
}

TemporaryFile::~TemporaryFile() {
    if (descriptor_.is_open() && !is_renamed_ && is_of_this_process()) {
        place_.folder().remove(name_);
    }
}

bool TemporaryFile::is_of_this_process() const {
    return process_number() == maker_;
}

int TemporaryFile::rename() {
    const int error = place_.folder().rename(name_, place_.name());
    is_renamed_ = error == 0;
    return error;
}

void remove_abandoned(const std::filesystem::path& folder,
                      const std::function<bool(std::string_view name)>& is_wanted) {
    const Folder opened(folder);
    if (opened.is_open()) {
        remove_abandoned_in(opened, is_wanted);
    }
}

bool rename_abandoned(const std::filesystem::path& folder, const std::string& temporary_name,
                      const std::string& name) {
    const Folder opened(folder);
    if (!opened.is_open() || !stem_of_temporary(temporary_name)) {
        return false;
    }
    const Descriptor abandoned = opened.lock_abandoned(temporary_name);
    return abandoned.is_open() && opened.rename(temporary_name, name) == 0;
}

}  // namespace weft::detail
