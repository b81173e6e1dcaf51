// SPDX-License-Identifier: MIT
// Converts an object to one of its base classes, where only the type of the base is known at compile time.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <cstddef>
#include <typeinfo>

namespace weft::detail {

/// Converts a pointer to an object, whose type is described by `type`, to a pointer to the base class that the function was
/// instantiated for. Returns null where the language has no such conversion.
using ConvertPointer = void* (*)(const ArgType& type, void* value, bool is_mutable);

/// How to get from an object to its base class.
struct BasePath {
    std::ptrdiff_t offset = 0;         ///< In bytes, where it is the same for every object.
    ConvertPointer convert = nullptr;  ///< Called for each object across a virtual base, else null.
};

/// Fills in `path` from the object at `value` to its base class `to`. Returns false where the language does not convert to
/// it. `convert` must have been instantiated for `to`.
WEFT_API bool find_base(const ArgInfo& from, void* value, bool is_mutable, const std::type_info& to,
                        ConvertPointer convert, BasePath& path);

}  // namespace weft::detail
