// SPDX-License-Identifier: MIT
// Streams that may be closed, full or a pipe that nobody reads, without SIGPIPE and SIGXFSZ.
#include "text/output.hpp"

#include <cerrno>
#include <csignal>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace weft::detail {

namespace {

bool is_open(int descriptor) {
    return ::fcntl(descriptor, F_GETFD) != -1;
}

// Asked when weft is loaded: later, a file that the program opens may have the descriptor of a closed stream.
const bool is_output_closed = !is_open(STDOUT_FILENO);
const bool is_error_closed = !is_open(STDERR_FILENO);

/// While it lives, this thread gets no SIGPIPE and no SIGXFSZ. By default they end a process that writes to a pipe without a
/// reader, or beyond the size limit of files.
class SignalsHeldBack {
public:
    SignalsHeldBack() {
        sigset_t pending;
        ::sigemptyset(&pending);
        ::sigpending(&pending);
        ::sigemptyset(&held_back_);
        for (const int signal : {SIGPIPE, SIGXFSZ}) {
            // One that is pending already is blocked already, and somebody else is to receive it.
            if (::sigismember(&pending, signal) == 0) {
                ::sigaddset(&held_back_, signal);
            }
        }
        ::pthread_sigmask(SIG_BLOCK, &held_back_, &before_);
    }
    SignalsHeldBack(const SignalsHeldBack&) = delete;
    SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;
    ~SignalsHeldBack() {
        // Receives those that writing has raised, as they would be delivered once they are unblocked.
        const timespec at_once{};
        while (::sigtimedwait(&held_back_, nullptr, &at_once) > 0 || errno == EINTR) {
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t held_back_;
    sigset_t before_;
};

}  // namespace

int write_and_flush(std::string_view text, std::FILE* file) {
    if ((file == stdout && is_output_closed) || (file == stderr && is_error_closed)) {
        return EBADF;
    }
    const SignalsHeldBack held_back;
    return write_to_open(text, file);
}

bool is_same_terminal(std::FILE* one, std::FILE* other) {
    if (one == other) {
        return true;
    }
    struct stat of_one {};
    struct stat of_other {};
    return ::isatty(::fileno(one)) == 1 && ::isatty(::fileno(other)) == 1 &&
           ::fstat(::fileno(one), &of_one) == 0 && ::fstat(::fileno(other), &of_other) == 0 &&
           of_one.st_rdev == of_other.st_rdev;
}

}  // namespace weft::detail
