// SPDX-License-Identifier: MIT
// Which methods of a class serve which hooks, whether WEFT_CALLBACK declares them or reflection finds them.
#pragma once

#include <weft/detail/export.hpp>
#include <weft/detail/handlers/declaration.hpp>
#include <weft/detail/handlers/invoker.hpp>
#include <weft/detail/handlers/ownership.hpp>
#include <weft/detail/handlers/reflection.hpp>
#include <weft/detail/handlers/wish.hpp>

#include <array>
#include <span>
#include <string_view>

namespace weft {
class Fabric;
}

namespace weft::detail {

/// Calls what WEFT_CALLBACK_INSIDE defines in a class. It is a friend of the class, as the macro may stand in a private part.
struct HookAccess {
    /// Returns the tag of the class that the macro was given, or null where there is none. These are two overloads, as Clang 14
    /// does not heed friendship in a requires-expression.
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

/// Whether the class itself declares its hooks inside. A declaration inherited from a base class has the tag of the base.
template <class Type>
inline constexpr bool declares_inside = std::is_same_v<decltype(HookAccess::find<Type>(0)), Tag<Type>>;

/// Whether WEFT_CALLBACK stands inside the class, or was given the name of the template of which the class is an instance.
/// The macro itself has refused both.
template <class Type>
inline constexpr bool is_declared_wrongly = requires { &Type::weft_declares; };
template <template <class...> class Template, class... Arguments>
inline constexpr bool is_declared_wrongly<Template<Arguments...>> =
    requires { weft_declares(TemplateTag<Template>{}); };

/// The methods of a class that serve hooks: a `MethodList` if it declares its hooks, `RefusedMethods` if it does so wrongly,
/// else what reflection finds. `Object` may be const.
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

/// A `Target` for `InvokerAt`: applies a method to the callback.
template <class Object, auto method>
struct WEFT_DETAIL_HIDDEN MethodTarget {
    using parameters = typename Signature<decltype(method)>::parameters;
    using result = typename Signature<decltype(method)>::result;

    static constexpr const std::type_info* callback() { return &typeid(Object); }
    static consteval ListReads reads() {
        if constexpr (SaysReads<Object>) {
            return &reads_of_object<Object>;
        }
        return nullptr;
    }

    template <std::size_t>
    WEFT_DETAIL_ALWAYS_INLINE static inline NoDefault default_at(Handler&) {
        return {};
    }
    template <class... Values>
    WEFT_DETAIL_ARTIFICIAL static inline decltype(auto) apply(Handler& handler, Values&... values) {
        return (static_cast<Object*>(handler.object)->*method)(values...);
    }
};

/// One hook of a callback class, and the type of the handler for it.
struct MethodEntry {
    std::string_view hook;
    const HandlerType* type;
};

struct RegisteredCallback;

/// What registering a callback needs to know of its class.
struct CallbackType {
    const std::type_info* type;
    const MethodEntry* methods;
    std::size_t method_count;
    std::string_view name{};         ///< Of a callback that was made at run time; empty for those of a class.
    std::span<const Wish> wishes{};  ///< What the class asks for by its `weft_order`.
    /// Says which hooks the object serves, where that is known only when it is registered. Else null.
    RegisteredCallback (*register_it)(KeptObject kept) = nullptr;
};

/// Is told when a fabric ends, after it has disconnected all handlers.
class Ending {
public:
    Ending() = default;
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;
    /// Called in the thread that destroys the fabric, without any lock.
    virtual void finish() noexcept = 0;

protected:
    ~Ending() = default;
};

/// What a fabric keeps of a callback whose hooks are known at run time only.
struct RegisteredCallback {
    KeptObject object;  ///< Keeps `type` alive.
    const CallbackType* type;
    std::weak_ptr<Ending> ending{};
    /// Told which fabric keeps the object, once it is registered. Null for most.
    void (*adopt)(void* object, const Fabric& fabric) = nullptr;
};

/// The names of the methods of a class and of their parameters. `is_reflected` makes two types of it: a file that does not see
/// the declaration of the class may find other methods by reflection.
template <class Object, bool is_reflected>
class WEFT_DETAIL_HIDDEN MethodWords {
    static constexpr auto list = hooks_of<Object>();

    /// For each method, where in `words` its name is; the names of its parameters follow. The last entry counts all words.
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
    /// `place` counts only the parameters that have names.
    static constexpr std::string_view parameter(std::size_t method, std::size_t place) {
        return words[begins[method] + 1 + place];
    }
};

/// The `Names` of one method for `HandlerTypeOf`.
template <class Object, bool was_reflected, std::size_t method, class Parameters>
struct MethodNames;

template <class Object, bool was_reflected, std::size_t method, class... Parameters>
struct WEFT_DETAIL_HIDDEN MethodNames<Object, was_reflected, method, TypeList<Parameters...>> {
    static constexpr bool is_reflected = was_reflected;

