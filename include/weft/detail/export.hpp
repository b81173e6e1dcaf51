// SPDX-License-Identifier: MIT
// Checks the compiler, marks what the shared library exports, and makes a program fail to link that was compiled with
// other settings of the standard library than weft.
#pragma once

// Each #include names a file that does not exist. That is one error, and ends the compilation; after an #error many others follow.
#if !defined(__cplusplus) || __cplusplus < 202002L || !defined(__cpp_concepts)
#include <weft needs C++20: compile with -std=c++20 or later (GCC 12, Clang 14 or later)>
#elif !defined(__cpp_rtti)
#include <weft needs type information, as arguments are told apart by type: remove -fno-rtti>
#elif !defined(__cpp_exceptions)
#include <weft needs exceptions, as a wrong call is one: remove -fno-exceptions>
#endif

#include <cstddef>

// Whether this is the program's only thread, as far as the C library tells. It turns false before a second one starts.
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define WEFT_DETAIL_IS_ONLY_THREAD (::__libc_single_threaded != 0)
#else
#define WEFT_DETAIL_IS_ONLY_THREAD false
#endif

// 1 where C++26 reflection is available: then methods and the parameter names of lambdas need no declaration.
#if defined(__cpp_impl_reflection)
#define WEFT_DETAIL_REFLECTS 1
#else
#define WEFT_DETAIL_REFLECTS 0
#endif

// 1 where base classes are found in the type information of libstdc++, else they are by thrown pointers: base_class.hpp. The build
// option `type_descriptions`, set to disabled, defines WEFT_WITHOUT_TYPE_DESCRIPTIONS for weft and for its users.
#if defined(__GLIBCXX__) && !defined(WEFT_WITHOUT_TYPE_DESCRIPTIONS)
#define WEFT_DETAIL_TYPE_DESCRIPTIONS 1
#else
#define WEFT_DETAIL_TYPE_DESCRIPTIONS 0
#endif
#if defined(WEFT_WITHOUT_TYPE_DESCRIPTIONS) && defined(__GLIBCXX__) && defined(__clang__)
#include <weft was built with type_descriptions=disabled: use GCC, as Clang takes local classes for others>
#endif

// 1 where `==` of two std::type_info may say no of one type that two shared objects have each for themselves. Their names tell.
#if defined(_LIBCPP_VERSION)
#define WEFT_DETAIL_TYPES_HAVE_ADDRESSES 1
#else
#define WEFT_DETAIL_TYPES_HAVE_ADDRESSES 0
#endif

// What a shared library shows. On Windows a DLL exports what is marked where it is compiled; whoever links with the DLL needs no
// mark, as the linker of MinGW finds functions and data without one, and so the same headers serve the static library.
#if defined(_WIN32) && defined(__GNUC__)
/// Marks what a library of the user exports by a macro of weft.
#define WEFT_DETAIL_EXPORTED [[gnu::dllexport]]
#if defined(WEFT_DETAIL_IS_BUILT)
#define WEFT_API [[gnu::dllexport]]
#else
#define WEFT_API
#endif
#define WEFT_DETAIL_HIDDEN
#elif defined(__GNUC__)
#define WEFT_DETAIL_EXPORTED [[gnu::visibility("default")]]
/// Marks what the shared library exports. It is compiled with hidden visibility, so that everything else stays inside.
#define WEFT_API [[gnu::visibility("default")]]
/// Marks templates whose instances no other binary looks for: each shared object keeps its own, and exports no name for them.
/// Types are told apart by their `std::type_info`, which stays as visible as the type. Not for types that a user's function
/// may take or return, as GCC would hide that function too.
#define WEFT_DETAIL_HIDDEN [[gnu::visibility("hidden")]]
#else
#define WEFT_DETAIL_EXPORTED
#define WEFT_API
#define WEFT_DETAIL_HIDDEN
#endif

// Attributes that are the compiler's own. One that it does not know is left out: weft is then slower.
#if defined(__GNUC__)
/// Kept by the compiler and, with --gc-sections, by the linker, though nothing refers to it.
#if defined(__ELF__)
#define WEFT_DETAIL_KEPT [[gnu::used, gnu::retain]]
#else
#define WEFT_DETAIL_KEPT [[gnu::used]]
#endif
#define WEFT_DETAIL_ALWAYS_INLINE [[gnu::always_inline]]
/// Inlined, and passed by when a debugger steps through what calls it.
#define WEFT_DETAIL_ARTIFICIAL [[gnu::always_inline, gnu::artificial]]
#define WEFT_DETAIL_NO_INLINE [[gnu::noinline]]
/// Rarely called, so not inlined either.
#define WEFT_DETAIL_COLD [[gnu::cold, gnu::noinline]]
/// All that the function calls is inlined into it.
#define WEFT_DETAIL_FLATTEN [[gnu::flatten]]
/// Of a variable of each thread: at a place that the loader fixes when the program starts, found without a call.
#define WEFT_DETAIL_INITIAL_EXEC [[gnu::tls_model("initial-exec")]]
#else
#define WEFT_DETAIL_KEPT
#define WEFT_DETAIL_ALWAYS_INLINE
#define WEFT_DETAIL_ARTIFICIAL
#define WEFT_DETAIL_NO_INLINE
#define WEFT_DETAIL_COLD
#define WEFT_DETAIL_FLATTEN
#define WEFT_DETAIL_INITIAL_EXEC
#endif

// _GLIBCXX_DEBUG and _GLIBCXX_USE_CXX11_ABI change the layout of the standard library's containers and strings in memory, and
// WEFT_WITHOUT_TYPE_DESCRIPTIONS that of what weft says of a type. A program compiled with other settings than the library
// would link, and then read garbage. So there is one symbol for each setting: the library defines those of its own settings,
// every file that includes weft refers to those of its own, and a mismatch is an error of the linker that names the setting.
// The *_IN_WORDS texts say the same for plug-ins.
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

#if WEFT_DETAIL_TYPE_DESCRIPTIONS
#define WEFT_DETAIL_BASES libweft_built_with_type_descriptions
#define WEFT_DETAIL_BASES_IN_WORDS "type descriptions"
WEFT_API extern const char libweft_built_with_type_descriptions;
#else
#define WEFT_DETAIL_BASES libweft_built_without_type_descriptions
#define WEFT_DETAIL_BASES_IN_WORDS "no type descriptions"
WEFT_API extern const char libweft_built_without_type_descriptions;
#endif

/// Refers to the symbol, once in each binary and from no function. Nobody reads `at`.
template <const char& symbol>
struct WEFT_DETAIL_HIDDEN Needs {
    WEFT_DETAIL_KEPT static inline const char* const at = &symbol;
};
template struct Needs<WEFT_DETAIL_CONTAINERS>;
template struct Needs<WEFT_DETAIL_STRINGS>;
template struct Needs<WEFT_DETAIL_BASES>;

}  // namespace weft::detail
