// SPDX-License-Identifier: MIT
// Any callback, without its type, so that lists of callbacks can be built at run time.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callback_macro.hpp>
#include <weft/detail/handlers/callable.hpp>
#include <weft/detail/handlers/hooks_of.hpp>
#include <weft/detail/handlers/ownership.hpp>

namespace weft {

class Callback;

namespace detail {

/// Why something cannot be handed over as a callback.
enum class CallbackFault : std::uint8_t {
    none,
    refused_already,
    raw_pointer,
    function,
    no_class,
    variable,
    undeclared,
    no_method,
    no_const_method,
};

template <class Given, class Mode>
consteval CallbackFault fault_of_callback() {
    using Object = HandedObject<Given>;
    using Methods = decltype(hooks_of<Object>());
    if constexpr (std::is_same_v<std::remove_cvref_t<Given>, Callback>) {
        return CallbackFault::none;
    } else if constexpr (is_function<Object>) {
        return CallbackFault::function;
    } else if constexpr (std::is_pointer_v<Object>) {
        return CallbackFault::raw_pointer;
    } else if constexpr (!std::is_class_v<Object>) {
        return CallbackFault::no_class;
    } else if constexpr (std::is_same_v<Methods, RefusedMethods>) {
        return CallbackFault::refused_already;
    } else if constexpr (std::is_same_v<Methods, NoMethods>) {
        if constexpr (has_call_operator<Object>) {
            return CallbackFault::function;
        }
        return finds_methods ? CallbackFault::no_method : CallbackFault::undeclared;
    } else if constexpr (std::is_lvalue_reference_v<Given> &&
                         !Handed<std::remove_cvref_t<Given>>::is_wrapped) {
        return CallbackFault::variable;
    } else {
        return has_callable_methods<Object, Methods> ? CallbackFault::none : CallbackFault::no_const_method;
    }
}

template <CallbackFault fault, class Mode, class... Given>
inline constexpr bool are_free_of = ((fault_of_callback<Given, Mode>() != fault) && ...);

template <class Mode, class... Given>
inline constexpr bool are_free_of_all = ((fault_of_callback<Given, Mode>() == CallbackFault::none) && ...);

}  // namespace detail

// Stands in each function that callbacks are given to, as GCC tells of every function that is between.
#define WEFT_DETAIL_REFUSE_CALLBACKS(...)                                                                   \
    static_assert(                                                                                          \
        ::weft::detail::are_free_of<::weft::detail::CallbackFault::raw_pointer, Mode, __VA_ARGS__>,         \
        "weft: a raw pointer does not say who owns the callback: pass std::ref(*it) to borrow it, or a "    \
        "std::unique_ptr or std::shared_ptr to it");                                                        \
    static_assert(::weft::detail::are_free_of<::weft::detail::CallbackFault::function, Mode, __VA_ARGS__>,  \
                  "weft: a function is no callback, as it does not say which hook it serves: "              \
                  "fabric.connect(hook, function, \"parameter\"_a...)");                                    \
    static_assert(::weft::detail::are_free_of<::weft::detail::CallbackFault::no_class, Mode, __VA_ARGS__>,  \
                  "weft: a callback is an object of a class with methods named after hooks");               \
    static_assert(::weft::detail::are_free_of<::weft::detail::CallbackFault::variable, Mode, __VA_ARGS__>,  \
                  "weft: a callback that is a plain variable would be copied or borrowed silently: pass "   \
                  "std::ref(it) to borrow, std::move(it) to hand over, or a std::shared_ptr to share");     \
    static_assert(                                                                                          \
        ::weft::detail::are_free_of<::weft::detail::CallbackFault::undeclared, Mode, __VA_ARGS__>,          \
        "weft: this type declares no hooks: add WEFT_CALLBACK(Type, (method, parameter...)) after "         \
        "the class, in the namespace of the class");                                                        \
    static_assert(::weft::detail::are_free_of<::weft::detail::CallbackFault::no_method, Mode, __VA_ARGS__>, \
                  "weft: this class has no public method that could serve a hook: add one, or "             \
                  "WEFT_CALLBACK(Type, (method, parameter...)) after the class");                           \
    static_assert(                                                                                          \
        ::weft::detail::are_free_of<::weft::detail::CallbackFault::no_const_method, Mode, __VA_ARGS__>,     \
        "weft: a const callback needs const methods")

/// One callback in any of the forms in which it can be handed over. Copies share the object. Null and expired
/// pointers are refused when the callback is registered.
class Callback {
public:
    /// - an rvalue: owned from here on,
    /// - `std::unique_ptr`: owned, `std::shared_ptr`: shared,
    /// - `std::weak_ptr`: tracked; kept alive while one of its methods runs, disconnected once it has expired,
    /// - `std::ref(x)`: borrowed; the caller keeps it alive as long as it is connected.
    template <class Given, class Mode = detail::CompileMode>
        requires(!std::same_as<std::remove_cvref_t<Given>, Callback>)
    Callback(Given&& given) {
        WEFT_DETAIL_REFUSE_CALLBACKS(Given);
        if constexpr (detail::are_free_of_all<Mode, Given>) {
            type_ = &detail::callback_type<detail::HandedObject<Given>, Mode>();
            object_ = detail::hand_over(std::forward<Given>(given));
        }
    }

private:
    friend class Fabric;

    detail::KeptObject object_{};
    const detail::CallbackType* type_ = nullptr;
};

}  // namespace weft
