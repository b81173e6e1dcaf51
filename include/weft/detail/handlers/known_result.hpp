// SPDX-License-Identifier: MIT
// What the file that binds a handler knows of the type of its result.
#pragma once

#include <weft/detail/arguments/parameter.hpp>
#include <weft/detail/handlers/callable.hpp>
#include <weft/detail/handlers/reflection.hpp>

#include <type_traits>
#include <utility>

namespace weft::detail {

/// Of a result that is an optional, what is known of the type that it holds.
template <class Result>
consteval KnownHere known_of_result() {
    if constexpr (std::is_void_v<Result>) {
        return 0;
    } else {
        return known_here<std::remove_cv_t<typename Unwrapped<std::remove_cvref_t<Result>>::type>>();
    }
}

/// What is wrong with the `Reading` of the type of a function's result.
template <class Function>
consteval ReadingFault reading_fault_of_result() {
    if constexpr (HasSignature<FunctionPointer<Function>>) {
        using Result = typename Signature<FunctionPointer<Function>>::result;
        return fault_of_reading<std::remove_cv_t<typename Unwrapped<std::remove_cvref_t<Result>>::type>>();
    } else {
        return ReadingFault::none;
    }
}

/// A `Target` for `InvokerAt` of whose result this file knows something.
template <class Target, KnownHere known>
struct KnownTarget : Target {};

template <class Target>
inline constexpr KnownHere known_result = 0;
template <class Target, KnownHere known>
inline constexpr KnownHere known_result<KnownTarget<Target, known>> = known;

/// The target as the type of a handler names it.
template <class Target>
using TargetHere = std::conditional_t<known_of_result<typename Target::result>() == 0, Target,
                                      KnownTarget<Target, known_of_result<typename Target::result>()>>;

/// The `CompileMode` for functions of whose result this file knows something.
template <class Mode, KnownHere known>
struct KnowingMode {};

/// The mode in which `connect` binds a function, which may be none.
template <class Function>
consteval auto mode_of() {
    using Pointer = FunctionPointer<Function>;
    if constexpr (HasSignature<Pointer>) {
        constexpr KnownHere known = known_of_result<typename Signature<Pointer>::result>();
        return std::type_identity<
            std::conditional_t<known == 0, CompileMode, KnowingMode<CompileMode, known>>>{};
    } else {
        return std::type_identity<CompileMode>{};
    }
}

template <class Function>
using ModeOf = typename decltype(mode_of<Function>())::type;

/// What is known of the results of the methods of a class, in their order; empty where nothing is known of any.
template <KnownHere... known>
struct KnownResults {};

template <class... Methods>
consteval auto known_results() {
    if constexpr (((known_of_result<typename Methods::parts::result>() != 0) || ...)) {
        return KnownResults<known_of_result<typename Methods::parts::result>()...>{};
    } else {
        return KnownResults<>{};
    }
}

}  // namespace weft::detail
