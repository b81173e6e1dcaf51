// SPDX-License-Identifier: MIT
// The shape of a call: the names and types of its arguments. Where all names are literals it is a constant of the program.
#pragma once

#include <weft/argument.hpp>
#include <weft/detail/arguments/arg_type.hpp>
#include <weft/detail/arguments/lazy_value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace weft::detail {

/// The name and the type of one argument.
struct ArgInfo {
    std::string_view name;  ///< Empty for a positional argument.
    const ArgType* type;
    bool is_mutable;       ///< Whether a `T&` may take it: it is a non-const lvalue of the caller's.
    bool is_lazy = false;  ///< Whether the value is made when somebody takes it.
};

/// The arguments of a call without their values. The positional ones come first; `positional` counts them.
struct Shape {
    const ArgInfo* infos;
    std::uint32_t count;
    std::uint32_t positional;
    /// Whether the shape is a constant of the program. Then its address identifies it, and plans are kept for it.
    bool is_fixed;
    /// Whether no value may be changed, whatever `is_mutable` says, as in a const map.
    bool is_const;
};

/// Who asks for an argument. Each call is one, and names its hook and the handler that is running.
class Asker {
public:
    /// `on_step: MyCallback`
    [[nodiscard]] virtual std::string who() const = 0;

    /// Called before an exception is thrown that is nobody's failure: as long as it passes handlers of this call as the same
    /// object, `on_error` does not see it. The call keeps it in a list until its own end.
    virtual void let_pass(PassingException& passing) const noexcept = 0;

    /// Whether this exception, which leaves a handler of this call, is nobody's failure.
    [[nodiscard]] virtual bool passes(const std::exception_ptr& exception) const noexcept = 0;

    /// Whether the call was made by the thread that asks this, and has not ended.
    [[nodiscard]] virtual bool is_of_this_thread() const noexcept = 0;

protected:
    ~Asker() = default;
};

/// The arguments of one call, or the entries of one map: their shape, and the address of each value.
struct View {
    const Shape* shape;
    /// Where one of the arguments is lazy, as many places again follow, with the addresses of `LazyValue`s. The value of such an
    /// argument is null before a handler's parameter has taken it.
    void* const* values;
    const Asker* asker = nullptr;  ///< Null where an `ArgMap` itself is asked.

    /// The place with the address of an argument's value or, for a lazy one, of its `LazyValue`.
    [[nodiscard]] void* at(std::size_t index) const noexcept {
        return values[shape->infos[index].is_lazy ? shape->count + index : index];
    }
};

/// The address of a value, of which `at` is what `View::at` gives. Makes a lazy one, and then throws what `LazyValue::take` does.
inline void* taken(const ArgInfo& info, void* at, const Asker* asker) {
    return info.is_lazy ? static_cast<LazyValue*>(at)->take(info, *asker) : at;
}

/// A positional argument, with the members of a `NamedArg`.
template <class Passed>
struct PositionalArg {
    static constexpr std::string_view name{};
    Held<Passed> held;
};

/// Whether it is `"loss"_a = loss`.
template <class Argument>
inline constexpr bool is_named = false;
template <FixedString literal, class Passed>
inline constexpr bool is_named<NamedArg<literal, Passed>> = true;

/// Whether it is `weft::arg(name, loss)`.
template <class Argument>
inline constexpr bool is_runtime_named = false;
template <class Passed>
inline constexpr bool is_runtime_named<RuntimeArg<Passed>> = true;

/// Whether it is an argument without a name.
template <class Argument>
inline constexpr bool is_positional = false;
template <class Passed>
inline constexpr bool is_positional<PositionalArg<Passed>> = true;

/// Whether an extra of `connect` names a parameter: `"loss"_a`, or `"loss"_a = 0.0`, which also gives it a default.
template <class Extra>
inline constexpr bool names_parameter = is_named<Extra>;
template <FixedString literal>
inline constexpr bool names_parameter<Name<literal>> = true;

template <class Argument>
using HeldOf = decltype(Argument::held);

template <class Argument>
using ValueOf = typename TakenAs<HeldOf<Argument>>::Value;

/// An argument of whose type this file knows something.
template <class Argument, KnownHere known>
struct KnownArgument : Argument {};
template <class Argument, KnownHere known>
inline constexpr bool is_positional<KnownArgument<Argument, known>> = is_positional<Argument>;

/// The argument as the shape of a call names it.
template <class Argument>
using ArgumentHere = std::conditional_t<known_here<ValueOf<Argument>>() == 0, Argument,
                                        KnownArgument<Argument, known_here<ValueOf<Argument>>()>>;

/// Describes an argument. The name is passed apart, as a name given at run time is no part of the argument's type.
template <class Argument>
constexpr ArgInfo info_of(std::string_view name) {
    using Value = TakenAs<HeldOf<Argument>>;
    return {name, &arg_type<typename Value::Value>, Value::is_mutable, Value::is_lazy};
}

template <class... Arguments>
WEFT_DETAIL_HIDDEN inline constexpr std::array<ArgInfo, sizeof...(Arguments)> fixed_infos{
    info_of<Arguments>(Arguments::name)...};

template <class... Arguments>
inline constexpr std::uint32_t positional_count =
    (std::uint32_t{0} + ... + std::uint32_t{is_positional<Arguments>});

/// The shape of a call whose names are all literals: one constant for each combination of names and types. `Arguments` have gone
/// through `ArgumentHere`, as have those of `info_of`.
template <class... Arguments>
WEFT_DETAIL_HIDDEN inline constexpr Shape fixed_shape{fixed_infos<Arguments...>.data(), sizeof...(Arguments),
                                                      positional_count<Arguments...>, true, false};

/// Whether no positional argument follows a named one.
template <class... Arguments>
consteval bool positional_come_first() {
    [[maybe_unused]] bool named_seen = false;
    bool in_order = true;
    ((is_named<Arguments> || is_runtime_named<Arguments> ? named_seen = true
                                                         : in_order = !named_seen && in_order),
     ...);
    return in_order;
}

/// Whether no literal name is given twice. Names at run time are compared when the call is made.
template <class... Arguments>
consteval bool names_differ() {
    constexpr std::size_t count = sizeof...(Arguments);
    std::array<std::string_view, count + 1> names{};
    std::size_t used = 0;
    [[maybe_unused]] const auto note = [&]<class Argument>(const Argument*) {
        if constexpr (is_named<Argument>) {
            names[used++] = Argument::name;
        }
    };
    (note(static_cast<const Arguments*>(nullptr)), ...);
    for (std::size_t i = 0; i < used; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (names[i] == names[j]) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace weft::detail
