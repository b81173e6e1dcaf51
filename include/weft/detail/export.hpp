// SPDX-License-Identifier: MIT
// Checks the compiler, marks what the shared library exports, and makes a program fail to link that was compiled with
// other settings of the standard library than weft.
#pragma once

// Each #include below names a file that does not exist. That ends the compilation, so that no later error hides the #error.
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

// 1 where C++26 reflection is available: then methods and the parameter names of lambdas need no declaration.
#if defined(__cpp_impl_reflection)
#define WEFT_DETAIL_REFLECTS 1
#else
#define WEFT_DETAIL_REFLECTS 0
#endif

/// Marks what the shared library exports. It is compiled with hidden visibility, so that everything else stays inside.
#define WEFT_API [[gnu::visibility("default")]]

/// Marks templates whose instances no other binary looks for: each shared object keeps its own, and exports no name for them.
/// Types are told apart by their `std::type_info`, which stays as visible as the type. Not for types that a user's function
/// may take or return, as GCC would hide that function too.
#define WEFT_DETAIL_HIDDEN [[gnu::visibility("hidden")]]

// _GLIBCXX_DEBUG and _GLIBCXX_USE_CXX11_ABI change the layout of the standard library's containers and strings in memory.
// A program compiled with other settings than the library would link, and then read garbage. So there is one symbol for
// each setting: the library defines those of its own settings, every file that includes weft refers to those of its own,
// and a mismatch is an error of the linker that names the setting. The *_IN_WORDS texts say the same for plug-ins.
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

/// Refers to the symbol, once in each binary and from no function. Nobody reads `at`: `used` keeps the compiler, and
/// `retain` keeps the linker's --gc-sections from dropping it.
template <const char& symbol>
struct [[gnu::visibility("hidden")]] Needs {
    [[gnu::used, gnu::retain]] static inline const char* const at = &symbol;
};
template struct Needs<WEFT_DETAIL_CONTAINERS>;
template struct Needs<WEFT_DETAIL_STRINGS>;

}  // namespace weft::detail
