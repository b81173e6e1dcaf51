// SPDX-License-Identifier: MIT
// Which methods of a class serve which hooks: one answer, whichever way it was found.
#pragma once

#include <weft/detail/invoker.hpp>
#include <weft/detail/method.hpp>
#include <weft/detail/reflection.hpp>

#include <array>
#include <limits>
#include <string_view>

namespace weft::detail {

/// Reaches what WEFT_CALLBACK_INSIDE declared, also in the private part of a class.
struct HookAccess {
    /// The declared list, or null. Two overloads, as Clang 14 forgets in a requires-expression who is a friend.
    template <class Type>
    static constexpr auto find(int) -> decltype(Type::weft_hooks_inside()) {
        return {};
    }
    template <class Type>
    static constexpr std::nullptr_t find(...) {
        return nullptr;
    }
};

/// Whether the class itself declares its hooks inside: an inherited declaration says nothing of it.
template <class Type, class List>
inline constexpr bool declares_inside = false;
template <class Type, class... Methods>
inline constexpr bool declares_inside<Type, MethodList<Type, Methods...>> = true;

/// `Object` may be const.
template <class Object>
consteval auto hooks_of() {
    using Type = std::remove_const_t<Object>;
    using Inside = decltype(HookAccess::find<Type>(0));
    if constexpr (declares_inside<Type, Inside>) {
        return Inside{};
    } else if constexpr (requires { weft_hooks(Tag<Type>{}); }) {
        return decltype(weft_hooks(Tag<Type>{})){};
    } else {
        return reflected_methods<Object>();
    }
}

template <class Object, class Method>
struct MethodTarget {
    using parameters = typename Method::parameters;
    using result = typename Method::result;
    static constexpr bool is_reflected = Method::is_reflected;

    static constexpr const std::type_info* callback() { return &typeid(Object); }

    static constexpr std::string_view name_of(std::size_t parameter) {
        return names_from(parameters{})[parameter];
    }
    template <std::size_t>
    static NoDefault default_at(Handler&) {
        return {};
    }
    template <class... Values>
    static decltype(auto) run(Handler& handler, Values&... values) {
        return (static_cast<Object*>(handler.object)->*Method::method)(values...);
    }

private:
    template <class... Parameters>
    static constexpr auto names_from(TypeList<Parameters...>) {
        std::array<std::string_view, sizeof...(Parameters) + 1> names{};
        std::size_t word = 1;
        std::size_t place = 0;
        ((names[place++] = std::is_same_v<ParameterOf<Parameters>, ArgsParameter> ? std::string_view()
                                                                                  : Method::word(word++)),
         ...);
        return names;
    }
};

/// The methods of one name, as one handler type.
template <class Object, class First, class... Methods>
struct OverloadsOf {
    static constexpr std::size_t count = (std::size_t{0} + ... + std::size_t{Methods::hook == First::hook});
    static constexpr auto overloads = [] {
        std::array<const HandlerType*, count> all{};
        std::size_t place = 0;
        ((Methods::hook == First::hook
              ? static_cast<void>(all[place++] = &Invoker<MethodTarget<Object, Methods>>::type)
              : static_cast<void>(0)),
         ...);
        return all;
    }();
    static inline constinit std::atomic<const Plan*> plans = nullptr;
    static constexpr HandlerType type{&typeid(Object),     nullptr,          0,
                                      &invoke_overload,    nullptr,          &plans,
                                      First::is_reflected, overloads.data(), count};
};

/// One hook of a callback class, without the class.
struct MethodEntry {
    std::string_view hook;
    const HandlerType* type;
};

struct CallbackType {
    const std::type_info* type;
    const MethodEntry* methods;
    std::size_t method_count;
};

template <class Object, class List>
struct CallbackTypeOf;

template <class Object, class Self, class... Methods>
struct CallbackTypeOf<Object, MethodList<Self, Methods...>> {
    static_assert(sizeof...(Methods) <= std::numeric_limits<std::uint16_t>::max());
    static_assert(!std::is_const_v<Object> || (Methods::parts::is_const && ...),
                  "weft: a const callback needs const methods");

    template <class Method>
    static constexpr const HandlerType& handler_type() {
        constexpr std::size_t overloads = (std::size_t{0} + ... + std::size_t{Methods::hook == Method::hook});
        if constexpr (overloads == 1) {
            return Invoker<MethodTarget<Object, Method>>::type;
        } else {
            return OverloadsOf<Object, Method, Methods...>::type;
        }
    }

    /// Methods of one name are one handler, which chooses among them.
    static constexpr auto entries = [] {
        std::array<MethodEntry, sizeof...(Methods)> all{};
        std::size_t count = 0;
        const auto add = [&]<class Method>(const Method*) {
            for (std::size_t i = 0; i < count; ++i) {
                if (all[i].hook == Method::hook) {
                    return;
                }
            }
            all[count++] = {Method::hook, &CallbackTypeOf::template handler_type<Method>()};
        };
        (add(static_cast<const Methods*>(nullptr)), ...);
        return std::pair(all, count);
    }();
    static constexpr CallbackType type{&typeid(Object), entries.first.data(), entries.second};
};

/// What is known of a callback class; `Object` may be const. `Mode` keeps what a file built with reflection knows apart
/// from what a file without it does.
template <class Object, class Mode>
constexpr const CallbackType& callback_type() {
    return CallbackTypeOf<Object, decltype(hooks_of<Object>())>::type;
}

}  // namespace weft::detail
