// SPDX-License-Identifier: MIT
// Writes to a file descriptor with write(2), without SIGPIPE; a stream buffer on top of that.
#include "callbacks/files/descriptor_stream.hpp"

#include <cerrno>
#include <csignal>
#include <cstddef>
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

constexpr std::size_t buffer_size = 65'536;

}  // namespace

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

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor), buffer_(buffer_size) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
}

bool DescriptorBuffer::write(std::string_view text) {
    const int failure = write_all(descriptor_, text);
    if (error_ == 0) {
        error_ = failure;
    }
    return failure == 0;
}

bool DescriptorBuffer::write_buffer() {
    const std::string_view text(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    return write(text);
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type character) {
    if (!write_buffer()) {
        return traits_type::eof();
    }
    if (!traits_type::eq_int_type(character, traits_type::eof())) {
        sputc(traits_type::to_char_type(character));
    }
    return traits_type::not_eof(character);
}

std::streamsize DescriptorBuffer::xsputn(const char* text, std::streamsize size) {
    if (size < epptr() - pptr()) {
        return std::streambuf::xsputn(text, size);
    }
    return write_buffer() && write({text, static_cast<std::size_t>(size)}) ? size : 0;
}

int DescriptorBuffer::sync() {
    return write_buffer() ? 0 : -1;
}

DescriptorBuffer::pos_type DescriptorBuffer::seekoff(off_type offset, std::ios_base::seekdir from,
                                                     std::ios_base::openmode /*which*/) {
    if (!write_buffer()) {
        return {off_type(-1)};
    }
    const int whence = from == std::ios_base::beg   ? SEEK_SET
                       : from == std::ios_base::cur ? SEEK_CUR
                                                    : SEEK_END;
    return {::lseek(descriptor_, offset, whence)};
}

DescriptorBuffer::pos_type DescriptorBuffer::seekpos(pos_type position, std::ios_base::openmode which) {
    return seekoff(off_type(position), std::ios_base::beg, which);
}

}  // namespace weft::detail
