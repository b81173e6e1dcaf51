// SPDX-License-Identifier: MIT
// One value of a call: a reference to the caller's object, or the pointer that an array decays to.
#pragma once

#include <weft/detail/export.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace weft::detail {

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

}  // namespace weft::detail
