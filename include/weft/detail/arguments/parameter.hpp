// SPDX-License-Identifier: MIT
// The table of conversions: how each kind of parameter is matched with an argument, loaded from it and passed on.
#pragma once

#include <weft/detail/arguments/argument_source.hpp>
#include <weft/detail/arguments/pointer_parameter.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weft {

class Args;
class Next;

namespace detail {

template <class Parameter>
using Bare = std::remove_cvref_t<Parameter>;

/// `T&`: the handler may change the argument.
template <class Parameter>
concept MutableReference =
    std::is_lvalue_reference_v<Parameter> && !std::is_const_v<std::remove_reference_t<Parameter>>;

/// How a parameter is declared, as errors and reports spell it: `T`, `const T&` or `T&`.
enum class Form : std::uint8_t { value, const_reference, reference };

template <class Parameter>
inline constexpr Form form_of = !std::is_reference_v<Parameter> ? Form::value
                                : MutableReference<Parameter>   ? Form::reference
                                                                : Form::const_reference;

/// Whether it is a `std::optional` of a value.
template <class Type>
inline constexpr bool is_optional = false;
template <class Type>
inline constexpr bool is_optional<std::optional<Type>> =
    !std::is_reference_v<Type>;  // C++26 also has optionals of references.

/// What the innermost of nested optionals holds; any other type itself.
template <class Type>
struct Unwrapped {
    using type = Type;
};
template <class Type>
struct Unwrapped<std::optional<Type>> : Unwrapped<Type> {};

/// The kind of the values that a parameter takes; for an optional, the kind of what the innermost one holds.
template <class Parameter>
inline constexpr Kind parameter_kind = kind_of<typename Unwrapped<Bare<Parameter>>::type>();

/// The types of text that cannot be null.
template <class Type>
concept Text = std::same_as<Type, std::string> || std::same_as<Type, std::string_view>;

// Each kind of parameter is one of the classes below, all with the same members:
//
//   resolve    says by its type whether an argument can fill the parameter, and notes in `source` how it is converted.
//   Stored     is the room for the parameter's value during one run.
//   load       fills `Stored` from the argument, converted as `source` says; false where the value does not fit.
//   pass       gives what the handler is passed, out of `Stored`.
//   direct     gives the same out of the argument's address, where the argument is taken as it is.
//   optionals  is how many optionals are nested in the parameter's type.

/// An object that is taken as it is, or as one of its base classes. `Object` is const where the parameter promises not to
/// change it. Where the parameter is a copy (`by_value`) no base class is taken, as the copy would lose the derived part.
template <class Object, bool by_value = false>
struct WEFT_DETAIL_HIDDEN ObjectParameter {
    using Stored = Object*;
    static constexpr std::uint8_t optionals = 0;

    static Match resolve(const ArgInfo& info, bool is_mutable, ArgumentSource& source) {
        constexpr bool must_change = !std::is_const_v<Object>;
        if (!same_type(*info.type->id, typeid(Object))) {
            if constexpr (by_value || !std::is_class_v<Object> || std::is_final_v<Object>) {
                return Match::wrong_type;
            } else if (!info.type->bases.template find<Object>(*info.type->id, source.base)) {
                return Match::wrong_type;
            }
        }
        return must_change && !is_mutable ? Match::is_const : Match::yes;
    }
    static bool load(Stored& stored, const ArgumentSource& source, const Shape& shape, void* value) {
        return BaseClasses::follow(source.base, *shape.infos[source.index].type->id, value, stored);
    }
    static Object& pass(const Stored& stored) { return *stored; }
    static Object& direct(void* value) { return *static_cast<Object*>(value); }
};

/// A number by value or const reference. An argument of the same type is taken as it is, other numbers are converted.
template <Number Value>
struct WEFT_DETAIL_HIDDEN NumberParameter {
    struct Stored {
        const Value* value;
        Value converted;
    };
    static constexpr std::uint8_t optionals = 0;

    static Match resolve(const ArgInfo& info, bool, ArgumentSource& source) {
        if (same_type(*info.type->id, typeid(Value))) {
            return Match::yes;
        }
        source.convert = number_conversion(*info.type, kind_of<Value>());
        return source.convert != nullptr ? Match::yes : Match::wrong_type;
    }
    static bool load(Stored& stored, const ArgumentSource& source, const Shape&, void* value) {
        if (source.convert == nullptr) [[likely]] {
            stored.value = static_cast<const Value*>(value);
            return true;
        }
        stored.value = &stored.converted;
        return source.convert(value, &stored.converted);
    }
    static const Value& pass(const Stored& stored) { return *stored.value; }
    static const Value& direct(void* value) { return *static_cast<const Value*>(value); }
};

/// A `std::string_view` by value or const reference, which any kind of text fills.
struct WEFT_DETAIL_HIDDEN ViewParameter {
    struct Stored {
        const std::string_view* value;
        std::string_view converted;
    };
    static constexpr std::uint8_t optionals = 0;

    static Match resolve(const ArgInfo& info, bool, ArgumentSource& source) {
        if (info.type->kind == Kind::string_view) {
            return Match::yes;
        }
        source.convert = text_conversion(info.type->kind);
        return source.convert != nullptr ? Match::yes : Match::wrong_type;
    }
    static bool load(Stored& stored, const ArgumentSource& source, const Shape&, void* value) {
        if (source.convert == nullptr) {
            stored.value = static_cast<const std::string_view*>(value);
            return true;
        }
        stored.value = &stored.converted;
        return source.convert(value, &stored.converted);
    }
    static const std::string_view& pass(const Stored& stored) { return *stored.value; }
    static const std::string_view& direct(void* value) {
        return *static_cast<const std::string_view*>(value);
    }
};

/// A `std::string` by value or const reference. A `std::string`, or an object derived from it unless `by_value`, is taken as
/// it is; from other text a string is made for each run.
template <bool by_value>
struct WEFT_DETAIL_HIDDEN StringParameter {
    using Object = ObjectParameter<const std::string, by_value>;
    struct Stored {
        const std::string* value;
        std::string converted;
    };
    static constexpr std::uint8_t optionals = 0;

