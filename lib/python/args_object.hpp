// SPDX-License-Identifier: MIT
// `weft.Args`: all arguments of a call, as predicates and observers in Python see them.
#pragma once

#include <weft/args.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// A view of a call's arguments. It is valid as long as the C++ object on the stack, an `ArgsObject`.
class ArgsView {
public:
    explicit ArgsView(const Args& args) noexcept : args_(&args) {}

    /// Throws Python's `ReferenceError` where the call is over.
    [[nodiscard]] const Args& args() const;
    void expire() noexcept { args_ = nullptr; }

private:
    const Args* args_;
};

/// Makes a `weft.Args`, and expires it at its own end. Needs the GIL.
class ArgsObject {
public:
    explicit ArgsObject(const Args& args);
    ArgsObject(const ArgsObject&) = delete;
    ArgsObject& operator=(const ArgsObject&) = delete;
    ~ArgsObject();

    [[nodiscard]] const pybind11::object& object() const noexcept { return object_; }

private:
    pybind11::object object_;
};

void add_args_class(pybind11::module_& module);

}  // namespace weft::python::detail
