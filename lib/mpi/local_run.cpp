// SPDX-License-Identifier: MIT
// Counts the runs of a thread.
#include "mpi/local_run.hpp"

#include <utility>

namespace weft::detail {

namespace {

thread_local int runs = 0;

}  // namespace

LocalRun::LocalRun() noexcept {
    ++runs;
}
LocalRun::~LocalRun() {
    --runs;
}

bool LocalRun::is_inside() noexcept {
    return runs > 0;
}

LocalRun::Pause::Pause() noexcept : paused_(std::exchange(runs, 0)) {}
LocalRun::Pause::~Pause() {
    runs = paused_;
}

}  // namespace weft::detail
