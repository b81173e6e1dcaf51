// SPDX-License-Identifier: MIT
// Finds a base class of an argument: the language converts the pointer, the ABI tells whether the way is the same for
// every object.
#include <weft/detail/source.hpp>

#include <cxxabi.h>

namespace weft::detail {

namespace {

/// Whether the way from the class to its base `to` crosses virtual inheritance (Itanium C++ ABI, 2.9.4). Then the
/// distance depends on the object, not on the class.
bool crosses_virtual(const std::type_info& from, const std::type_info& to, bool crossed) {
    if (from == to) {
        return crossed;
    }
    if (const auto* single = dynamic_cast<const abi::__si_class_type_info*>(&from)) {
        return crosses_virtual(*single->__base_type, to, crossed);
    }
    if (const auto* several = dynamic_cast<const abi::__vmi_class_type_info*>(&from)) {
        for (unsigned i = 0; i < several->__base_count; ++i) {
            const abi::__base_class_type_info& base = several->__base_info[i];
            if (crosses_virtual(*base.__base_type, to, crossed || base.__is_virtual_p())) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

bool find_base(const ArgInfo& from, void* value, bool is_mutable, const std::type_info& to, Upcast upcast,
               Source& source) {
    void* const base = upcast(*from.type, value, is_mutable);
    if (base == nullptr) {
        return false;
    }
    if (crosses_virtual(*from.type->id, to, false)) {
        source.upcast = upcast;
    } else {
        source.offset = static_cast<char*>(base) - static_cast<char*>(value);
    }
    return true;
}

}  // namespace weft::detail
