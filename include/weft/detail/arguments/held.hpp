// SPDX-License-Identifier: MIT
// One value of a call: a reference to the caller's object, or the pointer that an array decays to.
#pragma once

#include <weft/detail/export.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// Refers to an object of the caller's and never copies it, so it must not outlive the object. `Passed` is the forwarding
/// reference: an lvalue reference for an lvalue, else the type itself.
template <class Passed>
class Held {
public:
    using Value = std::remove_cv_t<std::remove_reference_t<Passed>>;
    static constexpr bool is_lvalue = std::is_lvalue_reference_v<Passed>;
    static constexpr bool is_mutable = is_lvalue && !std::is_const_v<std::remove_reference_t<Passed>>;

    constexpr explicit Held(Passed&& value) noexcept : value_(std::forward<Passed>(value)) {
        // In the constructor: in the class, Clang would also report, at length, that it finds no constructor.
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

/// What decays to a pointer when it is passed: an array or a function.
template <class Array>
concept decaying =
    std::is_array_v<std::remove_reference_t<Array>> || std::is_function_v<std::remove_reference_t<Array>>;

/// Turns `char*` into `const char*`, so that an array of `char` is text whether it is const or not.
template <class Element>
struct ConstantPointee {
    using type = Element;
};
template <>
struct ConstantPointee<char*> {
    using type = const char*;
};

/// Keeps the pointer itself, which no handler may change.
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
