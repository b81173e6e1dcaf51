// SPDX-License-Identifier: MIT
// The same tests on both ways of finding hooks: HOOKS declares a class's hooks where there is no reflection, and is
// nothing where there is. Meson says which of the two a build has to be.
#pragma once

#include <weft/callback_macro.hpp>

#ifdef WEFT_TEST_REFLECTION

#ifndef __cpp_impl_reflection
#error "this build is to test reflection, but the compiler has none: -std=c++26 -freflection"
#endif
#define HOOKS(Type, ...)

#else

#define HOOKS(Type, ...) WEFT_CALLBACK(Type, __VA_ARGS__)

#endif
