// SPDX-License-Identifier: MIT
// How types that are not weft's read as a number and as text.
#pragma once

#include <weft/detail/export.hpp>

namespace weft {

/// Specialized for a type, says how its values read as a number and as text:
///
/// @code
/// template <>
/// struct weft::Reading<Tensor> {                                    // either member, or both
///     static std::optional<double> number(const Tensor& tensor);    // empty: this value is no number
///     static std::string text(const Tensor& tensor);                // how it prints, instead of by fmt
/// };
/// @endcode
///
/// A floating-point parameter, an optional one too, then takes a value that has a number, and refuses one without. `Arg::number`
/// returns it, so ready-made callbacks log it. `text` fills no parameter.
///
/// Specialize it, partially too, before the first use of the type; it is for exactly that type, not for what is derived from
/// it. For numbers, `bool` and text it does not compile. It has to be seen where the argument is passed or put into a map, and
/// for results where the handler is connected or the callback is handed over. Files that see it and files that do not can share
/// a program. What its functions throw leaves the call, as does a refusal of the argument.
template <class Type>
struct Reading;

}  // namespace weft

// A macro, so that the assertions stand in the function that the user calls: GCC lists each function on the way from there
// to an assertion that fails.
#define WEFT_DETAIL_REFUSE_READING(fault)                                                                  \
    static_assert(fault != ::weft::detail::ReadingFault::built_in,                                         \
                  "weft: numbers, bool and text read as themselves: wrap the value in a type of its own, " \
                  "and specialize weft::Reading for that");                                                \
    static_assert(fault != ::weft::detail::ReadingFault::nothing,                                          \
                  "weft: a Reading has static functions number, text or both, which take the value by "    \
                  "const reference");                                                                      \
    static_assert(fault != ::weft::detail::ReadingFault::number,                                           \
                  "weft: number of a Reading is static, takes the value by const reference and returns a " \
                  "std::optional<double>");                                                                \
    static_assert(fault != ::weft::detail::ReadingFault::text,                                             \
                  "weft: text of a Reading is static, takes the value by const reference and returns a "   \
                  "std::string")
