// SPDX-License-Identifier: MIT
// Order by name as Python asks for it: by keyword arguments, and by a class's own `weft_order`.
#pragma once

#include <weft/extras.hpp>

#include <pybind11/pybind11.h>

#include <deque>
#include <string>
#include <vector>

namespace weft::python::detail {

/// What Python asks for: a name, one or several names of others, None where it asks for nothing, and whether to be at an end.
struct OrderWanted {
    pybind11::object named = pybind11::none();
    pybind11::object before = pybind11::none();
    pybind11::object after = pybind11::none();
    bool before_all = false;
    bool after_all = false;
};

/// Wishes, with the texts that they refer to.
struct Order {
    std::vector<weft::detail::Wish> wishes;
    std::deque<std::string> texts;
};

/// Throws `Error` for what is no name, which `who` begins, and where both ends are asked for.
[[nodiscard]] Order order_of(const OrderWanted& wanted, const std::string& who);

/// What the object's class asks for by its `weft_order`, a dict of the keyword arguments of `add`; nothing for most. Throws `Error` for
/// any other `weft_order`. Runs neither properties nor `__getattr__`.
[[nodiscard]] Order order_of_class(const pybind11::object& object, const std::string& name);

}  // namespace weft::python::detail
