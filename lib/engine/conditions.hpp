// SPDX-License-Identifier: MIT
// What `every` and `when` ask before a handler runs.
#pragma once

#include <weft/args.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace weft::detail {

/// Of one registration. `every` counts for each of its handlers by itself.
class Conditions {
public:
    Conditions(std::uint64_t period, std::function<bool(const Args&)> when, std::size_t handlers)
        : period_(period), when_(std::move(when)), calls_(new std::atomic<std::uint64_t>[handlers]()) {}

    [[nodiscard]] std::uint64_t period() const noexcept { return period_; }
    [[nodiscard]] bool has_predicate() const noexcept { return when_ != nullptr; }

    /// Whether the predicate holds in this call. Throws what it throws.
    [[nodiscard]] bool hold(const Args& args) const { return !when_ || when_(args); }

    /// Counts a call that has reached the handler at that place; true for the n-th, the 2n-th and so on.
    [[nodiscard]] bool is_due(std::size_t handler) noexcept {
        return (calls_[handler].fetch_add(1, std::memory_order_relaxed) + 1) % period_ == 0;
    }

    /// Destroys the predicate, as the handlers' objects are. No call is inside any of the handlers.
    void release() noexcept { when_ = nullptr; }

private:
    const std::uint64_t period_;
    std::function<bool(const Args&)> when_;
    std::unique_ptr<std::atomic<std::uint64_t>[]> calls_;
};

}  // namespace weft::detail
