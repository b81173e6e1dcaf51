// SPDX-License-Identifier: MIT
// The forms of arguments that calls pass, and which shapes of handlers can be filled from them.
#pragma once

#include "subject.hpp"

#include <cmath>

namespace model {

enum class Given : std::uint8_t { no, yes, unfit };

struct ArgumentsForm {
    std::size_t count;
    Given x;  ///< unfit: out of the range of an int, or not an integer.
    Given y;  ///< unfit: const.
    bool x_has_name;
};

/// In the order of the calls in world.cpp.
inline constexpr std::array<ArgumentsForm, 12> arguments_forms{{
    {0, Given::no, Given::no, false},
    {1, Given::yes, Given::no, true},
    {2, Given::yes, Given::yes, true},
    {1, Given::yes, Given::no, false},
    {2, Given::yes, Given::yes, false},
    {2, Given::yes, Given::yes, true},
    {2, Given::yes, Given::yes, true},
    {1, Given::unfit, Given::no, true},
    {1, Given::no, Given::unfit, false},
    {1, Given::unfit, Given::no, true},
    {2, Given::yes, Given::yes, true},
    {1, Given::no, Given::unfit, false},
}};

inline std::size_t argument_count(unsigned form) {
    return arguments_forms.at(form).count;
}

/// Whether a call of that form can fill the parameters of a handler of that shape.
inline bool can_fill(Shape shape, unsigned form) {
    const ArgumentsForm& given = arguments_forms.at(form);
    switch (shape) {
        case Shape::x:
        case Shape::answer: return given.x == Given::yes;
        case Shape::x_and_y: return given.x == Given::yes && given.y == Given::yes;
        case Shape::x_with_default:
        case Shape::optional_x: return given.x != Given::unfit;
        default: return true;
    }
}

inline constexpr int default_x = 7;

/// What a handler of that shape hears; one that takes y by reference adds 1 to it.
inline Heard hear(Shape shape, Passed& passed) {
    const ArgumentsForm& given = arguments_forms.at(passed.form);
    switch (shape) {
        case Shape::x:
        case Shape::answer: return {passed.x, 0};
        case Shape::x_and_y: return {passed.x, std::lround(2 * passed.y++)};
        case Shape::x_with_default: return {given.x == Given::yes ? passed.x : default_x, 0};
        case Shape::optional_x: return {given.x == Given::yes ? passed.x : not_passed, 0};
        case Shape::all: return {static_cast<long>(given.count), given.x_has_name ? 1 : 0};
        default: return {0, 0};
    }
}

}  // namespace model
