// SPDX-License-Identifier: MIT
// Runs a function in a process of its own.
#pragma once

#include <exception>

#include <csignal>
#include <cstdio>

#include <grp.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/// Forks; the child ends with what the function returns, 99 if it throws. Killed at the end if it still runs.
class ChildProcess {
public:
    template <class Function>
    explicit ChildProcess(Function function) : id_(::fork()) {
        if (id_ == 0) {
            try {
                ::_exit(function());
            } catch (const std::exception& error) {
                std::fprintf(stderr, "child: %s\n", error.what());
                ::_exit(99);
            }
        }
    }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess() { kill(); }

    void kill() {
        if (id_ > 0) {
            ::kill(id_, SIGKILL);
            (void)wait();
        }
    }
    /// Returns the status it ended with, or -1 where a signal ended it.
    int wait() {
        int status = 0;
        ::waitpid(id_, &status, 0);
        id_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t id_;
};

/// For a child of a process of root's.
inline bool become_nobody() {
    constexpr unsigned nobody = 65534;
    return ::setgroups(0, nullptr) == 0 && ::setresgid(nobody, nobody, nobody) == 0 &&
           ::setresuid(nobody, nobody, nobody) == 0;
}
