// SPDX-License-Identifier: MIT
// A callback whose hooks and parameters are known at run time only: from a script, a configuration file, another language.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callback.hpp>
#include <weft/detail/handlers/dynamic_method.hpp>
#include <weft/hook_name.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weft {

/// A parameter by its name: made from anything a string is, or by `optional(name)`. It takes a value of any type.
class DynamicParameter {
public:
    /// A call without an argument of that name is refused.
    template <std::convertible_to<std::string_view> Text>
    DynamicParameter(const Text& name) : name_(std::string_view(name)) {}

    /// The name, which is copied.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// Whether a call may leave the argument out.
    [[nodiscard]] bool is_optional() const noexcept { return is_optional_; }

private:
    friend DynamicParameter optional(std::string_view name);

    std::string name_;
    bool is_optional_ = false;
};

/// A parameter that a call may leave out: `{"loss", weft::optional("output")}`.
[[nodiscard]] inline DynamicParameter optional(std::string_view name) {
    DynamicParameter parameter(name);
    parameter.is_optional_ = true;
    return parameter;
}

/// The type of `everything`.
struct Everything {
    /// Made once, as `everything`. Nothing converts to it, so that `{}` is an empty list.
    explicit constexpr Everything(std::nullptr_t /*nothing*/) noexcept {}
};
/// In place of a list of parameters: all arguments of the call, whatever they are called.
inline constexpr Everything everything{nullptr};

/// Has a function for each of its hooks, and behaves like an object of a class with methods of these names: it is checked
/// against declarations, shown by `hooks()`, and refused for arguments that are missing. The function is called with all
/// arguments of the call, and with a `const weft::Next&` behind them if it takes that; what it returns counts for `collect` and
/// `first`.
///
/// @code
/// weft::DynamicCallback callback{"Printer"};
/// callback.on("on_train_batch_end", {"loss", weft::optional("output")},
///             [](const weft::Args& args) { fmt::print("{}\n", args); });
/// fabric.add(std::move(callback));
/// @endcode
///
/// Handed over like any callback. A fabric that it is added to keeps the functions that it has then: a hook given later is not
/// seen, even if it is handed over by `std::ref` or a shared pointer.
///
/// One thread at a time, until it is added; then its functions may run in several threads at once, as methods may.
class WEFT_API DynamicCallback {
public:
    /// The name is what errors and reports call it; it is copied.
    explicit DynamicCallback(std::string name);
    DynamicCallback(DynamicCallback&& other) noexcept = default;
    DynamicCallback& operator=(DynamicCallback&& other) noexcept = default;
    DynamicCallback(const DynamicCallback&) = delete;
    DynamicCallback& operator=(const DynamicCallback&) = delete;
    ~DynamicCallback() = default;

    /// Runs the function in calls of the hook. It keeps the function, and copies names. Throws `Error` for a hook that it has
    /// a function for already, for an empty or repeated name, and for an empty function.
    template <class Function>
    WEFT_DETAIL_ALWAYS_INLINE DynamicCallback& on(HookName hook, std::vector<DynamicParameter> parameters,
                                                  Function&& function) {
        return keep<Function>(hook, parameters, false, std::forward<Function>(function));
    }
    /// The same for a function that takes whatever the call passes.
    template <class Function>
    WEFT_DETAIL_ALWAYS_INLINE DynamicCallback& on(HookName hook, Everything /*all*/, Function&& function) {
        return keep<Function>(hook, {}, true, std::forward<Function>(function));
    }

    /// For weft's own use.
    static const detail::CallbackType& weft_run_time_type() noexcept;

private:
    static detail::RegisteredCallback register_it(detail::KeptObject kept);

    template <class Function>
    WEFT_DETAIL_ALWAYS_INLINE DynamicCallback& keep(const HookName& hook,
                                                    const std::vector<DynamicParameter>& parameters,
                                                    bool takes_all, Function&& function) {
        using Kept = std::decay_t<Function>;
        constexpr bool is_callable = std::is_invocable_v<Kept&, const Args&> || detail::is_around<Kept>;
        constexpr bool is_keepable = std::is_constructible_v<Kept, Function>;
        static_assert(is_callable,
                      "weft: the function of a DynamicCallback is called with const weft::Args&, and with "
                      "const weft::Next& if it takes that");
        static_assert(is_keepable, "weft: this function cannot be copied: hand it over by std::move");
        if constexpr (is_callable && is_keepable) {
            bool is_empty = false;
            if constexpr (detail::can_be_empty<std::remove_cvref_t<Function>>) {
                is_empty = function == nullptr;
            }
            check(hook, parameters, is_empty);
            add(hook, parameters, takes_all,
                std::make_shared<detail::DynamicMethodOf<Kept, detail::known_of_dynamic<Kept>()>>(
                    std::forward<Function>(function)));
        }
        return *this;
    }
    void check(const HookName& hook, const std::vector<DynamicParameter>& parameters, bool is_empty) const;
    void add(const HookName& hook, const std::vector<DynamicParameter>& parameters, bool takes_all,
             std::shared_ptr<detail::DynamicMethod> method);
    std::string name_;
    std::vector<std::shared_ptr<detail::DynamicMethod>> methods_;
};

}  // namespace weft
