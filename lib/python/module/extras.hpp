// SPDX-License-Identifier: MIT
// The extras of `add` and `connect` as keyword arguments, and the place of a `connect`.
#pragma once

#include <weft/extras.hpp>

#include <pybind11/pybind11.h>

#include <deque>
#include <string>

namespace weft::python::detail {

/// What the keyword arguments ask for. Throws `ArgumentError` for a predicate that cannot be called. What it keeps is listed in the
/// keeper of this thread.
[[nodiscard]] weft::detail::Manner manner_of(bool at_front, bool at_back, bool once,
                                             const pybind11::object& every, const pybind11::object& when);

/// What orders a handler by name, as Python says it: a name, names or None, and whether it goes before or after all.
struct OrderWanted {
    const pybind11::object& named;
    const pybind11::object& before;
    const pybind11::object& after;
    bool before_all;
    bool after_all;
};

/// Adds the wishes of order. Their names refer to `texts`, which keeps them until the handler is registered. Throws `Error` where both ends
/// are asked for.
void add_order(weft::detail::Manner& manner, const OrderWanted& wanted, std::deque<std::string>& texts);

/// A line of Python.
struct Place {
    const char* file;  ///< Stays for good.
    int line;
};

/// Where the function was called that runs.
[[nodiscard]] Place place_of_caller();

}  // namespace weft::python::detail
