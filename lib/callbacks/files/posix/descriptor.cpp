// SPDX-License-Identifier: MIT
// Writes to a file descriptor with write(2), without SIGPIPE; the rest as unistd.h has it.
#include "callbacks/files/descriptor.hpp"

#include <cerrno>
#include <csignal>
#include <ctime>

#include <poll.h>
#include <unistd.h>

namespace weft::detail {

namespace {

/// Blocks SIGPIPE in this thread while it lives, so that writing to a pipe without a reader fails with `EPIPE` and does not end
/// the process. If `has_come` was called, takes the signal away at the end; one that was pending before stays.
class NoSigpipe {
public:
    NoSigpipe() noexcept {
        ::sigemptyset(&sigpipe_);
        ::sigaddset(&sigpipe_, SIGPIPE);
        sigset_t pending;
        ::sigpending(&pending);
        is_pending_before_ = ::sigismember(&pending, SIGPIPE) == 1;
        ::pthread_sigmask(SIG_BLOCK, &sigpipe_, &mask_before_);
    }
    NoSigpipe(const NoSigpipe&) = delete;
    NoSigpipe& operator=(const NoSigpipe&) = delete;
    ~NoSigpipe() {
        if (has_come_ && !is_pending_before_) {
            const timespec at_once{};
            while (::sigtimedwait(&sigpipe_, nullptr, &at_once) < 0 && errno == EINTR) {
            }
        }
        ::pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
    }

    void has_come() noexcept { has_come_ = true; }

private:
    sigset_t sigpipe_{};
    sigset_t mask_before_{};
    bool is_pending_before_ = false;
    bool has_come_ = false;
};

/// For a terminal or a pipe that somebody has set to non-blocking: sleeps until it takes data.
void wait_until_writable(int descriptor) {
    pollfd wanted{.fd = descriptor, .events = POLLOUT, .revents = 0};
    ::poll(&wanted, 1, -1);
}

/// Whether fsync(2) failed as there is no disk to flush to: for devices, pipes and some file systems. That is no failure.
bool has_no_disk(int error) {
    return error == EINVAL || error == EROFS || error == ENOTSUP || error == ENOSYS;
}

}  // namespace

void Descriptor::close(int number) noexcept {
    ::close(number);
}

int write_all(int descriptor, std::string_view text) {
    NoSigpipe no_sigpipe;
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            wait_until_writable(descriptor);
        } else if (errno != EINTR) {
            const int error = errno;
            if (error == EPIPE) {
                no_sigpipe.has_come();
            }
            return error;
        }
    }
    return 0;
}

std::ptrdiff_t read_at(int descriptor, std::span<char> block, std::int64_t place) {
    ssize_t size = -1;
    do {
        size = ::pread(descriptor, block.data(), block.size(), static_cast<off_t>(place));
    } while (size < 0 && errno == EINTR);
    return size;
}

std::int64_t seek(int descriptor, std::int64_t offset, int whence) {
    return ::lseek(descriptor, static_cast<off_t>(offset), whence);
}

void cut_to(int descriptor, std::int64_t size) {
    (void)!::ftruncate(descriptor, static_cast<off_t>(size));
}

int flush_to_disk(int descriptor) {
    return ::fsync(descriptor) == 0 || has_no_disk(errno) ? 0 : errno;
}

}  // namespace weft::detail
