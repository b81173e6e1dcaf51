// SPDX-License-Identifier: MIT
// What the compiler has to be, what it can, and what crosses the library's border.
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

#if defined(__cpp_impl_reflection)
#define WEFT_DETAIL_REFLECTS 1
#else
#define WEFT_DETAIL_REFLECTS 0
#endif

/// Marks what the shared library exports; everything else stays inside.
#define WEFT_API [[gnu::visibility("default")]]
