// SPDX-License-Identifier: MIT
// Converts an object, or a pointer to one, to one of its base classes as any C++ does: the argument's side, which knows the class,
// throws a pointer to the object, and the parameter's side, which knows the base class, catches one to that.
#pragma once

#include <weft/detail/export.hpp>
#include <weft/detail/text/type_name.hpp>

#include <type_traits>
#include <typeinfo>

namespace weft::detail {

/// Throws the object's address, or null, as a pointer of one type.
using ThrowPointer = void (*)(void* object);

template <class Object>
[[noreturn]] WEFT_DETAIL_HIDDEN void throw_pointer(void* object) {
    throw static_cast<Object*>(object);
}

/// Sets `base` to what the thrown pointer points to. False where it is converted to no pointer to an `Object`, as none is to a
/// class that is declared only.
template <class Object, bool is_complete = requires { sizeof(Object); }>
WEFT_DETAIL_HIDDEN bool catch_base([[maybe_unused]] ThrowPointer throw_it, [[maybe_unused]] void* object,
                                   [[maybe_unused]] Object*& base) {
    if constexpr (is_complete) {
        try {
            throw_it(object);
        } catch (Object* caught) {
            base = caught;
            return true;
        } catch (const volatile void*) {
            // Any other pointer. Not `...`, which would stop a thread that is being cancelled.
        }
    }
    return false;
}

/// How to get from an object to its base class.
struct ThrownPath {
    ThrowPointer throw_it = nullptr;  ///< Null where the object is taken as it is.

    /// Whether the base class of each object is where `fixed` says.
    [[nodiscard]] bool is_fixed() const noexcept { return throw_it == nullptr; }
    [[nodiscard]] void* fixed(void* value) const noexcept { return value; }
};

/// One of the two ways of base_class.hpp.
struct ThrownBases {
    using Path = ThrownPath;

    ThrowPointer throw_it = nullptr;                ///< Null for what is no class.
    const std::type_info* pointed_class = nullptr;  ///< Null for what is no pointer.

    template <class Type, bool is_complete>
    static consteval ThrownBases of() {
        using Pointed = std::remove_pointer_t<Type>;
        if constexpr (std::is_class_v<Type>) {
            return {&throw_pointer<Type>, nullptr};
        } else if constexpr (std::is_class_v<Pointed> && is_complete) {
            return {&throw_pointer<Pointed>, &typeid(Pointed)};
        }
        return {};
    }

    template <class Object>
    [[nodiscard]] bool find(const std::type_info& /*from*/, Path& path) const {
        return pointed_class == nullptr && find_any<Object>(path);
    }
    template <class Object>
    [[nodiscard]] bool find_of_pointer(const std::type_info& from, Path& path) const {
        return is_qualified<Object>(from) || (pointed_class != nullptr && find_any<Object>(path));
    }

    /// False for an object that has the base class more than once, where the C++ library did not say so of a null pointer, as
    /// libc++ before 19.
    template <class Object>
    static bool follow(const Path& path, const std::type_info& /*from*/, void* value, Object*& base) {
        if (path.is_fixed()) {
            base = static_cast<Object*>(value);
            return true;
        }
        return catch_base(path.throw_it, value, base);
    }
    template <class Object>
    static bool follow_pointer(const Path& path, const std::type_info& /*from*/, void* value, Object*& base) {
        if (path.is_fixed()) {
            base = static_cast<Object*>(value);
            return true;
        }
        base = nullptr;
        return value == nullptr || catch_base(path.throw_it, value, base);
    }

    [[nodiscard]] const std::type_info* pointed_to(const std::type_info& /*pointer*/) const noexcept {
        return pointed_class;
    }

private:
    /// Whether a pointer of the type becomes one to `Object` by `const` and `volatile` alone. Then the class may be declared only.
    template <class Object>
    static bool is_qualified(const std::type_info& from) noexcept {
        return same_type(from, typeid(std::remove_const_t<Object>*)) ||
               same_type(from, typeid(std::remove_volatile_t<Object>*)) ||
               same_type(from, typeid(std::remove_cv_t<Object>*));
    }

    template <class Object>
    [[nodiscard]] bool find_any(Path& path) const {
        Object* none = nullptr;
        path.throw_it = throw_it;
        return throw_it != nullptr && catch_base(throw_it, nullptr, none);
    }
};

}  // namespace weft::detail
