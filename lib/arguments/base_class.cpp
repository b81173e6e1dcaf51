// SPDX-License-Identifier: MIT
// Finds a base class of an argument. The language converts the pointer; the type information of the ABI tells whether every
// object of the type has its base class at the same offset.
#include <weft/detail/arguments/base_class.hpp>

#include <cxxabi.h>

#include <algorithm>
#include <cstdint>

namespace weft::detail {

namespace {

/// Whether there is a base class, and at a fixed offset. In ascending order: of several ways to a base, the greatest counts.
enum class Way : std::uint8_t { none, fixed, depends_on_object };

/// The way from the class `from` to its base `to`. Across virtual inheritance (Itanium C++ ABI, 2.9.4) the offset depends on
/// the object. `crossed` says whether the way that led to `from` has crossed one.
Way way_to_base(const std::type_info& from, const std::type_info& to, bool crossed) {
    if (same_type(from, to)) {
        return crossed ? Way::depends_on_object : Way::fixed;
    }
    if (const auto* single = dynamic_cast<const abi::__si_class_type_info*>(&from)) {
        return way_to_base(*single->__base_type, to, crossed);
    }
    Way way = Way::none;
    if (const auto* several = dynamic_cast<const abi::__vmi_class_type_info*>(&from)) {
        for (unsigned i = 0; i < several->__base_count && way != Way::depends_on_object; ++i) {
            const abi::__base_class_type_info& base = several->__base_info[i];
            way = std::max(way, way_to_base(*base.__base_type, to, crossed || base.__is_virtual_p()));
        }
    }
    return way;
}

}  // namespace

bool find_base(const ArgInfo& from, void* value, bool is_mutable, const std::type_info& to,
               ConvertPointer convert, BasePath& path) {
    void* const base = convert(*from.type, value, is_mutable);
    // `catch` compares classes by name, so it may have taken a class that is local to another source file for the base.
    const Way way = base == nullptr ? Way::none : way_to_base(*from.type->id, to, false);
    if (way == Way::depends_on_object) {
        path.convert = convert;
    } else if (way == Way::fixed) {
        path.offset = static_cast<char*>(base) - static_cast<char*>(value);
    }
    return way != Way::none;
}

}  // namespace weft::detail
