// SPDX-License-Identifier: MIT
// One function of a callback that was made at run time, with names that are found at run time too.
#pragma once

#include <weft/detail/handlers/handler_fault.hpp>
#include <weft/detail/handlers/invoker.hpp>

#include <atomic>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace weft::detail {

/// A handler type of its own, with the plans of its handlers. It owns all that other handler types have as constants of the
/// program, and is destroyed when nobody can run the function any more.
class WEFT_API DynamicMethod : public HandlerType {
public:
    DynamicMethod(const DynamicMethod&) = delete;
    DynamicMethod& operator=(const DynamicMethod&) = delete;
    virtual ~DynamicMethod();

    /// Says what the function is called with. `of` is the name of the callback.
    void describe(std::string of, std::string on, std::vector<std::string> parameter_names,
                  const std::vector<bool>& optional, bool takes_all);
    /// The same for parameters of any type. Their names are those of `parameter_names`.
    void describe(std::string of, std::string on, std::vector<std::string> parameter_names,
                  std::vector<ParameterInfo> parameter_infos, bool takes_all);

    /// The type of a parameter that is known by its name alone, and takes any value.
    [[nodiscard]] static const ParameterType& any_type(bool is_optional) noexcept;

    [[nodiscard]] const std::string& hook() const noexcept { return hook_; }

protected:
    DynamicMethod(Invoke invoke, bool with_next) noexcept;

private:
    std::string of_;
    std::string hook_;
    std::vector<std::string> names_;
    std::vector<ParameterInfo> infos_;
    std::atomic<const Plan*> first_plan_ = nullptr;
};

/// Whether the function of a `DynamicCallback` takes a `const Next&` behind the arguments. If it takes both forms, it does not.
template <class Function>
inline constexpr bool is_around =
    !std::is_invocable_v<Function&, const Args&> && std::is_invocable_v<Function&, const Args&, const Next&>;

/// What the file that binds the function knows of the type of its result.
template <class Function>
consteval KnownHere known_of_dynamic() {
    if constexpr (is_around<Function>) {
        return known_of_result<std::invoke_result_t<Function&, const Args&, const Next&>>();
    } else {
        return known_of_result<std::invoke_result_t<Function&, const Args&>>();
    }
}

/// `known` is what `known_of_dynamic` says.
template <class Function, KnownHere known>
class DynamicMethodOf final : public DynamicMethod {
public:
    template <class Given>
    explicit DynamicMethodOf(Given&& given)
        : DynamicMethod(&apply, is_around<Function>), function_(std::forward<Given>(given)) {}

private:
    static void apply(const HandlerType& type, Handler& handler, Call& call,
                      const ArgumentSource* /*sources*/) {
        if (call.is_announced && !call.begin_run(handler)) {
            return;
        }
        ++call.ran;
        auto& function = const_cast<Function&>(static_cast<const DynamicMethodOf&>(type).function_);
        if constexpr (is_around<Function>) {
            run(handler, call, function, call.args, call.next());
        } else {
            run(handler, call, function, call.args);
        }
    }
    template <class... Given>
    static void run(Handler& handler, Call& call, Function& function, const Given&... given) {
        if constexpr (std::is_void_v<std::invoke_result_t<Function&, const Given&...>>) {
            std::invoke(function, given...);
        } else if (call.sink == nullptr) {
            [[maybe_unused]] auto&& ignored = std::invoke(function, given...);
        } else {
            give_result<known>(handler, call, std::invoke(function, given...));
        }
    }

    Function function_;
};

}  // namespace weft::detail
