// SPDX-License-Identifier: MIT
// Looks several times within a timeout.
#include "mpi/watch.hpp"

#include "mpi/process.hpp"
#include "mpi/ranks.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace weft::detail {

namespace {

/// In a call or between two, where nobody in weft finds out that it waits.
bool is_away(const Position& position) {
    return position.doing == Doing::inside || position.doing == Doing::outside;
}

}  // namespace

Watch::Watch(Ranks& ranks, double timeout)
    : ranks_(ranks),
      may_call_mpi_(any_thread_may_call_mpi()),
      timeout_(timeout),
      seen_(static_cast<std::size_t>(ranks.meetings().size()), Seen{0, Clock::now()}) {
    // Signals are for the threads of the program.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Watch::~Watch() {
    {
        const std::lock_guard lock(mutex_);
        is_over_ = true;
    }
    wakes_.notify_all();
    thread_.join();
}

void Watch::set_timeout(double seconds) {
    const std::lock_guard lock(mutex_);
    timeout_ = seconds;
    wakes_.notify_all();
}

void Watch::run() {
    std::unique_lock lock(mutex_);
    while (!is_over_) {
        wakes_.wait_for(lock, std::chrono::duration<double>(std::clamp(timeout_ / 8.0, 0.005, 0.5)));
        if (!is_over_) {
            look();
        }
    }
}

void Watch::look() {
    const Clock::time_point now = Clock::now();
    for (int rank = 0; rank < ranks_.meetings().size(); ++rank) {
        if (ranks_.board().shows(rank)) {
            seen_[static_cast<std::size_t>(rank)].see(ranks_.board().version(rank), now);
        }
    }
    const int rank = ranks_.meetings().rank();
    const Position mine = ranks_.board().read(rank);
    const Seconds stood = now - seen_[static_cast<std::size_t>(rank)].since;
    const Seconds timeout(timeout_);
    // Early, so that whoever gives up first can say it.
    if (mine.doing == Doing::inside && stood > timeout / 2) {
        ranks_.board().name_handler(mine.call, ranks_.handler_name(mine.call));
    }
    const std::optional<std::string> declared = ranks_.board().declared();
    declared_.see(declared.has_value() ? 1 : 0, now);
    if (!is_away(mine) || stood < timeout) {
        return;
    }
    if (declared.has_value()) {
        if (now - declared_.since >= timeout) {
            abort_job(*declared);
        }
        return;
    }
    // By then all have named their handlers.
    const Seconds grace = timeout / 4;
    if (const std::string text = standstill(now, timeout + grace); !text.empty()) {
        abort_job(text);
    }
}

std::string Watch::standstill(Clock::time_point now, Seconds timeout) const {
    std::vector<Group> groups;
    for (int rank = 0; rank < ranks_.meetings().size(); ++rank) {
        if (!ranks_.board().shows(rank)) {
            continue;
        }
        if (now - seen_[static_cast<std::size_t>(rank)].since < timeout) {
            return {};
        }
        add_to_groups(groups, ranks_.board().read(rank), {rank});
    }
    return fmt::format("{}: nobody has moved for {:g} s", describe(groups), timeout_);
}

void Watch::abort_job(const std::string& text) const {
    const std::string line = fmt::format("weft::mpi::Guard: {}; the job is aborted\n", text);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
    if (may_call_mpi_) {
        MPI_Abort(ranks_.comm(), EXIT_FAILURE);
    }
    std::_Exit(EXIT_FAILURE);
}

}  // namespace weft::detail
