// SPDX-License-Identifier: MIT
// Writes to streams that may be closed, full, or pipes that nobody reads.
#include <weft/detail/text/printer.hpp>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include <fcntl.h>
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

/// Returns 0, or the `errno` that tells why the stream did not take the text; -1 where the system gives no reason.
int write(std::string_view text, std::FILE* file) {
    if ((file == stdout && is_output_closed) || (file == stderr && is_error_closed)) {
        return EBADF;
    }
    const SignalsHeldBack held_back;
    errno = 0;
    const bool is_written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (is_written && std::fflush(file) == 0) {
        return 0;
    }
    return errno != 0 ? errno : -1;
}

std::string_view name_of(const std::FILE* file) {
    return file == stdout ? "standard output" : file == stderr ? "standard error" : "its file";
}

/// The report of a lost line, which is made once. `error` is what `write` has returned.
std::string spell_lost_line(std::string_view who, std::string_view stream, int error) {
    return fmt::format("{}: a line is lost, {} does not take it: {}; the loop goes on, and this is said once",
                       who, stream, error > 0 ? std::generic_category().message(error) : "output error");
}

}  // namespace

/// Shared by all copies of a printer.
struct Printer::State {
    std::atomic<bool> is_loss_said = false;
    std::atomic<bool> is_closed = false;
};

Printer::Printer(std::string_view who, std::FILE* file)
    : who_(who), file_(file), state_(std::make_shared<State>()) {}

void Printer::print(std::string_view text) const noexcept {
    if (file_ == nullptr || state_->is_closed) {
        return;
    }
    const int error = write(text, file_);
    if (error == 0) {
        return;
    }
    if (error == EBADF) {
        state_->is_closed = true;  // A file that is opened later may get the same descriptor.
    }
    if (state_->is_loss_said.exchange(true)) {
        return;
    }
    try {
        const std::string line = spell_lost_line(who_, name_of(file_), error) + '\n';
        if (file_ == stderr || write(line, stderr) != 0) {
            if (file_ != stdout) {
                static_cast<void>(write(line, stdout));
            }
        }
    } catch (...) {  // There is no memory for the report, which is lost, too.
        return;
    }
}

}  // namespace weft::detail
