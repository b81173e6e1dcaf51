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
};

}  // namespace weft::detail
