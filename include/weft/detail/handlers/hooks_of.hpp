// SPDX-License-Identifier: MIT
// Which methods of a class serve which hooks: one answer, whichever way it was found.
#pragma once

#include <weft/detail/handlers/declaration.hpp>
#include <weft/detail/handlers/invoker.hpp>
#include <weft/detail/handlers/reflection.hpp>

#include <array>
#include <string_view>

namespace weft::detail {

/// Reaches what WEFT_CALLBACK_INSIDE declared, also in the private part of a class.
struct HookAccess {
    /// The tag of the class that declared itself, or null. Two overloads, as Clang 14 forgets in a requires-expression
    /// who is a friend.
    template <class Type>
    static constexpr auto find(int) -> decltype(Type::weft_declares_inside()) {
        return {};
    }
    template <class Type>
    static constexpr std::nullptr_t find(...) {
        return nullptr;
    }
    template <class Type>
    static consteval auto list() {
        return Type::weft_hooks_inside();
    }
};

/// Whether the class itself declares its hooks inside: an inherited declaration says nothing of it.
template <class Type>
inline constexpr bool declares_inside = std::is_same_v<decltype(HookAccess::find<Type>(0)), Tag<Type>>;

/// Whether WEFT_CALLBACK stands in the class, or names the template that it is made of: both are refused there.
template <class Type>
inline constexpr bool is_declared_wrongly = requires { &Type::weft_declares; };
template <template <class...> class Template, class... Arguments>
inline constexpr bool is_declared_wrongly<Template<Arguments...>> =
    requires { weft_declares(TemplateTag<Template>{}); };

/// The `MethodList` of a class that declares its hooks, `RefusedMethods` of one that does so wrongly, of others what
/// reflection finds. `Object` may be const.
template <class Object>
consteval auto hooks_of() {
    using Type = std::remove_const_t<Object>;
    if constexpr (declares_inside<Type>) {
        return HookAccess::list<Type>();
    } else if constexpr (requires { weft_hooks(Tag<Type>{}); }) {
        return weft_hooks(Tag<Type>{});
    } else if constexpr (requires { weft_declares(Tag<Type>{}); } || is_declared_wrongly<Type>) {
        return RefusedMethods{};
    } else {
        return reflected_methods<Object>();
    }
}

template <class Object, auto method>
struct MethodTarget {
    using parameters = typename Signature<decltype(method)>::parameters;
    using result = typename Signature<decltype(method)>::result;

    static constexpr const std::type_info* callback() { return &typeid(Object); }

    template <std::size_t>
    [[gnu::always_inline]] static inline NoDefault default_at(Handler&) {
        return {};
    }
    template <class... Values>
    [[gnu::always_inline, gnu::artificial]] static inline decltype(auto) apply(Handler& handler,
                                                                               Values&... values) {
        return (static_cast<Object*>(handler.object)->*method)(values...);
    }
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

/// How the methods of a class and their parameters are called. `is_reflected` keeps apart what a file that does not see the
/// declaration finds by reflection.
template <class Object, bool is_reflected>
class MethodWords {
    static constexpr auto list = hooks_of<Object>();

    template <class Self, class... Methods>
    static constexpr auto find_begins(const MethodList<Self, is_reflected, Methods...>&) {
        constexpr std::array<std::size_t, sizeof...(Methods) + 1> names{
            named_parameters<typename Methods::parts::parameters>...};
        std::array<std::size_t, sizeof...(Methods) + 1> found{};
        for (std::size_t i = 0; i < sizeof...(Methods); ++i) {
            found[i + 1] = found[i] + 1 + names[i];
        }
        return found;
    }
    static constexpr auto begins = find_begins(list);
    static constexpr auto words = split_words<begins.back()>(list.words);

public:
    static constexpr std::string_view hook(std::size_t method) { return words[begins[method]]; }
    /// Counts the parameters that have names.
    static constexpr std::string_view parameter(std::size_t method, std::size_t place) {
        return words[begins[method] + 1 + place];
    }
};

template <class Object, bool was_reflected, std::size_t method, class Parameters>
struct MethodNames;

template <class Object, bool was_reflected, std::size_t method, class... Parameters>
struct MethodNames<Object, was_reflected, method, TypeList<Parameters...>> {
    static constexpr bool is_reflected = was_reflected;

