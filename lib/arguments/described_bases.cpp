// SPDX-License-Identifier: MIT
// Finds a base class as `catch` does, which asks the type information of libstdc++; that of the ABI tells whether every object
// of the type has its base class at the same offset.
#include <weft/detail/arguments/described_bases.hpp>
#include <weft/detail/text/type_name.hpp>

#include <cxxabi.h>

#include <algorithm>
#include <cstdint>

namespace weft::detail {

namespace {

/// Whether there is a base class, and at a fixed offset. In ascending order: of several ways to a base, the greatest counts.
enum class Way : std::uint8_t { none, fixed, depends_on_object };

/// The way from the class `from` to its base `to`. Across virtual inheritance (Itanium C++ ABI, 2.9.4) the offset depends on
/// the object. `crossed` says whether the way that led to `from` has crossed one; `at` is where that way has led to. Sets
/// `offset` to where a base with a fixed offset is.
Way way_to_base(const std::type_info& from, const std::type_info& to, bool crossed, std::ptrdiff_t at,
                std::ptrdiff_t& offset) {
    if (same_type(from, to)) {
        offset = at;
        return crossed ? Way::depends_on_object : Way::fixed;
    }
    if (const auto* single = dynamic_cast<const abi::__si_class_type_info*>(&from)) {
        return way_to_base(*single->__base_type, to, crossed, at, offset);
    }
    Way way = Way::none;
    if (const auto* several = dynamic_cast<const abi::__vmi_class_type_info*>(&from)) {
        for (unsigned i = 0; i < several->__base_count && way != Way::depends_on_object; ++i) {
            const abi::__base_class_type_info& base = several->__base_info[i];
            const bool is_virtual = base.__is_virtual_p();
            way = std::max(way, way_to_base(*base.__base_type, to, crossed || is_virtual,
                                            is_virtual ? at : at + base.__offset(), offset));
        }
    }
    return way;
}

/// What `catch` calls for a pointer that was thrown. Of a null pointer it says whether the language converts it.
bool convert(const std::type_info& from, const std::type_info& to, void*& value) noexcept {
    const auto* const base = dynamic_cast<const abi::__class_type_info*>(&to);
    return base != nullptr && from.__do_upcast(base, &value);
}

/// Fills in `path` to a base class that libstdc++ has found.
bool find_path(const std::type_info& from, const std::type_info& to, DescribedPath& path) {
    // libstdc++ compares classes by name, so it may have taken a class that is local to another source file for the base.
    const Way way = way_to_base(from, to, false, 0, path.offset);
    if (way == Way::depends_on_object) {
        path.to = &to;
    }
    return way != Way::none;
}

}  // namespace

bool find_base(const std::type_info& from, const std::type_info& to, DescribedPath& path) {
    void* no_object = nullptr;
    return convert(from, to, no_object) && find_path(from, to, path);
}

bool find_base_of_pointer(const std::type_info& from, const std::type_info& to, DescribedPath& path) {
    // What `catch` calls for a pointer that was thrown, here for a null one: the 1 stands for the pointer itself.
    void* no_object = nullptr;
    return dynamic_cast<const abi::__pointer_type_info*>(&from) != nullptr &&
           to.__do_catch(&from, &no_object, 1) && find_path(pointee(from), pointee(to), path);
}

const std::type_info& pointee(const std::type_info& pointer) noexcept {
    return *static_cast<const abi::__pointer_type_info&>(pointer).__pointee;
}

void* base_of(const std::type_info& from, void* value, const std::type_info& to) noexcept {
    convert(from, to, value);
    return value;
}

}  // namespace weft::detail
