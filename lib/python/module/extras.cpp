// SPDX-License-Identifier: MIT
// Makes of keyword arguments what the extras of C++ make.
#include "python/module/extras.hpp"

#include "python/args_object.hpp"
#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/kept.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

/// A predicate of Python's.
class Predicate {
public:
    explicit Predicate(const py::object& function)
        : kept_(std::make_shared<Kept>(std::vector<py::object>{function})) {}

    bool operator()(const Args& args) const {
        const Gil gil;
        const py::object function = kept_->at(0);
        if (!function) {
            return false;
        }
        const InsidePython inside;
        const ArgsObject given(args);
        PyObject* const arguments = given.object().ptr();
        const auto result =
            py::reinterpret_steal<py::object>(call_python(function.ptr(), &arguments, 1, nullptr));
        const int is_true = result ? PyObject_IsTrue(result.ptr()) : -1;
        if (is_true < 0) {
            throw_python_error();
        }
        return is_true == 1;
    }

private:
    std::shared_ptr<Kept> kept_;
};

std::uint64_t period_of(const py::object& every) {
    try {
        return static_cast<std::uint64_t>(std::max(0LL, every.cast<long long>()));
    } catch (const py::cast_error&) {
        refuse_every(spelled(every));
    }
}

}  // namespace

weft::detail::Manner manner_of(bool at_front, bool at_back, bool once, const py::object& every,
                               const py::object& when, const Order& order) {
    if (at_front && at_back) {
        refuse_both_ends("at_front", "at_back");
    }
    weft::detail::Manner manner;
    manner.wishes = order.wishes;
    manner.at_front = at_front;
    manner.once = once;
    if (!every.is_none()) {
        manner.has_conditions = true;
        manner.period = period_of(every);
    }
    if (!when.is_none()) {
        if (PyCallable_Check(when.ptr()) == 0) {
            refuse_function("when", spelled(when));
        }
        manner.has_conditions = manner.has_predicate = true;
        manner.when = Predicate(when);
    }
    return manner;
}

Place place_of_caller() {
    static auto* const files = new std::unordered_set<std::string>;
    PyFrameObject* const frame = PyEval_GetFrame();
    if (frame == nullptr) {
        return {"", 0};
    }
    const auto code = py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(PyFrame_GetCode(frame)));
    const std::string file = marked_text(py::object(code.attr("co_filename")));
    return {files->insert(file).first->c_str(), PyFrame_GetLineNumber(frame)};
}

}  // namespace weft::python::detail
