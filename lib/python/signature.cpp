// SPDX-License-Identifier: MIT
// Asks Python's `inspect` for signatures, and looks for weft's words among the annotations.
#include "python/signature.hpp"

#include "python/next_object.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <algorithm>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

constexpr const char* view_attribute = "__weft_view__";

/// What is inside a bound method, a partial or a wrapper; null for any other function. Runs no code of the object.
py::object inside(const py::object& function) {
    if (PyMethod_Check(function.ptr())) {
        return py::reinterpret_borrow<py::object>(PyMethod_GET_FUNCTION(function.ptr()));
    }
    const py::module_ functools = py::module_::import("functools");
    if (py::isinstance(function, functools.attr("partial"))) {
        return function.attr("func");
    }
    const bool is_cache = py::type::of(function).is(functools.attr("_lru_cache_wrapper"));
    if ((PyFunction_Check(function.ptr()) || is_cache) && py::hasattr(function, "__wrapped__")) {
        return function.attr("__wrapped__");
    }
    return {};
}

/// The innermost function of bound methods, partials and wrappers: the one that has globals.
py::object innermost(py::object function) {
    while (py::object inner = inside(function)) {
        function = std::move(inner);
    }
    return function;
}

/// What `view` has left on the function, or on one inside it; null where there is nothing.
py::object viewed_names(py::object function) {
    while (function && !(PyFunction_Check(function.ptr()) && py::hasattr(function, view_attribute))) {
        function = inside(function);
    }
    return function ? py::object(function.attr(view_attribute)) : function;
}

/// What a dotted name stands for in the module of the function; null where it stands for nothing.
py::object look_up(const py::object& function, const std::string& dotted) {
    const py::object of = innermost(function);
    if (!py::hasattr(of, "__globals__")) {
        return {};
    }
    py::object found;
    for (std::size_t begin = 0; begin <= dotted.size();) {
        const std::size_t end = std::min(dotted.find('.', begin), dotted.size());
        const std::string part = dotted.substr(begin, end - begin);
        if (begin == 0) {
            const auto globals = py::dict(of.attr("__globals__"));
            if (!globals.contains(part.c_str())) {
                return {};
            }
            found = globals[part.c_str()];
        } else if (py::hasattr(found, part.c_str())) {
            found = found.attr(part.c_str());
        } else {
            return {};
        }
        begin = end + 1;
    }
    return found;
}

Given given_by(const py::object& function, py::object annotation) {
    if (py::isinstance<py::str>(annotation)) {
        const auto text = annotation.cast<std::string>();
        annotation = look_up(function, text.substr(0, text.find('[')));  // As in `weft.Ref[bool]`.
    }
    const py::module_ weft = py::module_::import("weft");
    if (annotation && annotation.is(weft.attr("Ref"))) {
        return Given::ref;
    }
    return annotation && annotation.ptr() == next_class() ? Given::next : Given::value;
}

std::string kind_of(const py::handle& parameter) {
    return parameter.attr("kind").attr("name").cast<std::string>();
}

/// Sets what `@weft.view` asks for.
void mark_views(const py::object& function, Signature& signature, const std::string& who,
                const std::string& hook) {
    const py::object names = viewed_names(function);
    if (!names) {
        return;
    }
    for (const py::handle name : names) {
        const auto text = name.cast<std::string>();
        const auto found = std::find_if(signature.parameters.begin(), signature.parameters.end(),
                                        [&text](const SignatureParameter& one) { return one.name == text; });
        if (found == signature.parameters.end()) {
            refuse_view(hook, who, text);
        }
        found->given = found->given == Given::value ? Given::view : found->given;
    }
}

void add(Signature& signature, const py::object& function, const py::handle& parameter) {
    const std::string kind = kind_of(parameter);
    if (kind == "VAR_POSITIONAL") {
        signature.takes_positional = true;
    } else if (kind == "VAR_KEYWORD") {
        signature.takes_named = true;
    } else {
        const py::object empty = parameter.attr("empty");
        const py::object fallback = parameter.attr("default");
        signature.parameters.push_back(
            {parameter.attr("name").cast<std::string>(), given_by(function, parameter.attr("annotation")),
             kind == "KEYWORD_ONLY", fallback.is(empty) ? py::object() : fallback});
    }
}

}  // namespace

Signature signature_of(const py::object& function, const std::string& who, const std::string& hook) {
    Signature signature;
    const auto inspected = py::reinterpret_steal<py::object>(PyObject_CallOneArg(
        py::object(py::module_::import("inspect").attr("signature")).ptr(), function.ptr()));
    if (!inspected) {
        if (PyErr_ExceptionMatches(PyExc_ValueError) == 0 && PyErr_ExceptionMatches(PyExc_TypeError) == 0) {
            throw py::error_already_set();
        }
        PyErr_Clear();
        signature.takes_positional = signature.takes_named = true;
        return signature;
    }
    for (const py::handle parameter : inspected.attr("parameters").attr("values")()) {
        add(signature, function, parameter);
    }
    const auto nexts = std::count_if(signature.parameters.begin(), signature.parameters.end(),
                                     [](const SignatureParameter& one) { return one.given == Given::next; });
    if (nexts > 1) {
        refuse_two_nexts(hook, who);
    }
    mark_views(function, signature, who, hook);
    return signature;
}

bool is_asynchronous(const py::object& function) {
    const py::module_ inspect = py::module_::import("inspect");
    const py::object inner = innermost(function);
    const auto is = [&inspect](const py::object& one) {
        return inspect.attr("iscoroutinefunction")(one).cast<bool>() ||
               inspect.attr("isasyncgenfunction")(one).cast<bool>();
    };
    if (is(function) || is(inner) || PyFunction_Check(inner.ptr()) || PyType_Check(inner.ptr())) {
        return is(function) || is(inner);
    }
    // An object that can be called: its class says how.
    PyObject* const call = _PyType_Lookup(Py_TYPE(inner.ptr()), py::str("__call__").ptr());
    return call != nullptr && is(innermost(py::reinterpret_borrow<py::object>(call)));
}

void add_view_decorator(py::module_& module) {
    module.def(
        "view",
        [](const py::args& names) {
            for (const py::handle name : names) {
                if (!py::isinstance<py::str>(name)) {
                    refuse_view_use(spelled(name));
                }
            }
            return py::cpp_function(
                [names = py::object(names)](py::object function) {
                    function.attr(view_attribute) = names;
                    return function;
                },
                py::arg("function"));
        },
        "Has a handler get these arguments without a copy, for the time of the call:\n\n"
        "    @weft.view(\"output\")\n"
        "    def on_train_batch_end(self, output): ...\n\n"
        "An array refers to the loop's own memory, and is read-only where that is const; an object is the "
        "loop's own. A handler "
        "that keeps one ends the call with a weft.Error, and what was kept raises ReferenceError. What was "
        "derived from it, as a "
        "slice, is the handler's responsibility.");
}

}  // namespace weft::python::detail
