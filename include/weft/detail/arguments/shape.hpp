// SPDX-License-Identifier: MIT
// The shape of a call: the names and types of its arguments, made by the compiler where the names are in the source.
#pragma once

#include <weft/argument.hpp>
#include <weft/detail/arguments/arg_type.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weft::detail {

struct ArgInfo {
    std::string_view name;  ///< Empty for a positional argument.
    const ArgType* type;
    bool is_mutable;  ///< A non-const lvalue of the caller's.
};

struct Shape {
    const ArgInfo* infos;
    std::uint32_t count;
    std::uint32_t positional;
    /// Whether the shape stands for ever: then its address is its identity, and what was found out about it is kept.
    bool is_fixed;
    /// Whether the values are const whatever their infos say.
    bool is_const;
};

/// Whoever asks for an argument, as errors call it: the handler that is running in the call which passes it.
class Asker {
public:
    /// `on_step: MyCallback`
    [[nodiscard]] virtual std::string who() const = 0;

protected:
    ~Asker() = default;
};

/// The arguments of one call, or the entries of one map: what they are, and where.
struct View {
    const Shape* shape;
    void* const* values;
    const Asker* asker = nullptr;  ///< Null for the entries of a map.
};

/// A positional argument, brought into the form of a named one.
template <class Passed>
struct PositionalArg {
    static constexpr std::string_view name{};
    Held<Passed> held;
};

template <class Argument>
inline constexpr bool is_named = false;
template <FixedString literal, class Passed>
inline constexpr bool is_named<NamedArg<literal, Passed>> = true;

template <class Argument>
inline constexpr bool is_runtime_named = false;
template <class Passed>
inline constexpr bool is_runtime_named<RuntimeArg<Passed>> = true;

template <class Argument>
inline constexpr bool is_positional = false;
template <class Passed>
inline constexpr bool is_positional<PositionalArg<Passed>> = true;

/// Whether it names a parameter of a handler: `"loss"_a`, or `"loss"_a = 0.0` with a default.
template <class Extra>
inline constexpr bool names_parameter = is_named<Extra>;
template <FixedString literal>
inline constexpr bool names_parameter<Name<literal>> = true;

template <class Argument>
using HeldOf = decltype(Argument::held);

template <class Argument>
constexpr ArgInfo info_of(std::string_view name) {
    using Held = HeldOf<Argument>;
    return {name, &arg_type<typename Held::Value>, Held::is_mutable};
}

template <class... Arguments>
inline constexpr std::array<ArgInfo, sizeof...(Arguments)> fixed_infos{
    info_of<Arguments>(Arguments::name)...};

template <class... Arguments>
inline constexpr std::uint32_t positional_count =
    (std::uint32_t{0} + ... + std::uint32_t{is_positional<Arguments>});

template <class... Arguments>
inline constexpr Shape fixed_shape{fixed_infos<Arguments...>.data(), sizeof...(Arguments),
                                   positional_count<Arguments...>, true, false};

template <class... Arguments>
consteval bool positional_come_first() {
    [[maybe_unused]] bool named_seen = false;
    bool in_order = true;
    ((is_named<Arguments> || is_runtime_named<Arguments> ? named_seen = true
                                                         : in_order = !named_seen && in_order),
     ...);
    return in_order;
}

/// Whether no compile-time name is given twice; names at run time are compared in the call.
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