    static constexpr std::string_view name_of(std::size_t parameter) {
        constexpr std::array<bool, sizeof...(Parameters) + 1> takes_name{takes_argument<Parameters>...};
        std::size_t place = 0;
        for (std::size_t i = 0; i < parameter; ++i) {
            place += takes_name[i] ? 1 : 0;
        }
        return takes_name[parameter] ? MethodWords<Object, was_reflected>::parameter(method, place)
                                     : std::string_view();
    }
};

/// The handler type of the method at that place of the list.
template <class Object, bool is_reflected, std::size_t index, class Method,
          class Target = TargetHere<MethodTarget<Object, Method::pointer>>>
inline constexpr const HandlerType& method_type =
    HandlerTypeOf<Target, MethodNames<Object, is_reflected, index, typename Method::parts::parameters>>::type;

/// Makes one handler of all methods of one name, which chooses among them at each call. For methods that reflection has found,
/// as declared ones have no overloads.
template <class Object, class List, class Sequence, class Known>
class GroupedMethods;

template <class Object, class Self, class... Methods, std::size_t... index, class Known>
class WEFT_DETAIL_HIDDEN
    GroupedMethods<Object, MethodList<Self, true, Methods...>, std::index_sequence<index...>, Known> {
    using Words = MethodWords<Object, true>;
    static constexpr std::array<const HandlerType*, sizeof...(Methods)> types{
        &method_type<Object, true, index, Methods>...};

    /// How many methods have the name of this one.
    static constexpr std::size_t count(std::size_t method) {
        return (std::size_t{0} + ... + std::size_t{Words::hook(index) == Words::hook(method)});
    }
    static constexpr bool is_first(std::size_t method) {
        return ((index >= method || Words::hook(index) != Words::hook(method)) && ...);
    }

    /// The handler type of several methods of one name, of which `first` is the first.
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
        static constexpr bool takes_next = [] {
            bool any = false;
            for (const HandlerType* const overload : overloads) {
                any = any || overload->takes_next;
            }
            return any;
        }();
        static inline constinit std::atomic<const Plan*> plans = nullptr;
        static constexpr HandlerType type{&typeid(Object),  nullptr,         0,    nullptr,
                                          nullptr,          &plans,          true, takes_next,
                                          overloads.data(), overloads.size()};
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

/// An entry for each declared method, or for each name among the methods that reflection has found.
template <class Object, class Self, class... Methods, std::size_t... index>
consteval auto entries_of(const MethodList<Self, false, Methods...>&, std::index_sequence<index...>) {
    return std::array<MethodEntry, sizeof...(Methods)>{
        MethodEntry{MethodWords<Object, false>::hook(index), &method_type<Object, false, index, Methods>}...};
}
template <class Object, class Self, class... Methods, class Sequence>
consteval auto entries_of(const MethodList<Self, true, Methods...>&, Sequence) {
    return GroupedMethods<Object, MethodList<Self, true, Methods...>, Sequence,
                          decltype(known_results<Methods...>())>::entries;
}

template <class Self, bool is_reflected, class... Methods>
consteval auto known_of_methods(const MethodList<Self, is_reflected, Methods...>&) {
    return known_results<Methods...>();
}

/// The constants of one callback class. `Known` is what this file knows of the results of its methods.
template <class Object, bool is_reflected, class Known>
struct WEFT_DETAIL_HIDDEN CallbackTypeOf {
    static constexpr auto list = hooks_of<Object>();
    static constexpr auto entries = entries_of<Object>(list, std::make_index_sequence<list.count>{});
    static constexpr CallbackType type{
        &typeid(Object), entries.data(), entries.size(), {}, class_wishes<Object>};
};

/// Describes a callback class; `Object` may be const. `Mode` is the file's `CompileMode`: this function differs between files
/// compiled with and without reflection, so the linker must not take one for the other. Always inlined, as it also depends on
/// what the file knows of the types of results.
template <class Object, class Mode>
WEFT_DETAIL_ALWAYS_INLINE constexpr const CallbackType& callback_type() {
    using Methods = decltype(hooks_of<Object>());
    using Known = decltype(known_of_methods(std::declval<const Methods&>()));
    return CallbackTypeOf<Object, Methods::is_reflected, Known>::type;
}

/// Whether all methods of the list can be called on the object: on a const one, only const methods can.
template <class Object, class List>
inline constexpr bool has_callable_methods = true;
template <class Object, class Self, bool is_reflected, class... Methods>
inline constexpr bool has_callable_methods<const Object, MethodList<Self, is_reflected, Methods...>> =
    (Methods::parts::is_const && ...);

}  // namespace weft::detail
