// SPDX-License-Identifier: MIT
// An exception that left a handler, as the function given to `on_error` sees it.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/connection.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

namespace weft {

/// Valid while the function given to `on_error` runs; what it returns may be copied.
class Failure {
public:
    /// Made by weft, for `on_error`.
    Failure(std::string_view hook, std::string callback, std::exception_ptr exception, Connection connection,
            std::size_t consecutive) noexcept
        : hook_(hook),
          callback_(std::move(callback)),
          exception_(std::move(exception)),
          connection_(std::move(connection)),
          consecutive_(consecutive) {}

    /// The hook that was called.
    [[nodiscard]] std::string_view hook() const noexcept { return hook_; }
    /// The class of the callback, or `handler at file:line`.
    [[nodiscard]] const std::string& callback() const noexcept { return callback_; }
    /// What the handler threw; never null.
    [[nodiscard]] const std::exception_ptr& exception() const noexcept { return exception_; }
    /// The connection of the handler, to disconnect or block it; for a callback it covers all its hooks.
    [[nodiscard]] const Connection& connection() const noexcept { return connection_; }
    /// How many times in a row this handler has failed, this time included: at least 1.
    [[nodiscard]] std::size_t consecutive() const noexcept { return consecutive_; }

private:
    std::string_view hook_;
    std::string callback_;
    std::exception_ptr exception_;
    Connection connection_;
    std::size_t consecutive_;
};

}  // namespace weft
