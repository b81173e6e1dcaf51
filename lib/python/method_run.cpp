// SPDX-License-Identifier: MIT
// Takes arguments, calls, and takes back what was lent.
#include "python/method_run.hpp"

#include "python/from_python.hpp"
#include "python/interpreter.hpp"
#include "python/lent.hpp"
#include "python/object_sink.hpp"
#include "python/ref.hpp"
#include "python/refusals.hpp"
#include "python/to_python.hpp"

namespace weft::python::detail {

namespace py = pybind11;
using weft::detail::ArgInfo;
using weft::detail::ArgumentSource;
using weft::detail::Call;
using weft::detail::HandlerType;
using weft::detail::View;

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

void give_result(weft::detail::Handler& handler, Call& call, PyObject* result) {
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

namespace {

/// Whether a parameter has taken the argument, which then goes into no `**kwargs`.
bool is_taken(const HandlerType& type, const ArgumentSource* sources, std::size_t argument) noexcept {
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        if (sources[i].index == static_cast<std::int32_t>(argument)) {
            return true;
        }
    }
    return false;
}

}  // namespace

MethodRun::MethodRun(const PythonMethod& method, const Route& route, const ArgumentSource* sources,
                     Call& call)
    : method_(method), route_(route), sources_(sources), call_(call), given_(route.steps.size()) {}

MethodRun::~MethodRun() {
    for (const py::object& ref : refs_) {
        ref.cast<Ref&>().expire();
    }
}

void MethodRun::take_arguments() {
    for (const Step& step : route_.steps) {
        take(step);
    }
    if (method_.takes_positional_) {
        take_surplus();
    }
    if (method_.takes_named_) {
        take_others();
    }
}

py::object MethodRun::call(PyObject* function) {
    if (others_) {
        auto result = py::reinterpret_steal<py::object>(call_with_others(function));
        others_ = py::object();  // Else it would keep what was lent.
        return result;
    }
    return py::reinterpret_steal<py::object>(given_.call(function, method_.names_.ptr()));
}

void MethodRun::take(const Step& step) {
    switch (step.from) {
        case Step::From::next: given_.add(next_.emplace(call_.next()).object()); return;
        case Step::From::fallback: given_.add(method_.fallback(step.place)); return;
        case Step::From::plain:
            given_.add(stolen(plainly(step.way, call_.view().values[step.place])));
            return;
        case Step::From::ref:
        case Step::From::argument:
            if (py::object own = passed_by_python(call_.view(), step.place)) {
                given_.add(std::move(own));
            } else {
                take_argument(step);
            }
    }
}

void MethodRun::take_argument(const Step& step) {
    const View& view = call_.view();
    const ArgInfo& info = view.shape->infos[step.place];
    void* const value = weft::detail::taken(info, view.at(step.place), view.asker);
    if (step.from == Step::From::ref) {
        given_.add(refs_.emplace_back(py::cast(std::make_unique<Ref>(*info.type, value))));
        return;
    }
    bool is_lent = false;
    py::object made = to_python(
        step.way, {info.type, value, info.is_mutable && !view.shape->is_const, step.is_view}, is_lent);
    if (!made) {
        refuse_type(view, step.place);
    }
    given_.add(std::move(made));
    if (is_lent) {
        lending_.add(given_, given_.size() - 1, step.place);
    }
}

void MethodRun::take_surplus() {
    for (std::size_t i = method_.positional_sources_; i < call_.view().shape->positional; ++i) {
        surplus_.push_back(argument_to_python(call_.view(), i));
    }
    others_ = surplus_.empty() ? py::object() : py::object(py::dict());
}

void MethodRun::take_others() {
    const View& view = call_.view();
    py::dict others = others_ ? py::dict(others_) : py::dict();
    for (std::size_t i = view.shape->positional; i < view.shape->count; ++i) {
        if (!is_taken(method_, sources_, i)) {
            others[text_to_python(view.shape->infos[i].name)] = argument_to_python(view, i);
        }
    }
    others_ = std::move(others);
}

PyObject* MethodRun::call_with_others(PyObject* function) {
    py::tuple positional(method_.positional_ + surplus_.size());
    for (std::size_t i = 0; i < method_.positional_; ++i) {
        positional[i] = py::handle(given_[i]);
    }
    for (std::size_t i = 0; i < surplus_.size(); ++i) {
        positional[method_.positional_ + i] = std::move(surplus_[i]);
    }
    for (std::size_t i = method_.positional_; i < method_.all_.size(); ++i) {
        others_[py::handle(method_.names_[i - method_.positional_])] = py::handle(given_[i]);
    }
    return call_python(function, positional.ptr(), others_.ptr());
}

}  // namespace weft::python::detail
