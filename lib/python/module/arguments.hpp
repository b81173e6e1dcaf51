// SPDX-License-Identifier: MIT
// The arguments of a call from Python, on the stack as those of a call from C++ are.
#pragma once

#include "python/from_python.hpp"

#include <weft/detail/arguments/shape.hpp>

#include <pybind11/pybind11.h>

#include <array>
#include <cstddef>
#include <vector>

namespace weft::python::detail {

/// Made and destroyed with the GIL. The objects are borrowed: Python keeps them as long as the call.
class CallArguments {
public:
    /// `names` are those of the last objects; it may be null. Throws `ArgumentError` for an empty name.
    CallArguments(const char* method, PyObject* const* objects, std::size_t positional, PyObject* names);
    CallArguments(const CallArguments&) = delete;
    CallArguments& operator=(const CallArguments&) = delete;
    ~CallArguments() = default;

    [[nodiscard]] weft::detail::View view() const noexcept { return {shape_, values_}; }

private:
    static constexpr std::size_t few = 8;

    std::array<Room, few> few_rooms_;
    std::array<weft::detail::ArgInfo, few> few_infos_{};
    std::array<void*, 2 * few> few_values_{};
    std::vector<Room> rooms_;
    std::vector<weft::detail::ArgInfo> infos_;
    std::vector<void*> more_values_;
    void** values_;
    weft::detail::Shape own_shape_{};
    const weft::detail::Shape* shape_;
};

}  // namespace weft::python::detail
