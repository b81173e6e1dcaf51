// SPDX-License-Identifier: MIT
// A parameter's default: converted and copied at registration, passed where a call lacks the argument.
#pragma once

#include <weft/detail/arguments/parameter.hpp>

#include <cstring>
#include <memory>
#include <optional>
#include <utility>

namespace weft::detail {

/// Throws `Error`: the value of a default does not fit its parameter. It is a number out of range, or a null text.
[[noreturn]] WEFT_API void refuse_default(const std::type_info& parameter);

/// Whether the table of conversions accepts a default of type `From` for a parameter that takes a `To`.
template <class To, class From>
consteval bool default_converts() {
    if constexpr (is_optional<To>) {
        return std::same_as<From, To> || std::same_as<From, std::nullopt_t> ||
               default_converts<typename To::value_type, From>();
    } else if constexpr (Integer<To>) {
        return Integer<From>;
    } else if constexpr (Number<To>) {
        return Number<From> || (std::floating_point<To> && ReadsAsNumber<From>);
    } else if constexpr (Text<To>) {
        return Text<From> || std::same_as<From, const char*> || std::same_as<From, char*>;
    } else if constexpr (std::is_arithmetic_v<To> || std::is_enum_v<To>) {
        return std::same_as<From, To>;
    } else if constexpr (std::is_class_v<To> && std::is_class_v<From> && std::is_base_of_v<To, From>) {
        return std::same_as<From, To>;  // A derived object would be sliced.
    } else {
        return std::is_convertible_v<From, To>;
    }
}

/// A C string that owns its characters. The text that a default `const char*` was made from may be gone at the first call.
class OwnedCString {
public:
    explicit OwnedCString(const char* text) {
        if (text != nullptr) {
            const std::size_t size = std::string_view(text).size() + 1;
            characters_ = std::make_unique<char[]>(size);
            std::memcpy(characters_.get(), text, size);
            text_ = characters_.get();
        }
    }
    [[nodiscard]] const char* const& text() const { return text_; }

private:
    std::unique_ptr<char[]> characters_;
    const char* text_ = nullptr;
};

/// Converts a default whose type is accepted. Throws `Error` where its value does not fit.
template <class To, class From>
WEFT_DETAIL_HIDDEN To convert_default(From&& from) {
    using Given = std::decay_t<From>;
    if constexpr (is_optional<To>) {
        if constexpr (std::same_as<Given, To> || std::same_as<Given, std::nullopt_t>) {
            return To(std::forward<From>(from));
        } else {
            return To(convert_default<typename To::value_type>(std::forward<From>(from)));
        }
    } else if constexpr (Number<To> && !Number<Given>) {
        To to{};
        if (!read_number<Given, To>(std::addressof(from), &to)) {
            refuse_default(typeid(To));
        }
        return to;
    } else if constexpr (Number<To>) {
        if (!number_fits<To>(from)) {
            refuse_default(typeid(To));
        }
        return static_cast<To>(from);
    } else if constexpr (Text<To>) {
        if constexpr (std::is_pointer_v<Given>) {
            if (from == nullptr) {
                refuse_default(typeid(To));
            }
        }
        return To(std::forward<From>(from));
    } else {
        return std::forward<From>(from);
    }
}

/// Keeps a default for a parameter of type `To`, which has no const and no reference.
template <class To>
struct WEFT_DETAIL_HIDDEN Kept {
    To value;

    template <class From>
    explicit Kept(From&& from) : value(convert_default<To>(std::forward<From>(from))) {}
    [[nodiscard]] const To& get() const { return value; }
};

/// Owns the text that the view refers to. A move may move the characters, so the view is made again.
template <>
struct WEFT_DETAIL_HIDDEN Kept<std::string_view> {
    std::string owned;
    std::string_view value;

    template <class From>
    explicit Kept(From&& from)
        : owned(convert_default<std::string>(std::forward<From>(from))), value(owned) {}
    Kept(Kept&& other) noexcept : owned(std::move(other.owned)), value(owned) {}
    Kept& operator=(Kept&&) = delete;
    ~Kept() = default;
    [[nodiscard]] const std::string_view& get() const { return value; }
};

template <>
struct WEFT_DETAIL_HIDDEN Kept<const char*> {
    OwnedCString value;

    explicit Kept(const char* text) : value(text) {}
    [[nodiscard]] const char* const& get() const { return value.text(); }
};

/// Whether values of the type refer to text that they do not own.
template <class Type>
inline constexpr bool needs_owner = std::same_as<Type, std::string_view> || std::same_as<Type, const char*>;
template <class Type>
inline constexpr bool needs_owner<std::optional<Type>> = needs_owner<Type>;

/// An optional view or pointer needs an owner of its text just as a plain one does.
template <class View>
    requires needs_owner<View>
struct WEFT_DETAIL_HIDDEN Kept<std::optional<View>> {
    std::optional<Kept<View>> owned;
    std::optional<View> value;

    template <class From>
    explicit Kept(From&& from) {
        using Given = std::decay_t<From>;
        if constexpr (std::same_as<Given, std::optional<View>>) {
            if (from) {
                owned.emplace(*from);
            }
        } else if constexpr (!std::same_as<Given, std::nullopt_t>) {
            owned.emplace(std::forward<From>(from));
        }
        refer();
    }
    Kept(Kept&& other) noexcept : owned(std::move(other.owned)) { refer(); }
    Kept& operator=(Kept&&) = delete;
    ~Kept() = default;
    [[nodiscard]] const std::optional<View>& get() const { return value; }

private:
    /// Makes `value` refer to what this object owns.
    void refer() {
        if (owned) {
            value = owned->get();
        }
    }
};

/// Stands for the default of a parameter that has none.
struct NoDefault {};

/// What is kept of an extra of `connect` for a given parameter: nothing, unless it is a name with a default.
template <class Extra>
struct ExtraDefault {
    template <class Parameter>
    using type = NoDefault;
};

template <FixedString literal, class Passed>
struct ExtraDefault<NamedArg<literal, Passed>> {
    template <class Parameter>
    using type = Kept<Bare<Parameter>>;
};

/// The type of the default that an extra of `connect` carries, or void.
template <class Extra>
struct ExtraDefaultType {
    using type = void;
};
template <FixedString literal, class Passed>
struct ExtraDefaultType<NamedArg<literal, Passed>> {
    using type = std::remove_cvref_t<std::decay_t<decltype(std::declval<const Held<Passed>&>().forward())>>;
};
template <class Extra>
using DefaultOf = typename ExtraDefaultType<Extra>::type;

/// Keeps the default that an extra of `connect` carries for its parameter, if it carries one.
template <class Parameter, class Extra>
WEFT_DETAIL_HIDDEN auto keep_default(const Extra& extra) {
    using Type = typename ExtraDefault<Extra>::template type<Parameter>;
    if constexpr (std::same_as<Type, NoDefault>) {
        return NoDefault{};
    } else {
        return Type(extra.held.forward());
    }
}

}  // namespace weft::detail
