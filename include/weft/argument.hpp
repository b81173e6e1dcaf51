// SPDX-License-Identifier: MIT
// How a caller names a value: `"loss"_a = loss` at compile time, `weft::arg(name, value)` at run time.
#pragma once

#include <weft/detail/compiler.hpp>

#include <weft/detail/fixed_string.hpp>

#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weft {

namespace detail {

/// One value of a call. An object is referred to, never copied; an array or a function is kept as the pointer it
/// decays to.
template <class Passed>
class Held {
public:
    using Value = std::remove_cv_t<std::remove_reference_t<Passed>>;
    static constexpr bool is_lvalue = std::is_lvalue_reference_v<Passed>;
    static constexpr bool is_mutable = is_lvalue && !std::is_const_v<std::remove_reference_t<Passed>>;

    constexpr explicit Held(Passed&& value) noexcept : value_(std::forward<Passed>(value)) {
        // Not of the class: with that refused, Clang finds no constructor either, and says so at length.
        static_assert(
            !std::is_volatile_v<std::remove_reference_t<Passed>>,
            "weft: a volatile argument cannot be referred to: read it into a variable and pass that");
    }

    [[nodiscard]] constexpr decltype(auto) forward() const noexcept { return static_cast<Passed&&>(value_); }
    [[nodiscard]] void* address() const noexcept {
        return const_cast<void*>(static_cast<const volatile void*>(std::addressof(value_)));
    }

private:
    Passed&& value_;
};

template <class Array>
concept decaying =
    std::is_array_v<std::remove_reference_t<Array>> || std::is_function_v<std::remove_reference_t<Array>>;

template <class Element>
struct ConstantPointee {
    using type = Element;
};
template <>
struct ConstantPointee<char*> {
    using type = const char*;
};

template <decaying Passed>
class Held<Passed> {
public:
    using Value = typename ConstantPointee<std::decay_t<Passed>>::type;
    static constexpr bool is_lvalue = false;
    static constexpr bool is_mutable = false;

    constexpr explicit Held(Passed&& value) noexcept : value_(value) {}

    [[nodiscard]] constexpr Value forward() const noexcept { return value_; }
    [[nodiscard]] void* address() const noexcept {
        return const_cast<void*>(static_cast<const void*>(&value_));
    }

private:
    Value value_;
};

}  // namespace detail

/// A value with a name known at compile time. Refers to the value: use it in the expression that makes it.
template <detail::FixedString literal, class Passed>
struct NamedArg {
    static constexpr std::string_view name = literal.view();
    detail::Held<Passed> held;
};

/// A name known at compile time: of an argument once a value is assigned, of a handler's parameter without.
template <detail::FixedString literal>
struct Name {
    static_assert(!literal.view().empty(), "weft: an argument name must not be empty");
    static constexpr std::string_view name = literal.view();

    constexpr Name() noexcept = default;
    constexpr Name(const Name&) noexcept = default;
    void operator=(const Name&) const = delete;  // Or it would compete for values that convert to anything.
    ~Name() = default;

    template <class Passed>
    [[nodiscard]] constexpr NamedArg<literal, Passed> operator=(Passed&& value) const noexcept {
        return {detail::Held<Passed>(std::forward<Passed>(value))};
    }
};

/// A value with a name known at run time only. Refers to both: use it in the expression that makes it.
template <class Passed>
struct RuntimeArg {
    std::string_view name;
    detail::Held<Passed> held;
};

/// Names an argument at run time. A call with such names looks them up each time, one with `""_a` only once.
template <class Passed>
[[nodiscard]] constexpr RuntimeArg<Passed> arg(std::string_view name, Passed&& value) noexcept {
    return {name, detail::Held<Passed>(std::forward<Passed>(value))};
}

inline namespace literals {

/// `"loss"_a = value` names an argument; `"loss"_a` alone names a handler's parameter.
template <detail::FixedString literal>
[[nodiscard]] constexpr Name<literal> operator""_a() noexcept {
    return {};
}

}  // namespace literals

}  // namespace weft
