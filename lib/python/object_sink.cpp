// SPDX-License-Identifier: MIT
// Collects results as Python's objects.
#include "python/object_sink.hpp"

#include "python/interpreter.hpp"
#include "python/to_python.hpp"

namespace weft::python::detail {

void ObjectSink::take(Sink& sink, weft::detail::Handler& /*handler*/, weft::detail::Call& call,
                      const weft::detail::ArgInfo& info, void* result) {
    const Gil gil;
    pybind11::object object = copy_to_python(*info.type, result);
    if (object && !object.is_none()) {
        static_cast<ObjectSink&>(sink).add(call, std::move(object));
    }
}

void ObjectSink::add(weft::detail::Call& call, pybind11::object object) {
    all_.push_back(std::move(object));
    call.is_stopped = stops_at_first;
}

}  // namespace weft::python::detail
