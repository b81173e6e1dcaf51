// SPDX-License-Identifier: MIT
// Converts an object, or a pointer to one, to one of its base classes, by the type information of both.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <cstddef>
#include <typeinfo>

namespace weft::detail {

/// How to get from an object to its base class.
struct BasePath {
    std::ptrdiff_t offset = 0;  ///< In bytes, where it is the same for every object.
    /// The base class, where a virtual base lies between and it has to be looked for in each object; else null.
    const std::type_info* to = nullptr;
};

/// Fills in `path` from the class `from` to its base class `to`. Returns false where the language does not convert a pointer:
/// that is no base, a private one or an ambiguous one. Needs no object.
WEFT_API bool find_base(const std::type_info& from, const std::type_info& to, BasePath& path);

/// The same for pointers to classes, of which these are the types. Nothing is known of the bases of a class that is only declared
/// where its pointer was passed.
WEFT_API bool find_base_of_pointer(const std::type_info& from, const std::type_info& to, BasePath& path);

/// The class that pointers of this type point to.
WEFT_API const std::type_info& pointee(const std::type_info& pointer) noexcept;

/// Looks for the base class `to` in the object.
WEFT_API void* base_of(const std::type_info& from, void* value, const std::type_info& to) noexcept;

/// The base class of the object that `path` leads to.
inline void* follow(const BasePath& path, const std::type_info& from, void* value) noexcept {
    return path.to == nullptr ? static_cast<char*>(value) + path.offset : base_of(from, value, *path.to);
}

/// The same for what a pointer of the type `from` points to; a null one stays null.
inline void* follow_pointer(const BasePath& path, const std::type_info& from, void* value) noexcept {
    return value == nullptr     ? nullptr
           : path.to == nullptr ? follow(path, from, value)
                                : base_of(pointee(from), value, *path.to);
}

}  // namespace weft::detail
