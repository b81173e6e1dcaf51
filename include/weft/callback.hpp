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

struct BridgeAccess;
class Deferring;

/// Whether the class says at run time which hooks an object serves. It has a `weft_run_time_type()`: the type of an object
/// before it is registered, without methods and with a `register_it`.
template <class Object>
inline constexpr bool is_dynamic = requires { Object::weft_run_time_type(); };

/// In <weft/detail/engine/deferring.hpp>.
WEFT_API RegisteredCallback defer(Callback callback, std::shared_ptr<Deferring> by, KeptObject kept);

/// Why something cannot be handed over as a callback. Each reason has an assertion below that says what to write instead.
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
    hidden_order,
    no_order,
    contrary_order,
    empty_order,
};

/// The fault of the class's `weft_order`.
template <class Object>
consteval CallbackFault callback_fault_of_order() {
    switch (fault_of_order<Object>()) {
        case OrderFault::none: return CallbackFault::none;
        case OrderFault::hidden: return CallbackFault::hidden_order;
        case OrderFault::no_order: return CallbackFault::no_order;
        case OrderFault::contrary: return CallbackFault::contrary_order;
        case OrderFault::empty_name: return CallbackFault::empty_order;
    }
    return CallbackFault::none;
}

/// What is wrong with handing over a `Given`; `none` where nothing is. `Mode` keeps apart what files compiled with reflection
/// and files compiled without it find.
template <class Given, class Mode>
consteval CallbackFault fault_of_callback() {
    using Object = HandedObject<Given>;
    using Methods = decltype(hooks_of<std::conditional_t<is_dynamic<Object>, int, Object>>());
    if constexpr (std::is_same_v<std::remove_cvref_t<Given>, Callback>) {
        return CallbackFault::none;
    } else if constexpr (is_dynamic<Object>) {
        return std::is_lvalue_reference_v<Given> && !Handed<std::remove_cvref_t<Given>>::is_wrapped
                   ? CallbackFault::variable
                   : CallbackFault::none;
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
        return has_callable_methods<Object, Methods> ? callback_fault_of_order<Object>()
                                                     : CallbackFault::no_const_method;
    }
}

/// Whether none of several callbacks has that fault.
template <CallbackFault fault, class Mode, class... Given>
inline constexpr bool are_free_of = ((fault_of_callback<Given, Mode>() != fault) && ...);

/// Whether none of them has any fault, so that the code which uses them may be instantiated.
template <class Mode, class... Given>
inline constexpr bool are_free_of_all = ((fault_of_callback<Given, Mode>() == CallbackFault::none) && ...);

}  // namespace detail

// A macro, so that the assertions stand in the function that the user calls: GCC lists each function on the way from there
// to an assertion that fails.
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
        "weft: a const callback needs const methods");                                                      \
    static_assert(                                                                                          \
        ::weft::detail::are_free_of<::weft::detail::CallbackFault::hidden_order, Mode, __VA_ARGS__>,        \
        "weft: weft_order is private, or inherited from two classes: declare one in the public part");      \
    static_assert(                                                                                          \
        ::weft::detail::are_free_of<::weft::detail::CallbackFault::no_order, Mode, __VA_ARGS__>,            \
        "weft: weft_order is a static constexpr auto: one of weft::named, weft::before, weft::after, "      \
        "weft::before_all and weft::after_all, or a std::tuple of several");                                \
    static_assert(                                                                                          \
        ::weft::detail::are_free_of<::weft::detail::CallbackFault::contrary_order, Mode, __VA_ARGS__>,      \
        "weft: weft_order names the class twice, or has more than one of weft::before_all and "             \
        "weft::after_all");                                                                                 \
    static_assert(                                                                                          \
        ::weft::detail::are_free_of<::weft::detail::CallbackFault::empty_order, Mode, __VA_ARGS__>,         \
        "weft: weft_order has an empty name")

/// Any callback, with its type erased, so that a list of different callbacks can be made at run time:
///
/// `std::vector<weft::Callback> list{Printer{}}; list.emplace_back(std::ref(best)); weft::Fabric fabric{list};`
///
/// Copies share the object. A fabric that it is added to keeps a share as well, so the object lives until the last copy is
/// gone and its connection is disconnected. Registered twice, it is called twice.
class Callback {
public:
    /// Takes a callback in one of these forms, which say who keeps the object alive:
    /// - an rvalue, as `MyCallback{}` or `std::move(x)`: weft owns it;
    /// - a `std::unique_ptr`: weft owns the object; a `std::shared_ptr`: weft shares it;
    /// - a `std::weak_ptr`: the caller keeps it. While one of its methods runs, weft keeps it alive too. When it has expired,
    ///   its handlers no longer run and its connection reads disconnected;
    /// - `std::ref(x)`: the caller keeps it alive as long as it is connected and one of its methods runs.
    ///
    /// A plain variable, a raw pointer or a function does not compile, nor does a class without declared hooks. A null or
    /// expired pointer is accepted here, and refused with an `Error` where the callback is registered.
    template <class Given, class Mode = detail::CompileMode>
        requires(!std::same_as<std::remove_cvref_t<Given>, Callback>)
    // Inlined, also where nothing else is: what a file knows of the class, another one may not.
    WEFT_DETAIL_ALWAYS_INLINE Callback(Given&& given) : object_(keep<Given, Mode>(given)) {
        WEFT_DETAIL_REFUSE_CALLBACKS(Given);
        if constexpr (detail::are_free_of_all<Mode, Given>) {
            if constexpr (detail::is_dynamic<detail::HandedObject<Given>>) {
                type_ = &detail::HandedObject<Given>::weft_run_time_type();
            } else {
                type_ = &detail::callback_type<detail::HandedObject<Given>, Mode>();
            }
        }
    }

private:
    friend class Fabric;
    friend struct detail::BridgeAccess;
    friend detail::RegisteredCallback detail::defer(Callback callback, std::shared_ptr<detail::Deferring> by,
                                                    detail::KeptObject kept);

    /// What a fabric keeps of it. The object is not alive where it is null or has expired.
    detail::RegisteredCallback registered() && {
        detail::RegisteredCallback kept{std::move(object_), type_};
        if (kept.object.is_alive() && kept.type->register_it != nullptr) {
            kept = kept.type->register_it(std::move(kept.object));
        }
        return kept;
    }

    // Of what is refused there is nothing to instantiate.
    template <class Given, class Mode>
    static detail::KeptObject keep([[maybe_unused]] std::remove_reference_t<Given>& given) {
        if constexpr (detail::are_free_of_all<Mode, Given>) {
            return detail::hand_over(static_cast<Given&&>(given));
        } else {
            return {};
        }
    }

    detail::KeptObject object_;
    const detail::CallbackType* type_ = nullptr;
};

}  // namespace weft
