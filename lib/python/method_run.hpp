// SPDX-License-Identifier: MIT
// The objects that one run of a Python function is given.
#pragma once

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

#include <pybind11/pybind11.h>

#include <array>
#include <cstddef>
#include <vector>

namespace weft::python::detail {

/// Owns references, in the form in which Python's vector calls take them: with a free place before the first.
class GivenObjects {
public:
    explicit GivenObjects(std::size_t count);
    GivenObjects(const GivenObjects&) = delete;
    GivenObjects& operator=(const GivenObjects&) = delete;
    ~GivenObjects();

    void add(pybind11::object object) noexcept { at_[++size_] = object.release().ptr(); }
    [[nodiscard]] PyObject* operator[](std::size_t index) const noexcept { return at_[index + 1]; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// A new reference, or null with Python's error set. `names` are those of the last ones; it may be null.
    [[nodiscard]] PyObject* call(PyObject* function, PyObject* names);

private:
    std::array<PyObject*, 17> few_{};
    std::vector<PyObject*> many_;
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
    /// call, or `none`. `has_failed`: what its traceback keeps is no fault of the handler's.
    [[nodiscard]] std::size_t take_back() const;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

private:
    struct One {
        PyObject* object;  ///< Owned by the run's `GivenObjects`.
        std::size_t argument;
    };
    std::vector<One> lent_;
};

/// Hands what the function returned to whoever asked by `collect` or `first`. `None` is no result.
void give_result(weft::detail::Handler& handler, weft::detail::Call& call, PyObject* result);

/// Whether an argument with a name goes into `**kwargs`: no parameter has taken it.
[[nodiscard]] bool is_taken(const weft::detail::HandlerType& type,
                            const weft::detail::ArgumentSource* sources, std::size_t argument) noexcept;

}  // namespace weft::python::detail
