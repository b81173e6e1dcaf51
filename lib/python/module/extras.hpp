// SPDX-License-Identifier: MIT
// The extras of `add` and `connect` as keyword arguments, and the place of a `connect`.
#pragma once

#include "python/order.hpp"

#include <weft/extras.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// What the keyword arguments ask for. Throws `Error` for a predicate that cannot be called, and for both ends. What it keeps is listed
/// in the keeper of this thread. It refers to the texts of the order.
[[nodiscard]] weft::detail::Manner manner_of(bool at_front, bool at_back, bool once,
                                             const pybind11::object& every, const pybind11::object& when,
                                             const Order& order);

/// A line of Python.
struct Place {
    const char* file;  ///< Stays for good.
    int line;
};

/// Where the function was called that runs.
[[nodiscard]] Place place_of_caller();

}  // namespace weft::python::detail
