// SPDX-License-Identifier: MIT
// An observer as a handler of the fabric's own hook for events.
#pragma once

#include <weft/detail/handlers/handler_fault.hpp>
#include <weft/detail/handlers/invoker.hpp>
#include <weft/detail/handlers/ownership.hpp>

namespace weft {

class Event;

namespace detail {

template <class Object>
struct ObserverTarget {
    using parameters = TypeList<const Event&>;
    using result = void;

    static constexpr const std::type_info* callback() { return &typeid(Object); }
    template <std::size_t>
    static NoDefault default_at(Handler&) {
        return {};
    }
    static void apply(Handler& handler, const Event& event) {
        (*static_cast<Object*>(handler.object))(event);
    }
};

struct ObserverNames {
    static constexpr bool is_reflected = false;
    static constexpr std::string_view name_of(std::size_t) { return {}; }
};

struct PreparedObserver {
    KeptObject kept;
    const HandlerType* type;
};

template <class Given>
inline constexpr bool is_observer = std::is_invocable_v<HandedObject<std::decay_t<Given>>&, const Event&>;

/// Whether a plain variable can be copied, as it is.
template <class Given>
inline constexpr bool can_be_kept =
    Handed<std::decay_t<Given>>::is_wrapped || std::is_constructible_v<std::decay_t<Given>, Given>;

/// Function pointers and `std::function`s that are empty are refused like null pointers: where they are registered.
template <class Given>
PreparedObserver prepare_observer(Given&& given) {
    using Object = HandedObject<std::decay_t<Given>>;
    const HandlerType* const type = &HandlerTypeOf<ObserverTarget<Object>, ObserverNames>::type;
    if constexpr (can_be_empty<std::remove_cvref_t<Given>>) {
        if (given == nullptr) {
            return {KeptObject{}, type};
        }
    }
    if constexpr (std::is_function_v<std::remove_reference_t<Given>>) {
        return {hand_over(std::decay_t<Given>(given)), type};
    } else {
        return {hand_over(std::forward<Given>(given)), type};
    }
}

}  // namespace detail
}  // namespace weft
