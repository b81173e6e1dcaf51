// SPDX-License-Identifier: MIT
// Converts an object, or a pointer to one, to one of its base classes, by what the compiler has written about both types for
// `catch` and `dynamic_cast`: in the type information of libstdc++.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <typeinfo>

namespace weft::detail {

/// How to get from an object to its base class.
struct DescribedPath {
    std::ptrdiff_t offset = 0;  ///< In bytes, where it is the same for every object.
    /// The base class, where a virtual base lies between and it has to be looked for in each object; else null.
    const std::type_info* to = nullptr;

    /// Whether the base class of each object is where `fixed` says.
    [[nodiscard]] bool is_fixed() const noexcept { return to == nullptr; }
    [[nodiscard]] void* fixed(void* value) const noexcept { return static_cast<char*>(value) + offset; }
};

/// Fills in `path` from the class `from` to its base class `to`. Returns false where the language does not convert a pointer:
/// that is no base, a private one or an ambiguous one. Needs no object.
WEFT_API bool find_base(const std::type_info& from, const std::type_info& to, DescribedPath& path);

/// The same for pointers to classes, of which these are the types. Nothing is known of the bases of a class that is only declared
/// where its pointer was passed.
WEFT_API bool find_base_of_pointer(const std::type_info& from, const std::type_info& to, DescribedPath& path);

/// The class that pointers of this type point to.
WEFT_API const std::type_info& pointee(const std::type_info& pointer) noexcept;

/// Looks for the base class `to` in the object.
WEFT_API void* base_of(const std::type_info& from, void* value, const std::type_info& to) noexcept;

/// One of the two ways of base_class.hpp.
struct DescribedBases {
    using Path = DescribedPath;

    template <class Type, bool is_complete>
    static consteval DescribedBases of() {
        return {};
    }

    template <class Object>
    [[nodiscard]] bool find(const std::type_info& from, Path& path) const {
        return find_base(from, typeid(Object), path);
    }
    template <class Object>
    [[nodiscard]] bool find_of_pointer(const std::type_info& from, Path& path) const {
        return find_base_of_pointer(from, typeid(Object*), path);
    }

    template <class Object>
    static bool follow(const Path& path, const std::type_info& from, void* value, Object*& base) noexcept {
        base = static_cast<Object*>(path.is_fixed() ? path.fixed(value) : base_of(from, value, *path.to));
        return true;
    }
    template <class Object>
    static bool follow_pointer(const Path& path, const std::type_info& from, void* value,
                               Object*& base) noexcept {
        base = static_cast<Object*>(value == nullptr  ? nullptr
                                    : path.is_fixed() ? path.fixed(value)
                                                      : base_of(pointee(from), value, *path.to));
        return true;
    }

    [[nodiscard]] const std::type_info* pointed_to(const std::type_info& pointer) const noexcept {
        return &pointee(pointer);
    }
};

}  // namespace weft::detail
