// SPDX-License-Identifier: MIT
// From an object to one of its base classes, where only the type of the base is known at compile time.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <cstddef>
#include <typeinfo>

namespace weft::detail {

/// Converts the pointer to an object of the type that `type` describes to a pointer to the base class that the function
/// was made for; null where the language does not convert it.
using ConvertPointer = void* (*)(const ArgType& type, void* value, bool is_mutable);

/// How to get from an object to its base class.
struct BasePath {
    std::ptrdiff_t offset = 0;         ///< In bytes, where it is the same for every object of the type.
    ConvertPointer convert = nullptr;  ///< Asked for each object where it is not: the base is a virtual one.
};

/// Finds the base class `to` in the object, with the path to it in `path`; false where there is none.
WEFT_API bool find_base(const ArgInfo& from, void* value, bool is_mutable, const std::type_info& to,
                        ConvertPointer convert, BasePath& path);

}  // namespace weft::detail
