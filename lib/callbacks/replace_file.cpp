// SPDX-License-Identifier: MIT
// Temporary file, flush to disk, rename, flush of the folder: see rename(2) and fsync(2).
#include "replace_file.hpp"

#include <weft/error.hpp>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace weft::detail {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(std::string_view who, const fs::path& path, std::string_view doing, int error) {
    throw Error(fmt::format("{}: cannot {} {}: {}", who, doing, path.string(),
                            error != 0 ? std::generic_category().message(error) : "output error"));
}

/// Removed at the end unless it has been renamed.
class TemporaryFile {
public:
    explicit TemporaryFile(fs::path path) : path_(std::move(path)) {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!is_renamed_) {
            std::error_code ignored;
            fs::remove(path_, ignored);
        }
    }

    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] bool rename(const fs::path& target) {
        std::error_code error;
        fs::rename(path_, target, error);
        is_renamed_ = !error;
        return is_renamed_;
    }

private:
    fs::path path_;
    bool is_renamed_ = false;
};

bool flush_to_disk(const fs::path& path, int flags) {
    // The flag O_CLOEXEC is an int that goes through `...`.
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    const bool is_flushed = ::fsync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return is_flushed;
}

}  // namespace

void replace_file(std::string_view who, const fs::path& path,
                  const std::function<void(std::ostream&)>& write) {
    // One name per process: what a killed one left behind is overwritten, two that run do not meet.
    TemporaryFile temporary(fmt::format("{}.{}.tmp", path.string(), ::getpid()));
    errno = 0;
    {
        std::ofstream file(temporary.path(), std::ios::binary | std::ios::trunc);
        if (!file) {
            refuse(who, path, "write", errno);
        }
        write(file);
        file.flush();
        if (!file) {
            refuse(who, path, "write", errno);
        }
    }
    if (!flush_to_disk(temporary.path(), O_WRONLY)) {
        refuse(who, path, "flush", errno);
    }
    if (!temporary.rename(path)) {
        refuse(who, path, "replace", errno);
    }
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!flush_to_disk(folder, O_RDONLY | O_DIRECTORY)) {
        refuse(who, folder, "flush", errno);
    }
}

}  // namespace weft::detail
