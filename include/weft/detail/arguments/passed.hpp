// SPDX-License-Identifier: MIT
// The arguments of one call on their way into the library: a shape, and the address of each value.
#pragma once

#include <weft/detail/arguments/shape.hpp>
#include <weft/detail/elements.hpp>
#include <weft/detail/export.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace weft::detail {

template <class Argument>
inline constexpr bool is_lazy_argument = TakenAs<HeldOf<Argument>>::is_lazy;

/// The addresses of the values; where one of them is lazy, the layout that `View::values` describes.
template <bool has_lazy, class Places, class... Arguments>
class PassedValues;

template <std::size_t... place, class... Arguments>
class PassedValues<false, std::index_sequence<place...>, Arguments...> {
public:
    WEFT_DETAIL_ALWAYS_INLINE explicit PassedValues(const Arguments&... arguments) noexcept
        : values_{arguments.held.address()...} {}

    [[nodiscard]] WEFT_DETAIL_ALWAYS_INLINE void* const* values() const noexcept { return values_.data(); }

private:
    std::array<void*, sizeof...(Arguments)> values_;
};

/// What stands for the `LazyValue` of an argument that is not lazy.
struct AtHand {};

/// Room for the value of an argument, which only a lazy one needs.
template <class Argument>
auto room_for([[maybe_unused]] const Argument& argument) noexcept {
    if constexpr (is_lazy_argument<Argument>) {
        auto&& lazy = argument.held.forward();
        return LazyValueOf<typename TakenAs<HeldOf<Argument>>::Function>(lazy);
    } else {
        return AtHand{};
    }
}

template <class Argument>
void* first_address([[maybe_unused]] const Argument& argument) noexcept {
    if constexpr (is_lazy_argument<Argument>) {
        return nullptr;
    } else {
        return argument.held.address();
    }
}

inline void* lazy_address(LazyValue& room) noexcept {
    return &room;
}
inline void* lazy_address(const AtHand& /*nothing*/) noexcept {
    return nullptr;
}

template <std::size_t... place, class... Arguments>
class PassedValues<true, std::index_sequence<place...>, Arguments...> {
public:
    explicit PassedValues(const Arguments&... arguments) noexcept
        : rooms_{{room_for(arguments)}...},
          values_{first_address(arguments)..., lazy_address(element_at<place>(rooms_))...} {}

    [[nodiscard]] void* const* values() const noexcept { return values_.data(); }

private:
    Elements<decltype(room_for(std::declval<const Arguments&>()))...> rooms_;
    mutable std::array<void*, 2 * sizeof...(Arguments)> values_;  // Mutable, as the library adds lazy values.
};

/// The shape of the call: a constant of the program, unless a name is known at run time only. Always inlined, as it depends on
/// what the file knows of the types (`KnownHere`).
template <bool is_fixed, class... Arguments>
class PassedShape {
public:
    WEFT_DETAIL_ALWAYS_INLINE explicit PassedShape(const Arguments&... /*arguments*/) noexcept {}

    [[nodiscard]] WEFT_DETAIL_ALWAYS_INLINE const Shape* shape() const noexcept {
        return &fixed_shape<ArgumentHere<Arguments>...>;
    }
};

template <class... Arguments>
class PassedShape<false, Arguments...> {
public:
    WEFT_DETAIL_ALWAYS_INLINE explicit PassedShape(const Arguments&... arguments) noexcept
        : infos_{info_of<ArgumentHere<Arguments>>(arguments.name)...} {}
    PassedShape(const PassedShape&) = delete;  // The shape refers to the infos.
    PassedShape& operator=(const PassedShape&) = delete;
    ~PassedShape() = default;

    [[nodiscard]] WEFT_DETAIL_ALWAYS_INLINE const Shape* shape() const noexcept { return &shape_; }

private:
    std::array<ArgInfo, sizeof...(Arguments)> infos_;
    Shape shape_{infos_.data(), sizeof...(Arguments), positional_count<Arguments...>, false, false};
};

/// Lives on the stack of the caller until the call returns, and destroys lazy values then.
template <class... Arguments>
class Passed : public PassedShape<!(is_runtime_named<Arguments> || ...), Arguments...>,
               public PassedValues<(is_lazy_argument<Arguments> || ...),
                                   std::index_sequence_for<Arguments...>, Arguments...> {
public:
    static constexpr bool is_fixed = !(is_runtime_named<Arguments> || ...);

    WEFT_DETAIL_ALWAYS_INLINE explicit Passed(const Arguments&... arguments) noexcept
        : PassedShape<is_fixed, Arguments...>(arguments...),
          PassedValues<(is_lazy_argument<Arguments> || ...), std::index_sequence_for<Arguments...>,
                       Arguments...>(arguments...) {}

    [[nodiscard]] WEFT_DETAIL_ALWAYS_INLINE View view() const noexcept {
        return {this->shape(), this->values()};
    }
};

}  // namespace weft::detail
