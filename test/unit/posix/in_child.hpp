// SPDX-License-Identifier: MIT
// Runs something in a child process whose standard output and error are what a test wants them to be.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

struct Outcome {
    int status = 0;  ///< As of `waitpid`: 0 where the child has come to its end.
    std::string output;
    std::string error;
};

enum class Stream {
    kept,         ///< What is written to it is in the outcome.
    closed,       ///< `2>&-`
    full,         ///< `/dev/full`
    broken_pipe,  ///< A pipe that nobody reads.
};

namespace in_child_detail {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

inline void redirect(int descriptor, Stream stream, const File& kept) {
    int ends[2] = {-1, -1};
    switch (stream) {
        case Stream::kept: ::dup2(::fileno(kept.get()), descriptor); return;
        case Stream::closed: ::close(descriptor); return;
        case Stream::full: ends[1] = ::open("/dev/full", O_WRONLY); break;
        case Stream::broken_pipe:
            if (::pipe(ends) != 0) {
                std::abort();
            }
            ::close(ends[0]);
            break;
    }
    ::dup2(ends[1], descriptor);
    ::close(ends[1]);
}

inline std::string content(const File& file) {
    std::rewind(file.get());
    std::string text;
    for (int one = std::fgetc(file.get()); one != EOF; one = std::fgetc(file.get())) {
        text += static_cast<char>(one);
    }
    return text;
}

}  // namespace in_child_detail

/// The child ends with 3 where `run` throws, and runs no destructors of this process.
inline Outcome in_child(Stream output, Stream error, const std::function<void()>& run) {
    using in_child_detail::File;
    const File kept_output(std::tmpfile(), &std::fclose);
    const File kept_error(std::tmpfile(), &std::fclose);
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        in_child_detail::redirect(STDOUT_FILENO, output, kept_output);
        in_child_detail::redirect(STDERR_FILENO, error, kept_error);
        try {
            run();
        } catch (...) {
            ::_exit(3);
        }
        ::_exit(0);
    }
    Outcome outcome;
    ::waitpid(child, &outcome.status, 0);
    outcome.output = in_child_detail::content(kept_output);
    outcome.error = in_child_detail::content(kept_error);
    return outcome;
}