    static Match resolve(const ArgInfo& info, bool is_mutable, ArgumentSource& source) {
        if (info.type->kind != Kind::string) {
            source.convert = text_conversion(info.type->kind);
        }
        return source.convert != nullptr ? Match::yes : Object::resolve(info, is_mutable, source);
    }
    static bool load(Stored& stored, const ArgumentSource& source, const Shape& shape, void* value) {
        if (source.convert == nullptr) {
            return Object::load(stored.value, source, shape, value);
        }
        stored.value = &stored.converted;
        return convert_text(source.convert, value, stored.converted);
    }
    static const std::string& pass(const Stored& stored) { return *stored.value; }
    static const std::string& direct(void* value) { return *static_cast<const std::string*>(value); }
};

/// Chooses the class for a parameter by its type, in the specializations at the end of this file.
template <class Parameter>
struct ParameterTraits;

template <class Parameter>
using ParameterOf = typename ParameterTraits<Parameter>::type;

/// A `std::optional` by value or const reference. An argument of the same type is taken as it is; what could fill a parameter
/// `Value` is copied into an optional; where the argument is absent, the optional is empty.
template <class Value>
struct WEFT_DETAIL_HIDDEN OptionalParameter {
    using Optional = std::optional<Value>;
    using Inner = ParameterOf<Value>;
    struct Stored {
        const Optional* value;
        Optional converted;
    };
    static constexpr std::uint8_t optionals = Inner::optionals + 1;

    static Match resolve(const ArgInfo& info, bool is_mutable, ArgumentSource& source) {
        if (same_type(*info.type->id, typeid(Optional))) {
            source.optionals = optionals;
            return Match::yes;
        }
        if constexpr (std::is_copy_constructible_v<Value>) {
            return Inner::resolve(info, is_mutable, source);
        } else {
            return Match::wrong_type;
        }
    }
    static bool load(Stored& stored, const ArgumentSource& source, const Shape& shape, void* value) {
        if (source.index == ArgumentSource::absent) {
            stored.value = std::addressof(stored.converted);
            return true;
        }
        if (source.optionals == optionals) {
            stored.value = static_cast<const Optional*>(value);
            return true;
        }
        stored.value = std::addressof(stored.converted);
        if constexpr (std::is_copy_constructible_v<Value>) {
            typename Inner::Stored inner;
            if (!Inner::load(inner, source, shape, value)) {
                return false;
            }
            stored.converted.emplace(Inner::pass(inner));
        }
        return true;
    }
    static const Optional& pass(const Stored& stored) { return *stored.value; }
    static const Optional& direct(void* value) { return *static_cast<const Optional*>(value); }
};

/// A parameter `const Args&`, which is given all arguments of the call. It takes no place and no name among them.
struct ArgsParameter {};

/// A parameter `const Next&`, which is given what comes after the handler. It takes no place and no name either.
struct NextParameter {};

template <class Parameter>
struct ParameterTraits {
    using type = ObjectParameter<const Bare<Parameter>, !std::is_reference_v<Parameter>>;
};
template <MutableReference Parameter>
struct ParameterTraits<Parameter> {
    using type = ObjectParameter<std::remove_reference_t<Parameter>>;
};
template <class Parameter>
    requires(!MutableReference<Parameter> && Number<Bare<Parameter>>)
struct ParameterTraits<Parameter> {
    using type = NumberParameter<Bare<Parameter>>;
};
template <class Parameter>
    requires(!MutableReference<Parameter> && std::same_as<Bare<Parameter>, std::string_view>)
struct ParameterTraits<Parameter> {
    using type = ViewParameter;
};
template <class Parameter>
    requires(!MutableReference<Parameter> && std::same_as<Bare<Parameter>, std::string>)
struct ParameterTraits<Parameter> {
    using type = StringParameter<!std::is_reference_v<Parameter>>;
};
template <class Parameter>
    requires(!MutableReference<Parameter> && is_optional<Bare<Parameter>>)
struct ParameterTraits<Parameter> {
    using type = OptionalParameter<typename Bare<Parameter>::value_type>;
};
template <class Parameter>
    requires(!MutableReference<Parameter> && is_object_pointer<Bare<Parameter>>)
struct ParameterTraits<Parameter> {
    using type = PointerParameter<std::remove_pointer_t<Bare<Parameter>>>;
};
template <class Parameter>
    requires(!MutableReference<Parameter> && is_shared_object<Bare<Parameter>>)
struct ParameterTraits<Parameter> {
    using type = SharedParameter<typename PointedTo<Bare<Parameter>>::type>;
};
template <>
struct ParameterTraits<const Args&> {
    using type = ArgsParameter;
};
template <>
struct ParameterTraits<const Next&> {
    using type = NextParameter;
};

/// Whether an argument fills the parameter. It then has a place among the parameters, and may have a name.
template <class Parameter>
inline constexpr bool takes_argument = !std::same_as<ParameterOf<Parameter>, ArgsParameter> &&
                                       !std::same_as<ParameterOf<Parameter>, NextParameter>;

}  // namespace detail
}  // namespace weft
