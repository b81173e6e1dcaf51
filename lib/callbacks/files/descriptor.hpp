// SPDX-License-Identifier: MIT
// Owns a file descriptor, and what is done with one: posix/descriptor.cpp or windows/descriptor.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace weft::detail {

/// Closes it at the end. The number is negative if none is open.
class Descriptor {
public:
    explicit Descriptor(int number = -1) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            close(number_);
        }
    }

    [[nodiscard]] int get() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    /// Gives the descriptor up: from here on the caller closes it.
    [[nodiscard]] int release() noexcept { return std::exchange(number_, -1); }

private:
    static void close(int number) noexcept;

    int number_;
};

/// Writes all of the text. Returns the error of the system, or 0. For a pipe whose reader has gone that is `EPIPE`. With POSIX it goes
/// on after interruptions, waits if the descriptor is non-blocking, and the process does not get SIGPIPE: Windows has nothing of these.
[[nodiscard]] int write_all(int descriptor, std::string_view text);

/// Reads what is at that place into the block, up to its size: 0 at the end of the file, -1 for an error that errno tells. Where
/// the next write goes is undetermined.
[[nodiscard]] std::ptrdiff_t read_at(int descriptor, std::span<char> block, std::int64_t place);

/// Moves to a place, and returns it, or -1. `whence` is SEEK_SET, SEEK_CUR or SEEK_END.
std::int64_t seek(int descriptor, std::int64_t offset, int whence);

/// Cuts the file to that size, if that can be done.
void cut_to(int descriptor, std::int64_t size);

/// Waits until the disk has what was written. Returns the error of the system, or 0, as for what is on no disk.
[[nodiscard]] int flush_to_disk(int descriptor);

}  // namespace weft::detail
