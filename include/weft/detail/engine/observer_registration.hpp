// SPDX-License-Identifier: MIT
// Makes an observer a handler. Each fabric has a hook of its own for events, which its observers are connected to.
#pragma once

#include <weft/detail/handlers/handler_fault.hpp>
#include <weft/detail/handlers/invoker.hpp>
#include <weft/detail/handlers/ownership.hpp>

namespace weft {

class Event;

namespace detail {

/// A `Target` for `InvokerAt`: applies the observer to the event.
template <class Object>
struct WEFT_DETAIL_HIDDEN ObserverTarget {
    using parameters = TypeList<const Event&>;
    using result = void;

    static constexpr const std::type_info* callback() { return &typeid(Object); }
    static consteval ListReads reads() { return nullptr; }
    template <std::size_t>
    static NoDefault default_at(Handler&) {
        return {};
    }
    static void apply(Handler& handler, const Event& event) {
        (*static_cast<Object*>(handler.object))(event);
    }
};

/// The `Names` for `HandlerTypeOf`: the event has none, as it is passed by position.
struct ObserverNames {
    static constexpr bool is_reflected = false;
    static constexpr std::string_view name_of(std::size_t) { return {}; }
};

/// An observer that is ready to be registered. Its object is null where an empty function was given.
struct PreparedObserver {
    KeptObject kept;
    const HandlerType* type;
    bool needs_durations;
};

/// Whether the observer looks at `Event::duration`: unless its class says that it does not.
template <class Object>
inline constexpr bool needs_durations = true;
template <class Object>
    requires requires { Object::needs_durations; }
inline constexpr bool needs_durations<Object> = static_cast<bool>(Object::needs_durations);

/// Whether what was given, or what it points or refers to, can be called with an event.
template <class Given>
inline constexpr bool is_observer = std::is_invocable_v<HandedObject<std::decay_t<Given>>&, const Event&>;

/// Whether weft can keep the observer: it comes in a pointer or `std::ref`, or can be copied or moved from where it is.
template <class Given>
inline constexpr bool can_be_kept =
    Handed<std::decay_t<Given>>::is_wrapped || std::is_constructible_v<std::decay_t<Given>, Given>;

/// Prepares an observer in any form. An empty function pointer or `std::function` is refused later, like a null pointer: when
/// it is registered.
template <class Given>
WEFT_DETAIL_HIDDEN PreparedObserver prepare_observer(Given&& given) {
    using Object = HandedObject<std::decay_t<Given>>;
    const HandlerType* const type = &HandlerTypeOf<ObserverTarget<Object>, ObserverNames>::type;
    if constexpr (can_be_empty<std::remove_cvref_t<Given>>) {
        if (given == nullptr) {
            return {KeptObject{}, type, needs_durations<Object>};
        }
    }
    if constexpr (std::is_function_v<std::remove_reference_t<Given>>) {
        return {hand_over(std::decay_t<Given>(given)), type, needs_durations<Object>};
    } else {
        return {hand_over(std::forward<Given>(given)), type, needs_durations<Object>};
    }
}

}  // namespace detail
}  // namespace weft
