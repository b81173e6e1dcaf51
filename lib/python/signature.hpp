// SPDX-License-Identifier: MIT
// What a Python function takes, as its signature says.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <string>
#include <vector>

namespace weft::python::detail {

/// What a parameter is given.
enum class Given : std::uint8_t { value, view, ref, next };

struct SignatureParameter {
    std::string name;
    Given given = Given::value;
    bool is_named_only = false;
    pybind11::object fallback;  ///< Its default; null where it has none.
};

struct Signature {
    std::vector<SignatureParameter> parameters;  ///< Those by name alone come last, as in Python.
    bool takes_positional = false;               ///< `*args`
    bool takes_named = false;                    ///< `**kwargs`
};

/// Of a function that is bound to its object. One that Python cannot tell takes everything. `who` and `hook` are for errors: throws
/// `Error` where `@weft.view` names no parameter, and for two parameters annotated `weft.Next`.
[[nodiscard]] Signature signature_of(const pybind11::object& function, const std::string& who,
                                     const std::string& hook);

/// Whether it is declared by `async def`, also behind partials and bound methods.
[[nodiscard]] bool is_asynchronous(const pybind11::object& function);

void add_view_decorator(pybind11::module_& module);

}  // namespace weft::python::detail
