// SPDX-License-Identifier: MIT
// How C++ types reach Python that it does not know: what `expose` was told.
#pragma once

#include <weft/python.hpp>

#include <cstdint>
#include <typeinfo>

namespace weft::python::detail {

/// What a type was exposed by. `function` is empty for one by reference.
struct Exposure {
    MakeObject function;
};

/// Null for a type that was not exposed. Valid for good. Any thread.
[[nodiscard]] const Exposure* find_exposure(const std::type_info& type);

/// Changes with each `expose`. Any thread.
[[nodiscard]] std::uint32_t exposures_made() noexcept;

}  // namespace weft::python::detail
