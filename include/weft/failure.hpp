// SPDX-License-Identifier: MIT
// An exception that left a handler, as the function given to `on_error` sees it.
#pragma once

#include <weft/detail/compiler.hpp>

#include <weft/connection.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

namespace weft {

/// Valid while the function given to `on_error` runs; what it returns may be copied.
class Failure {
public:
    Failure(std::string_view hook, std::string callback, std::exception_ptr exception, Connection connection,
            std::size_t consecutive) noexcept
        : hook_(hook),
          callback_(std::move(callback)),
          exception_(std::move(exception)),
          connection_(std::move(connection)),
          consecutive_(consecutive) {}

    [[nodiscard]] std::string_view hook() const noexcept { return hook_; }
    /// The class of the callback, or `handler at file:line`.
    [[nodiscard]] const std::string& callback() const noexcept { return callback_; }
    [[nodiscard]] const std::exception_ptr& exception() const noexcept { return exception_; }
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
