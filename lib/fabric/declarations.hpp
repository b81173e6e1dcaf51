// SPDX-License-Identifier: MIT
// Which hooks a loop has declared, and which arguments each of them passes.
#pragma once

#include <weft/detail/handlers/handler.hpp>

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Part of a fabric's state. Any thread may use it: a mutex guards the list, and is not held while code of the user runs.
class Declarations {
public:
    /// Adds a hook, or adds arguments to one that is declared already.
    void declare(std::string_view hook, const std::vector<std::string_view>& arguments);

    /// What is wrong with a handler of that hook: a text for the hook if it is not declared, else one for each parameter whose
    /// name is not, and for each argument that it says it cannot do without. Empty as long as no hook is declared. `object` is
    /// what `Handler::object` says, `who` the handler's name in the texts.
    [[nodiscard]] std::vector<std::string> problems(std::string_view hook, const HandlerType& type,
                                                    const void* object, const std::string& who) const;

    /// Called for each call on a strict fabric. Throws `Error` if the hook is not declared, unless no hook is.
    void check_call(std::string_view hook) const;

    /// From here on `check_call` refuses calls, and `Fabric` refuses registrations that do not fit.
    void be_strict() noexcept { is_strict_.store(true, std::memory_order_release); }
    [[nodiscard]] bool is_strict() const noexcept { return is_strict_.load(std::memory_order_acquire); }

private:
    struct Declared {
        std::string hook;
        std::vector<std::string> arguments;
    };

    // Both are called with the mutex locked.
    [[nodiscard]] const Declared* find(std::string_view hook) const noexcept;
    [[nodiscard]] std::optional<std::string_view> nearest_hook(std::string_view hook) const;

    mutable std::mutex mutex_;
    std::vector<Declared> declared_;
    std::atomic<bool> is_strict_ = false;
};

}  // namespace weft::detail
