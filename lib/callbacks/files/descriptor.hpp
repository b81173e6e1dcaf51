// SPDX-License-Identifier: MIT
// Owns a file descriptor.
#pragma once

#include <utility>

#include <fcntl.h>
#include <unistd.h>

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
            ::close(number_);
        }
    }

    [[nodiscard]] int get() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    /// Gives the descriptor up: from here on the caller closes it.
    [[nodiscard]] int release() noexcept { return std::exchange(number_, -1); }

private:
    int number_;
};

/// Gives the descriptor a number above those of standard input, output and error. Where one of these is closed, a file would
/// get its number, and whoever prints would write into the file. None is open if the system has no number left; errno tells.
inline Descriptor above_standard(Descriptor opened) {
    if (!opened.is_open() || opened.get() > STDERR_FILENO) {
        return opened;
    }
    return Descriptor(::fcntl(opened.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

}  // namespace weft::detail
