// SPDX-License-Identifier: MIT
// An observer as a handler of the fabric's own hook for events.
#pragma once

#include <weft/detail/function.hpp>
#include <weft/detail/invoker.hpp>
#include <weft/detail/target.hpp>
#include <weft/event.hpp>

namespace weft::detail {

template <class Object>
struct ObserverTarget {
    using parameters = TypeList<const Event&>;
    using result = void;

    static constexpr bool is_reflected = false;
    static constexpr const std::type_info* callback() { return &typeid(Object); }
    static constexpr std::string_view name_of(std::size_t) { return {}; }
    template <std::size_t>
    static NoDefault default_at(Handler&) {
        return {};
    }
    static void run(Handler& handler, const Event& event) { (*static_cast<Object*>(handler.object))(event); }
};

struct PreparedObserver {
    Target target;
    const HandlerType* type;
};

template <class Given>
PreparedObserver prepare_observer(Given&& given) {
    using Object = HandedObject<std::decay_t<Given>>;
    static_assert(std::is_invocable_v<Object&, const Event&>,
                  "weft: an observer is a function or an object that can be "
                  "called with const weft::Event&");
    static_assert(Handed<std::decay_t<Given>>::is_wrapped || std::is_constructible_v<Object, Given>,
                  "weft: this observer cannot be copied: pass std::ref(it) to "
                  "borrow, std::move(it) to hand over, or a "
                  "std::shared_ptr to share");
    if (is_empty_function(given)) {
        return {Target{}, &Invoker<ObserverTarget<Object>>::type};  // Refused like a null pointer.
    }
    if constexpr (std::is_function_v<std::remove_reference_t<Given>>) {
        return {hand_over(std::decay_t<Given>(given)), &Invoker<ObserverTarget<Object>>::type};
    } else {
        return {hand_over(std::forward<Given>(given)), &Invoker<ObserverTarget<Object>>::type};
    }
}

}  // namespace weft::detail
