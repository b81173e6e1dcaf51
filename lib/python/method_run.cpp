// SPDX-License-Identifier: MIT
// References that live as long as one run of a Python function.
#include "python/method_run.hpp"

#include "python/from_python.hpp"
#include "python/interpreter.hpp"
#include "python/lent.hpp"
#include "python/object_sink.hpp"

namespace weft::python::detail {

GivenObjects::GivenObjects(std::size_t count) : at_(few_.data()) {
    if (count + 1 > few_.size()) {
        many_.resize(count + 1);
        at_ = many_.data();
    }
}

GivenObjects::~GivenObjects() {
    for (std::size_t i = 1; i <= size_; ++i) {
        Py_DECREF(at_[i]);
    }
}

PyObject* GivenObjects::call(PyObject* function, PyObject* names) {
    const std::size_t named = names != nullptr ? static_cast<std::size_t>(PyTuple_GET_SIZE(names)) : 0;
    return call_python(function, at_ + 1, (size_ - named) | PY_VECTORCALL_ARGUMENTS_OFFSET,
                       named > 0 ? names : nullptr);
}

std::size_t Lending::take_back() const {
    std::size_t first = none;
    for (const One& one : lent_) {
        if (is_kept(one.object)) {
            expire(one.object);
            first = first == none ? one.argument : first;
        }
    }
    return first;
}

void give_result(weft::detail::Handler& handler, weft::detail::Call& call, PyObject* result) {
    if (result == Py_None || call.sink == nullptr || call.is_stopped) {
        return;
    }
    if (call.sink->accept == &ObjectSink::take) {
        static_cast<ObjectSink*>(call.sink)->add(call,
                                                 pybind11::reinterpret_borrow<pybind11::object>(result));
        return;
    }
    Room room;
    const Described described = describe_made(result, room);
    const weft::detail::ArgInfo info{{}, described.type, false};
    call.is_answering = true;
    call.sink->accept(*call.sink, handler, call, info, described.value);
    call.is_answering = false;
}

bool is_taken(const weft::detail::HandlerType& type, const weft::detail::ArgumentSource* sources,
              std::size_t argument) noexcept {
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        if (sources[i].index == static_cast<std::int32_t>(argument)) {
            return true;
        }
    }
    return false;
}

}  // namespace weft::python::detail