    static constexpr std::string_view name_of(std::size_t parameter) {
        constexpr std::array<bool, sizeof...(Parameters) + 1> takes_name{
            !std::is_same_v<ParameterOf<Parameters>, ArgsParameter>...};
        std::size_t place = 0;
        for (std::size_t i = 0; i < parameter; ++i) {
            place += takes_name[i] ? 1 : 0;
        }
        return takes_name[parameter] ? MethodWords<Object, was_reflected>::parameter(method, place)
                                     : std::string_view();
    }
};

template <class Object, bool is_reflected, std::size_t index, class Method>
inline constexpr const HandlerType& method_type =
    HandlerTypeOf<MethodTarget<Object, Method::pointer>,
                  MethodNames<Object, is_reflected, index, typename Method::parts::parameters>>::type;

/// What reflection finds: the methods of one name are one handler, which chooses among them.
template <class Object, class List, class Sequence>
class GroupedMethods;

template <class Object, class Self, class... Methods, std::size_t... index>
class GroupedMethods<Object, MethodList<Self, true, Methods...>, std::index_sequence<index...>> {
    using Words = MethodWords<Object, true>;
    static constexpr std::array<const HandlerType*, sizeof...(Methods)> types{
        &method_type<Object, true, index, Methods>...};

    static constexpr std::size_t count(std::size_t method) {
        return (std::size_t{0} + ... + std::size_t{Words::hook(index) == Words::hook(method)});
    }
    static constexpr bool is_first(std::size_t method) {
        return ((index >= method || Words::hook(index) != Words::hook(method)) && ...);
    }

    template <std::size_t first>
    struct Group {
        static constexpr auto overloads = [] {
            std::array<const HandlerType*, count(first)> all{};
            std::size_t place = 0;
            for (std::size_t i = 0; i < types.size(); ++i) {
                if (Words::hook(i) == Words::hook(first)) {
                    all[place++] = types[i];
                }
            }
            return all;
        }();
        static inline constinit std::atomic<const Plan*> plans = nullptr;
        static constexpr HandlerType type{&typeid(Object), nullptr, 0,    &invoke_unplanned,
                                          nullptr,         &plans,  true, overloads.data(),
                                          overloads.size()};
    };

    template <std::size_t method>
    static constexpr const HandlerType* type_of() {
        if constexpr (count(method) == 1) {
            return types[method];
        } else {
            return &Group<method>::type;
        }
    }

public:
    static constexpr auto entries = [] {
        constexpr std::size_t groups = (std::size_t{0} + ... + std::size_t{is_first(index)});
        std::array<MethodEntry, groups> all{};
        std::size_t place = 0;
        ((is_first(index) ? static_cast<void>(all[place++] = {Words::hook(index), type_of<index>()})
                          : static_cast<void>(0)),
         ...);
        return all;
    }();
};

template <class Object, class Self, class... Methods, std::size_t... index>
consteval auto entries_of(const MethodList<Self, false, Methods...>&, std::index_sequence<index...>) {
    return std::array<MethodEntry, sizeof...(Methods)>{
        MethodEntry{MethodWords<Object, false>::hook(index), &method_type<Object, false, index, Methods>}...};
}
template <class Object, class Self, class... Methods, class Sequence>
consteval auto entries_of(const MethodList<Self, true, Methods...>&, Sequence) {
    return GroupedMethods<Object, MethodList<Self, true, Methods...>, Sequence>::entries;
}

template <class Object, bool is_reflected>
struct CallbackTypeOf {
    static constexpr auto list = hooks_of<Object>();
    static constexpr auto entries = entries_of<Object>(list, std::make_index_sequence<list.count>{});
    static constexpr CallbackType type{&typeid(Object), entries.data(), entries.size()};
};

/// What is known of a callback class; `Object` may be const. `Mode` keeps what a file built with reflection knows apart
/// from what a file without it does.
template <class Object, class Mode>
constexpr const CallbackType& callback_type() {
    return CallbackTypeOf<Object, decltype(hooks_of<Object>())::is_reflected>::type;
}

/// Whether methods can be called on the object, where that is const.
template <class Object, class List>
inline constexpr bool has_callable_methods = true;
template <class Object, class Self, bool is_reflected, class... Methods>
inline constexpr bool has_callable_methods<const Object, MethodList<Self, is_reflected, Methods...>> =
    (Methods::parts::is_const && ...);

}  // namespace weft::detail
