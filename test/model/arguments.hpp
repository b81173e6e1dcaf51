// SPDX-License-Identifier: MIT
// The forms of arguments that calls pass, and which shapes of handlers can be filled from them.
#pragma once

#include "subject.hpp"

#include <cmath>
#include <cstdint>

namespace model {

enum class Given : std::uint8_t { no, yes, unfit };

struct ArgumentsForm {
    std::size_t count;
    Given x;  ///< unfit: out of the range of an int, or not an integer.
    Given y;  ///< unfit: const.
    bool x_has_name;
    bool x_is_lazy = false;
    bool y_is_lazy = false;
};

/// In the order of the calls in world.cpp.
inline constexpr std::array<ArgumentsForm, 14> arguments_forms{{
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
    {2, Given::yes, Given::yes, true, true, true},
    {1, Given::no, Given::unfit, false, false, true},
    {2, Given::yes, Given::yes, false, true},
    {2, Given::yes, Given::yes, true, true},
}};
/// The first of those with a lazy argument.
inline constexpr unsigned first_lazy_form = 10;

inline constexpr std::int64_t large_x = 3'000'000'000;
inline constexpr double broken_x = 2.5;

/// The value of an x that is unfit.
inline double unfit_x(unsigned form) {
    return form == 7 ? static_cast<double>(large_x) : broken_x;
}

inline std::size_t argument_count(unsigned form) {
    return arguments_forms.at(form).count;
}

/// Whether a handler of that shape takes the x that is passed, and needs its value.
inline bool takes_x(Shape shape) {
    switch (shape) {
        case Shape::x:
        case Shape::x_and_y:
        case Shape::x_with_default:
        case Shape::optional_x:
        case Shape::answer:
        case Shape::around_x:
        case Shape::around_answer: return true;
        default: return false;
    }
}

inline bool is_around(Shape shape) {
    return shape == Shape::around || shape == Shape::around_x || shape == Shape::around_all ||
           shape == Shape::around_answer;
}

inline bool has_all(Shape shape) {
    return shape == Shape::all || shape == Shape::around_all || shape == Shape::named;
}

inline bool answers(Shape shape) {
    return shape == Shape::answer || shape == Shape::around_answer || shape == Shape::named;
}

/// Whether a call of that form can fill the parameters of a handler of that shape.
inline bool can_fill(Shape shape, unsigned form) {
    const ArgumentsForm& given = arguments_forms.at(form);
    switch (shape) {
        case Shape::x_and_y: return given.x == Given::yes && given.y == Given::yes;
        case Shape::x_with_default:
        case Shape::optional_x: return given.x != Given::unfit;
        case Shape::named: return given.x != Given::no;
        default: return !takes_x(shape) || given.x == Given::yes;
    }
}

inline constexpr int default_x = 7;

/// What a handler of that shape hears; one that takes y by reference adds 1 to it.
inline Heard hear(Shape shape, Passed& passed) {
    const ArgumentsForm& given = arguments_forms.at(passed.form);
    if (has_all(shape)) {
        return {static_cast<long>(given.count), given.x_has_name ? 1 : 0};
    }
    switch (shape) {
        case Shape::x_and_y: return {passed.x, std::lround(2 * passed.y++)};
        case Shape::x_with_default: return {given.x == Given::yes ? passed.x : default_x, 0};
        case Shape::optional_x: return {given.x == Given::yes ? passed.x : not_passed, 0};
        default: return {takes_x(shape) ? passed.x : 0, 0};
    }
}

/// What somebody finds who asks all arguments for x: twice its value.
inline long find_x(const Passed& passed) {
    const ArgumentsForm& given = arguments_forms.at(passed.form);
    if (!given.x_has_name) {
        return not_passed;
    }
    return given.x == Given::yes ? 2L * passed.x : std::lround(2 * unfit_x(passed.form));
}

}  // namespace model
