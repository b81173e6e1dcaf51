// SPDX-License-Identifier: MIT
// One run of a Python function: the objects that it is given, and what becomes of them.
#pragma once

#include "python/interpreter.hpp"
#include "python/method.hpp"
#include "python/next_object.hpp"
#include "python/route.hpp"

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

#include <pybind11/pybind11.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace weft::python::detail {

/// Owns references, in the form in which Python's vector calls take them: with a free place before the first.
class GivenObjects {
public:
    explicit GivenObjects(std::size_t count) : at_(few_) {
        if (count > few) {
            many_.reset(new PyObject*[count + 1]);
            at_ = many_.get();
        }
    }
    GivenObjects(const GivenObjects&) = delete;
    GivenObjects& operator=(const GivenObjects&) = delete;
    ~GivenObjects() {
        for (std::size_t i = 1; i <= size_; ++i) {
            Py_DECREF(at_[i]);
        }
    }

    void add(pybind11::object object) noexcept { at_[++size_] = object.release().ptr(); }
    [[nodiscard]] PyObject* operator[](std::size_t index) const noexcept { return at_[index + 1]; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// A new reference, or null with Python's error set. `names` are those of the last ones; it may be null.
    [[nodiscard]] PyObject* call(PyObject* function, PyObject* names) {
        const std::size_t named = names != nullptr ? static_cast<std::size_t>(PyTuple_GET_SIZE(names)) : 0;
        return call_python(function, at_ + 1, (size_ - named) | PY_VECTORCALL_ARGUMENTS_OFFSET,
                           named > 0 ? names : nullptr);
    }

private:
    static constexpr std::size_t few = 16;
    PyObject* few_[few + 1];
    std::unique_ptr<PyObject*[]> many_;
    PyObject** at_;
    std::size_t size_ = 0;
};

/// Which arguments a run has lent to Python.
class Lending {
public:
    void add(const GivenObjects& given, std::size_t place, std::size_t argument) {
        lent_.push_back({given[place], argument});
    }
    /// Called when the handler has returned: takes back what Python keeps. Returns the place of the first such argument of the
    /// call, or `none`.
    [[nodiscard]] std::size_t take_back() const;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

private:
    struct One {
        PyObject* object;  ///< Owned by the run's `GivenObjects`.
        std::size_t argument;
    };
    std::vector<One> lent_;
};

/// One run whose arguments are not all plain, on the stack of the thread that calls. Used with the GIL.
class MethodRun {
public:
    MethodRun(const PythonMethod& method, const Route& route, const weft::detail::ArgumentSource* sources,
              weft::detail::Call& call);
    MethodRun(const MethodRun&) = delete;
    MethodRun& operator=(const MethodRun&) = delete;
    ~MethodRun();

    /// Throws `ArgumentError`: nothing has run then.
    void take_arguments();
    /// The result, or null with Python's error set.
    [[nodiscard]] pybind11::object call(PyObject* function);
    /// As `Lending::take_back`.
    [[nodiscard]] std::size_t take_back() const { return lending_.take_back(); }

private:
    void take(const Step& step);
    void take_argument(const Step& step);
    void take_surplus();
    void take_others();
    PyObject* call_with_others(PyObject* function);

    const PythonMethod& method_;
    const Route& route_;
    const weft::detail::ArgumentSource* sources_;
    weft::detail::Call& call_;
    std::optional<NextObject> next_;
    std::vector<pybind11::object> refs_;
    Lending lending_;
    std::vector<pybind11::object> surplus_;
    pybind11::object others_;  ///< For `**kwargs`; null where Python can be called without a dictionary.
    GivenObjects given_;
};

/// Hands what the function returned to whoever asked by `collect` or `first`. `None` is no result.
void give_result(weft::detail::Handler& handler, weft::detail::Call& call, PyObject* result);

}  // namespace weft::python::detail
