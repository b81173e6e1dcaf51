// SPDX-License-Identifier: MIT
// A handler: one function or method on one hook. Its C++ types are known only behind the function pointers of `HandlerType`.
#pragma once

#include <weft/detail/arguments/parameter.hpp>
#include <weft/detail/handlers/plan.hpp>
#include <weft/reads.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <typeinfo>

namespace weft::detail {

class Registration;

/// What a parameter is given: an argument of the call, all of them (`const Args&`), or what comes after the handler
/// (`const Next&`).
enum class Takes : std::uint8_t { argument, args, next };

/// What all parameters of one C++ type share.
struct ParameterType {
    /// Null for a parameter that is known by its name alone, and takes any value.
    const std::type_info* id;
    Kind kind;  ///< For an optional, the kind of what it holds.
    Form form;
    std::uint8_t optionals;  ///< How many are nested in its type. If not 0, the argument may be absent.
    Takes takes;
    /// Whether an argument fills the parameter, by its type; `source` then says how. Null where no argument does.
    Match (*resolve)(const ArgInfo& info, bool is_mutable, ArgumentSource& source);
};

/// Describes one parameter of a handler.
struct ParameterInfo {
    std::string_view name;  ///< Empty where it is not known: then only a positional argument fills it.
    const ParameterType* type;
    bool has_default;
    bool is_named_only = false;  ///< Takes up no position: only an argument of its name fills it.
};

/// What all handlers of one C++ type share.
struct HandlerType {
    const std::type_info* callback;  ///< The callback's class; null for a function given to `connect`.
    const ParameterInfo* parameters;
    std::uint32_t parameter_count;
    /// Called where each parameter takes its argument as it is. The caller has asked `begin_run`, unless it is `invoke_from`.
    Invoke invoke_direct;
    /// Called with any sources. Runs the handler unless `begin_run` says no.
    Invoke invoke_from;
    std::atomic<const Plan*>* plans;  ///< One of a ring, to which calls add; null before the first.
    bool is_reflected;                ///< Found by reflection: the method may not be meant for a hook.
    bool takes_next;                  ///< Whether it, or one of its overloads, has a parameter `const Next&`.
    /// The types of several methods of one name, among which each call chooses. Then `parameters` is empty. Null for any other
    /// handler.
    const HandlerType* const* overloads = nullptr;
    std::size_t overload_count = 0;
    std::string_view name{};  ///< Of a callback that was made at run time; empty for those of a class.
    /// What an object of the callback's class reads from `const Args&`, on all of its hooks. Null where the class does not say.
    ListReads reads = nullptr;
    bool is_named_as_class =
        false;  ///< Whether `name` is that of a class, and goes without its namespaces, too.
};

/// Lives until it is disconnected, no call is inside it and no connection refers to its registration. The members that every
/// call reads come first.
struct Handler {
    /// Why the fast path is not taken. The low bits are flags; above them, in steps of `off`, a count of the reasons for
    /// which the handler does not run: blocks, a disconnect, a registration that is not complete yet.
    enum Attention : std::uint32_t {
        once = 1,
        conditional = 2,
        tracked = 4,
        has_failed = 8,
        takes_next = 16,
        off = 32
    };

    const HandlerType* type = nullptr;
    void* object = nullptr;  ///< The callback, or what keeps the function and its defaults.
    /// The first plan that the handler has used. `HandlerType::plans` has those of other shapes.
    std::atomic<const Plan*> plan = &no_plan;
    Registration* registration = nullptr;
    std::atomic<std::uint32_t> attention = off;  ///< 0 for most handlers.
    std::atomic<std::uint32_t> failures = 0;     ///< How many runs in a row have failed, up to the last.

    [[nodiscard]] bool is(Attention flag) const noexcept {
        return (attention.load(std::memory_order_relaxed) & flag) != 0;
    }
};

}  // namespace weft::detail
