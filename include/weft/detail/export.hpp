// SPDX-License-Identifier: MIT
// What the compiler has to be, what it can, what crosses the library's border, and what has to be the same on both
// sides of it.
#pragma once

// The file that is not there ends the compilation: whatever came after would only hide the line above it.
#if !defined(__cplusplus) || __cplusplus < 202002L || !defined(__cpp_concepts)
#error "weft needs C++20: compile with -std=c++20 or later (GCC 12, Clang 14 or later)"
#include <weft/needs/cpp20>
#elif !defined(__cpp_rtti)
#error "weft needs type information, as arguments are told apart by type: remove -fno-rtti"
#include <weft/needs/rtti>
#elif !defined(__cpp_exceptions)
#error "weft needs exceptions, as a wrong call is one: remove -fno-exceptions"
#include <weft/needs/exceptions>
#endif

#include <cstddef>

#if defined(__cpp_impl_reflection)
#define WEFT_DETAIL_REFLECTS 1
#else
#define WEFT_DETAIL_REFLECTS 0
#endif

/// Marks what the shared library exports; everything else stays inside.
#define WEFT_API [[gnu::visibility("default")]]

// What the standard library's containers and strings look like in memory. A program built for others would link, and
// read what is not there. So each side is for one kind, in words; the library defines the symbols of its own kind, and
// every file that includes weft needs those of its kind.
namespace weft::detail {

#ifdef _GLIBCXX_DEBUG
#define WEFT_DETAIL_CONTAINERS libweft_built_with_GLIBCXX_DEBUG
#define WEFT_DETAIL_CONTAINERS_IN_WORDS "_GLIBCXX_DEBUG"
WEFT_API extern const char libweft_built_with_GLIBCXX_DEBUG;
#else
#define WEFT_DETAIL_CONTAINERS libweft_built_without_GLIBCXX_DEBUG
#define WEFT_DETAIL_CONTAINERS_IN_WORDS "no _GLIBCXX_DEBUG"
WEFT_API extern const char libweft_built_without_GLIBCXX_DEBUG;
#endif

#if defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI == 0
#define WEFT_DETAIL_STRINGS libweft_built_with_GLIBCXX_USE_CXX11_ABI_0
#define WEFT_DETAIL_STRINGS_IN_WORDS "_GLIBCXX_USE_CXX11_ABI=0"
WEFT_API extern const char libweft_built_with_GLIBCXX_USE_CXX11_ABI_0;
#elif defined(_GLIBCXX_USE_CXX11_ABI)
#define WEFT_DETAIL_STRINGS libweft_built_with_GLIBCXX_USE_CXX11_ABI_1
#define WEFT_DETAIL_STRINGS_IN_WORDS "_GLIBCXX_USE_CXX11_ABI=1"
WEFT_API extern const char libweft_built_with_GLIBCXX_USE_CXX11_ABI_1;
#else
#define WEFT_DETAIL_STRINGS libweft_built_without_libstdcxx
#define WEFT_DETAIL_STRINGS_IN_WORDS "no libstdc++"
WEFT_API extern const char libweft_built_without_libstdcxx;
#endif

/// Needs that symbol, in a binary once and in no function. Retained, as --gc-sections would take the need away.
template <const char& symbol>
struct [[gnu::visibility("hidden")]] Needs {
    [[gnu::used, gnu::retain]] static inline const char* const at = &symbol;
};
template struct Needs<WEFT_DETAIL_CONTAINERS>;
template struct Needs<WEFT_DETAIL_STRINGS>;

}  // namespace weft::detail
