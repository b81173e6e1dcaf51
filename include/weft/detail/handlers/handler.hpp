// SPDX-License-Identifier: MIT
// A handler: one function on one hook, as the library and the program that made it both see it.
#pragma once

#include <weft/detail/arguments/parameter.hpp>
#include <weft/detail/handlers/plan.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <typeinfo>

namespace weft::detail {

class Registration;
struct Call;
struct Handler;

struct ParameterInfo {
    std::string_view name;  ///< Empty where it is not known: then only a positional argument fills it.
    const std::type_info* type;
    Kind kind;  ///< Of what an optional holds, where it is one.
    Form form;
    bool has_default;
    std::uint8_t optionals;  ///< How many optionals deep the parameter is: with one, it may be absent.
    bool is_args;
    Match (*resolve)(const ArgInfo& info, bool is_mutable, void* value, ArgumentSource& source);
};

/// What all handlers of one C++ type share.
struct HandlerType {
    const std::type_info* callback;  ///< The callback's class; null for a function given to `connect`.
    const ParameterInfo* parameters;
    std::uint32_t parameter_count;
    /// Finds the sources of the parameters and runs the function.
    void (*invoke)(Handler& handler, Call& call);
    /// The same with parameters from these sources. `type` is this one: of overloads, a handler has another.
    void (*invoke_from)(const HandlerType& type, Handler& handler, Call& call, const ArgumentSource* sources);
    std::atomic<const Plan*>* plans;  ///< The first of a list, to which calls add.
    bool is_reflected;                ///< A method that nobody declared: it may serve no hook at all.
    /// Methods of one name, of which each call takes one; then there are no parameters here.
    const HandlerType* const* overloads = nullptr;
    std::size_t overload_count = 0;
};

/// Lives from its registration until it is disconnected and runs nowhere. What each run reads comes first.
struct Handler {
    /// Why the fast path is not taken. The low bits are flags; above them, in steps of `off`, a count of the reasons for
    /// which the handler does not run: blocks, a disconnect, a registration that is not complete yet.
    enum Attention : std::uint32_t { once = 1, every = 2, tracked = 4, has_failed = 8, off = 16 };

    const HandlerType* type = nullptr;
    void* object = nullptr;  ///< The callback, or what keeps the function and its defaults.
    std::atomic<const Plan*> plan = nullptr;
    Registration* registration = nullptr;
    std::atomic<std::uint32_t> attention = off;  ///< 0 for most handlers.
    std::atomic<std::uint32_t> failures = 0;     ///< In a row, up to the last run.

    [[nodiscard]] bool is(Attention flag) const noexcept {
        return (attention.load(std::memory_order_relaxed) & flag) != 0;
    }
};

}  // namespace weft::detail
