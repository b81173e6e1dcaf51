// SPDX-License-Identifier: MIT
// What handlers return, for a `collect` or `first` of Python's.
#pragma once

#include <weft/detail/handlers/call.hpp>

#include <pybind11/pybind11.h>

#include <vector>

namespace weft::python::detail {

/// Keeps what Python's handlers return as it is, and of C++'s results those that Python knows. `None` is no result. Made and
/// destroyed with the GIL.
class ObjectSink : public weft::detail::Sink {
public:
    explicit ObjectSink(bool first_only) noexcept : Sink{&take, first_only} {}

    static void take(Sink& sink, weft::detail::Handler& handler, weft::detail::Call& call,
                     const weft::detail::ArgInfo& info, void* result);
    /// With the GIL.
    void add(weft::detail::Call& call, pybind11::object object);

    [[nodiscard]] const std::vector<pybind11::object>& all() const noexcept { return all_; }

private:
    std::vector<pybind11::object> all_;
};

}  // namespace weft::python::detail
