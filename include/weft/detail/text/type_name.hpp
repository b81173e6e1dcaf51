// SPDX-License-Identifier: MIT
// The names of types as errors spell them, and whether two `std::type_info` stand for the same type.
#pragma once

#include <weft/detail/export.hpp>

#include <cstring>
#include <string>
#include <typeinfo>

namespace weft::detail {

/// Whether another source file may have a different type of the same name: the type is in an anonymous namespace or in a
/// static function, or is a template instance that such a type is an argument of.
WEFT_API bool is_local_to_a_file(const std::type_info& type) noexcept;

/// Whether both are the same type. Addresses alone do not tell, as a type in a header may have one `type_info` in each
/// shared object: `==` compares names as well, or this does. Names alone do not tell either, as Clang gives types that are local to
/// different files equal names: for those only the address counts.
inline bool same_type(const std::type_info& one, const std::type_info& other) noexcept {
    if constexpr (WEFT_DETAIL_TYPES_HAVE_ADDRESSES == 1) {
        return &one == &other || (std::strcmp(one.name(), other.name()) == 0 && !is_local_to_a_file(one));
    }
    return &one == &other || (one == other && !is_local_to_a_file(one));
}

/// The name of a type, close to how its source spells it: `std::string`, and no default template arguments or anonymous
/// namespaces.
WEFT_API std::string type_name(const std::type_info& type);

}  // namespace weft::detail
