// SPDX-License-Identifier: MIT
// Whether this thread runs what only one rank runs.
#pragma once

namespace weft::detail {

/// While one exists, the calls that its thread makes are of its rank alone.
class LocalRun {
public:
    LocalRun() noexcept;
    LocalRun(const LocalRun&) = delete;
    LocalRun& operator=(const LocalRun&) = delete;
    ~LocalRun();

    [[nodiscard]] static bool is_inside() noexcept;

    /// While one exists, the thread is in no such run: what it calls is of all ranks again.
    class Pause {
    public:
        Pause() noexcept;
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;
        ~Pause();

    private:
        int paused_;
    };
};

}  // namespace weft::detail
