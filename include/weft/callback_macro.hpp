// SPDX-License-Identifier: MIT
// Declares, in C++20, which methods of a class serve the hooks of their names, and how their parameters are called.
#pragma once

#include <weft/detail/hooks_of.hpp>

/// `WEFT_CALLBACK(Type, (method, parameter...), (method), ...)` after the class, in its namespace. Names every parameter
/// of each method but `const weft::Args&`. The methods may be const, noexcept, inherited or virtual, and return
/// anything; each is a public one with a single overload.
#define WEFT_CALLBACK(Type, ...)                                                        \
    [[maybe_unused]] consteval auto weft_hooks(::weft::detail::Tag<Type>) {             \
        using WeftSelf = Type;                                                          \
        return ::weft::detail::MethodList<WeftSelf WEFT_DETAIL_METHODS(__VA_ARGS__)>{}; \
    }

/// The same inside a class, in any part of it: for a private, local or templated class, and for private methods.
#define WEFT_CALLBACK_INSIDE(Type, ...)                                                 \
    friend struct ::weft::detail::HookAccess;                                           \
    [[maybe_unused]] static consteval auto weft_hooks_inside() {                        \
        using WeftSelf = Type;                                                          \
        return ::weft::detail::MethodList<WeftSelf WEFT_DETAIL_METHODS(__VA_ARGS__)>{}; \
    }

// One step per method; a macro cannot name itself, so a step leaves the next one behind for WEFT_DETAIL_REPEAT.
#define WEFT_DETAIL_METHODS(...) __VA_OPT__(WEFT_DETAIL_REPEAT(WEFT_DETAIL_STEP(__VA_ARGS__)))
#define WEFT_DETAIL_STEP(method, ...) \
    , WEFT_DETAIL_METHOD method __VA_OPT__(WEFT_DETAIL_NEXT WEFT_DETAIL_PARENTHESES(__VA_ARGS__))
#define WEFT_DETAIL_NEXT() WEFT_DETAIL_STEP
#define WEFT_DETAIL_PARENTHESES ()
#define WEFT_DETAIL_METHOD(...) \
    ::weft::detail::Method<&WeftSelf::WEFT_DETAIL_FIRST(__VA_ARGS__, ~), #__VA_ARGS__>
#define WEFT_DETAIL_FIRST(first, ...) first

// 256 rescans: as many methods as a class may declare.
#define WEFT_DETAIL_REPEAT(...) \
    WEFT_DETAIL_REPEAT4(WEFT_DETAIL_REPEAT4(WEFT_DETAIL_REPEAT4(WEFT_DETAIL_REPEAT4(__VA_ARGS__))))
#define WEFT_DETAIL_REPEAT4(...) \
    WEFT_DETAIL_REPEAT3(WEFT_DETAIL_REPEAT3(WEFT_DETAIL_REPEAT3(WEFT_DETAIL_REPEAT3(__VA_ARGS__))))
#define WEFT_DETAIL_REPEAT3(...) \
    WEFT_DETAIL_REPEAT2(WEFT_DETAIL_REPEAT2(WEFT_DETAIL_REPEAT2(WEFT_DETAIL_REPEAT2(__VA_ARGS__))))
#define WEFT_DETAIL_REPEAT2(...) \
    WEFT_DETAIL_REPEAT1(WEFT_DETAIL_REPEAT1(WEFT_DETAIL_REPEAT1(WEFT_DETAIL_REPEAT1(__VA_ARGS__))))
#define WEFT_DETAIL_REPEAT1(...) __VA_ARGS__
