// SPDX-License-Identifier: MIT
// Runs something with standard output and error led to files. Windows has no children that go on where their parent is: it runs in
// this process.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include <io.h>

struct Outcome {
    int status = 0;  ///< 3 where it has thrown.
    std::string output;
    std::string error;
};

enum class Stream {
    kept,  ///< What is written to it is in the outcome.
};

namespace in_child_detail {

/// Leads a stream to a file of its own, and back at the end.
class Redirected {
public:
    explicit Redirected(std::FILE* stream) : stream_(stream), before_(::_dup(::_fileno(stream))) {
        std::fflush(stream_);
        ::_dup2(::_fileno(file_.get()), ::_fileno(stream_));
    }
    Redirected(const Redirected&) = delete;
    Redirected& operator=(const Redirected&) = delete;
    ~Redirected() { end(); }

    /// What was written, once the stream is led back.
    std::string end() {
        if (before_ >= 0) {
            std::fflush(stream_);
            ::_dup2(before_, ::_fileno(stream_));
            ::_close(before_);
            before_ = -1;
        }
        std::rewind(file_.get());
        std::string text;
        for (int one = std::fgetc(file_.get()); one != EOF; one = std::fgetc(file_.get())) {
            if (one != '\r') {  // The C runtime's end of a line.
                text += static_cast<char>(one);
            }
        }
        return text;
    }

private:
    std::FILE* stream_;
    int before_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{std::tmpfile(), &std::fclose};
};

}  // namespace in_child_detail

inline Outcome in_child(Stream /*output*/, Stream /*error*/, const std::function<void()>& run) {
    in_child_detail::Redirected output(stdout);
    in_child_detail::Redirected error(stderr);
    Outcome outcome;
    try {
        run();
    } catch (...) {
        outcome.status = 3;
    }
    outcome.output = output.end();
    outcome.error = error.end();
    return outcome;
}
