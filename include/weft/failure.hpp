// SPDX-License-Identifier: MIT
// An exception that left a handler, as the function given to `Fabric::on_error` sees it.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/connection.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

namespace weft {

/// One failure of a handler: `fabric.on_error([](const weft::Failure& failure) { log(failure.callback()); });`
///
/// It is valid while that function runs. To keep something longer, copy what a member returns; of `hook()` copy the text.
class Failure {
public:
    /// For weft's own use, and for tests of functions for `on_error`.
    Failure(std::string_view hook, std::string callback, std::exception_ptr exception, Connection connection,
            std::size_t consecutive) noexcept
        : hook_(hook),
          callback_(std::move(callback)),
          exception_(std::move(exception)),
          connection_(std::move(connection)),
          consecutive_(consecutive) {}

    /// The name of the hook that was called.
    [[nodiscard]] std::string_view hook() const noexcept { return hook_; }
    /// Whose handler failed: the class of the callback, or `handler at file:line` for a function.
    [[nodiscard]] const std::string& callback() const noexcept { return callback_; }
    /// What the handler threw, to be thrown on or looked at by `std::rethrow_exception`; never null.
    [[nodiscard]] const std::exception_ptr& exception() const noexcept { return exception_; }
    /// The connection of the handler, to disconnect or block it; that of a callback covers all its hooks.
    [[nodiscard]] const Connection& connection() const noexcept { return connection_; }
    /// How many times in a row this handler has failed, this time included: at least 1. A run that returns begins the count
    /// again. The methods of one callback are counted apart.
    [[nodiscard]] std::size_t consecutive() const noexcept { return consecutive_; }

private:
    std::string_view hook_;
    std::string callback_;
    std::exception_ptr exception_;
    Connection connection_;
    std::size_t consecutive_;
};

}  // namespace weft
