// SPDX-License-Identifier: MIT
// Any callback, without its type, so that lists of callbacks can be built at run time.
#pragma once

#include <weft/callback_macro.hpp>
#include <weft/detail/hooks_of.hpp>
#include <weft/detail/target.hpp>

namespace weft {

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
    Callback(Given&& given) : type_(&detail::callback_type<detail::HandedObject<Given>, Mode>()) {
        constexpr bool is_variable =
            std::is_lvalue_reference_v<Given> && !detail::Handed<std::remove_cvref_t<Given>>::is_wrapped;
        static_assert(!is_variable,
                      "weft: a callback that is a plain variable would be copied or borrowed silently: pass "
                      "std::ref(it) to borrow, std::move(it) to hand over, or a std::shared_ptr to share");
        if constexpr (!is_variable) {
            target_ = detail::hand_over(std::forward<Given>(given));
        }
    }

private:
    friend class Fabric;

    detail::Target target_{};
    const detail::CallbackType* type_;
};

}  // namespace weft
