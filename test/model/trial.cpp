// SPDX-License-Identifier: MIT
// Plays sequences, in this process or in another one that may crash.
#include "trial.hpp"

#include "player.hpp"
#include "world.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace model {

namespace {

constexpr unsigned longest_trial = 10;  // seconds: ten thousand times what it takes

/// Only a child sets an alarm: in the parent that would be a fuzzer's, which watches over its own time.
bool is_child = false;
constexpr int agreed = 0;
constexpr int differed = 3;

[[noreturn]] void run_child(const std::function<bool()>& fails, bool is_quiet) {
    is_child = true;
    if (is_quiet) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
    }
    const int code = fails() ? differed : agreed;
    std::fflush(stdout);
    if (is_quiet) {
        _exit(code);
    }
    std::exit(code);  // A leak checker has its say.
}

}  // namespace

Trial try_sequence(const Sequence& sequence, Fault fault) {
    if (is_child) {
        alarm(longest_trial);
    }
    Player expecting;
    const std::unique_ptr<Subject> reference = make_reference(expecting, fault);
    const Log expected = expecting.play(sequence, *reference);
    Player finding;
    const std::unique_ptr<Subject> world = make_world(finding);
    const Log found = finding.play(sequence, *world);
    if (is_child) {
        alarm(0);
    }
    return {difference(expected, found), finding.performed()};
}

bool fails_in_child(const std::function<bool()>& fails, bool is_quiet) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child < 0) {
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (child == 0) {
        run_child(fails, is_quiet);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child) {
        throw std::system_error(errno, std::generic_category(), "waitpid");
    }
    if (!is_quiet && WIFSIGNALED(status)) {
        std::fprintf(stderr, "ended by signal %d\n", WTERMSIG(status));
    }
    return !WIFEXITED(status) || WEXITSTATUS(status) != agreed;
}

}  // namespace model
