// SPDX-License-Identifier: MIT
// Types by their names: as errors spell them, and whether two of them are one type.
#pragma once

#include <weft/detail/export.hpp>

#include <string>
#include <typeinfo>

namespace weft::detail {

/// Whether the type means something else in each source file, as those of an anonymous namespace and of a static
/// function do, and what is made of them.
WEFT_API bool is_local_to_a_file(const std::type_info& type) noexcept;

/// Whether both are one type. `==` compares names, as a type of a header has a `type_info` in each shared object; and
/// Clang gives the types that are local to their files equal names.
inline bool same_type(const std::type_info& one, const std::type_info& other) noexcept {
    return &one == &other || (one == other && !is_local_to_a_file(one));
}

/// The name of a type as its source spells it, as far as that can be known.
WEFT_API std::string type_name(const std::type_info& type);

}  // namespace weft::detail
