// SPDX-License-Identifier: MIT
// Streams that may not take what is written to them, and the lines that are drawn on terminals.
#include "text/stream.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <mutex>
#include <utility>
#include <vector>

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

constexpr std::string_view to_begin_and_clear = "\r\x1b[K";

struct DrawnLine {
    std::FILE* file;
    const void* owner;
    std::string text;
};

/// Never destroyed: something may print while the program ends.
struct DrawnLines {
    std::mutex mutex;
    std::vector<DrawnLine> lines;
    std::atomic<std::size_t> count = 0;  // Of the lines, to be read without the mutex.

    void remove(std::vector<DrawnLine>::iterator line) {
        lines.erase(line);
        count = lines.size();
    }
};

DrawnLines& drawn() {
    static auto& all = *new DrawnLines;
    return all;
}

/// Whether two streams write to one terminal.
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

std::vector<DrawnLine>::iterator line_on(DrawnLines& all, std::FILE* file) {
    return std::find_if(all.lines.begin(), all.lines.end(),
                        [file](const DrawnLine& line) { return is_same_terminal(line.file, file); });
}

std::vector<DrawnLine>::iterator line_of(DrawnLines& all, const void* owner) {
    return std::find_if(all.lines.begin(), all.lines.end(),
                        [owner](const DrawnLine& line) { return line.owner == owner; });
}

}  // namespace

int write_text(std::string_view text, std::FILE* file) {
    DrawnLines& all = drawn();
    if (all.count == 0) {
        return write(text, file);
    }
    const std::lock_guard lock(all.mutex);
    const auto line = line_on(all, file);
    if (line == all.lines.end()) {
        return write(text, file);
    }
    std::string written(text);
    if (line->file == file) {
        written.insert(0, to_begin_and_clear);
    } else {
        static_cast<void>(write(to_begin_and_clear, line->file));
    }
    if (!text.ends_with('\n')) {
        all.remove(line);
    } else if (line->file == file) {
        written += line->text;
    } else {
        const int error = write(written, file);
        static_cast<void>(write(line->text, line->file));
        return error;
    }
    return write(written, file);
}

int draw_line(std::string text, std::FILE* file, const void* owner) {
    DrawnLines& all = drawn();
    const std::lock_guard lock(all.mutex);
    const std::string written = std::string(to_begin_and_clear) + text;
    if (const auto mine = line_of(all, owner); mine != all.lines.end()) {
        all.remove(mine);
    }
    if (const auto before = line_on(all, file); before != all.lines.end()) {
        all.remove(before);
    }
    all.lines.push_back({file, owner, std::move(text)});
    all.count = all.lines.size();
    return write(written, file);
}

int erase_line(const void* owner) {
    DrawnLines& all = drawn();
    const std::lock_guard lock(all.mutex);
    const auto line = line_of(all, owner);
    if (line == all.lines.end()) {
        return 0;
    }
    std::FILE* const file = line->file;
    all.remove(line);
    return write(to_begin_and_clear, file);
}

void erase_lines() {
    DrawnLines& all = drawn();
    const std::lock_guard lock(all.mutex);
    for (const DrawnLine& line : all.lines) {
        static_cast<void>(write(to_begin_and_clear, line.file));
    }
    all.lines.clear();
    all.count = 0;
}

void forget_line(const void* owner) noexcept {
    DrawnLines& all = drawn();
    if (all.count == 0) {
        return;
    }
    const std::lock_guard lock(all.mutex);
    if (const auto line = line_of(all, owner); line != all.lines.end()) {
        all.remove(line);
    }
}

}  // namespace weft::detail
