// SPDX-License-Identifier: MIT
// Which hooks a loop says it has, and which arguments it says it passes.
#pragma once

#include <weft/detail/handlers/handler.hpp>

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

class Declarations {
public:
    void declare(std::string_view hook, const std::vector<std::string_view>& arguments);

    /// What is wrong with a handler, one text for each; nothing while nothing is declared.
    [[nodiscard]] std::vector<std::string> problems(std::string_view hook, const HandlerType& type,
                                                    const std::string& who) const;

    /// Throws where the hook is not declared, unless nothing is.
    void check_call(std::string_view hook) const;

    void be_strict() noexcept { is_strict_.store(true, std::memory_order_release); }
    [[nodiscard]] bool is_strict() const noexcept { return is_strict_.load(std::memory_order_acquire); }

private:
    struct Declared {
        std::string hook;
        std::vector<std::string> arguments;
    };

    [[nodiscard]] const Declared* find(std::string_view hook) const noexcept;
    [[nodiscard]] std::optional<std::string_view> nearest_hook(std::string_view hook) const;

    mutable std::mutex mutex_;
    std::vector<Declared> declared_;
    std::atomic<bool> is_strict_ = false;
};

}  // namespace weft::detail
