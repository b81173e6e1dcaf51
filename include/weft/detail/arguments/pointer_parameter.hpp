// SPDX-License-Identifier: MIT
// How parameters that are pointers to objects take pointers to objects of derived classes. Written like those of parameter.hpp.
#pragma once

#include <weft/detail/arguments/argument_source.hpp>

#include <cstdint>
#include <memory>
#include <typeinfo>
#include <utility>

namespace weft::detail {

/// A pointer to an object of a class, by value or const reference. A pointer to a derived class, or to an object that is not const
/// for one that is, is converted by the rules of the language.
template <class Object>
struct PointerParameter {
    using Pointer = Object*;
    struct Stored {
        const Pointer* value;
        Pointer converted;
    };
    static constexpr std::uint8_t optionals = 0;

    static Match resolve(const ArgInfo& info, bool, ArgumentSource& source) {
        if (same_type(*info.type->id, typeid(Pointer))) {
            return Match::yes;
        }
        source.convert = &read_pointer;
        return info.type->bases.template find_of_pointer<Object>(*info.type->id, source.base)
                   ? Match::yes
                   : Match::wrong_type;
    }
    static bool load(Stored& stored, const ArgumentSource& source, const Shape& shape, void* value) {
        if (source.convert == nullptr) {
            stored.value = static_cast<const Pointer*>(value);
            return true;
        }
        void* object = nullptr;
        source.convert(value, &object);
        const std::type_info& from = *shape.infos[source.index].type->id;
        Pointer base = nullptr;
        const bool has_base = BaseClasses::follow_pointer(source.base, from, object, base);
        stored.converted = base;
        stored.value = &stored.converted;
        return has_base;
    }
    static const Pointer& pass(const Stored& stored) { return *stored.value; }
    static const Pointer& direct(void* value) { return *static_cast<const Pointer*>(value); }
};

/// The same for a `std::shared_ptr`: the converted one shares the object.
template <class Object>
struct SharedParameter {
    using Pointer = std::shared_ptr<Object>;
    struct Stored {
        const Pointer* value;
        Pointer converted;
    };
    static constexpr std::uint8_t optionals = 0;

    static Match resolve(const ArgInfo& info, bool, ArgumentSource& source) {
        if (same_type(*info.type->id, typeid(Pointer))) {
            return Match::yes;
        }
        const SharedPointer* const shared = info.type->shared;
        if (shared == nullptr ||
            !shared->bases.template find_of_pointer<Object>(*shared->pointer, source.base)) {
            return Match::wrong_type;
        }
        source.convert = shared->share;
        return Match::yes;
    }
    static bool load(Stored& stored, const ArgumentSource& source, const Shape& shape, void* value) {
        if (source.convert == nullptr) {
            stored.value = static_cast<const Pointer*>(value);
            return true;
        }
        std::shared_ptr<void> shared;
        source.convert(value, &shared);
        const std::type_info& from = *shape.infos[source.index].type->shared->pointer;
        Object* object = nullptr;
        if (!BaseClasses::follow_pointer(source.base, from, shared.get(), object)) {
            return false;
        }
        stored.converted = Pointer(std::move(shared), object);
        stored.value = &stored.converted;
        return true;
    }
    static const Pointer& pass(const Stored& stored) { return *stored.value; }
    static const Pointer& direct(void* value) { return *static_cast<const Pointer*>(value); }
};

}  // namespace weft::detail
