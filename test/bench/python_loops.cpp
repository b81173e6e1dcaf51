// SPDX-License-Identifier: MIT
// A module of C++ loops that call a Python function: through a fabric, and bare by pybind11 with the same arguments. Each returns the
// seconds that a call took.
#include <weft/python.hpp>
#include <weft/weft.hpp>

#include <pybind11/numpy.h>

#include <ctime>
#include <string>
#include <vector>

namespace py = pybind11;
using namespace weft::literals;

namespace {

/// What the loops pass.
struct Passed {
    double loss = 0.5;
    std::int64_t step = 7;
    bool is_last = false;
    std::string phase = "train";
};
const Passed passed;

/// 100 MB.
const std::vector<double>& large() {
    static const std::vector<double> all(12'500'000, 1.0);
    return all;
}

/// Of this thread, so that who else is at work is not measured.
double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

template <class Call>
double seconds_each(std::int64_t calls, const Call& call) {
    const double begin = processor_seconds();
    for (std::int64_t i = 0; i < calls; ++i) {
        call();
    }
    return (processor_seconds() - begin) / static_cast<double>(calls);
}

/// The same with the GIL, or with nobody holding it.
template <class Call>
double seconds_each(bool with_gil, std::int64_t calls, const Call& call) {
    if (with_gil) {
        return seconds_each(calls, call);
    }
    const py::gil_scoped_release without;
    return seconds_each(calls, call);
}

double through_weft(const weft::Fabric& fabric, int arguments, bool with_gil, std::int64_t calls) {
    if (arguments == 2) {
        return seconds_each(with_gil, calls,
                            [&] { fabric.call("on_step", "loss"_a = passed.loss, "step"_a = passed.step); });
    }
    return seconds_each(with_gil, calls, [&] {
        fabric.call("on_step", "loss"_a = passed.loss, "step"_a = passed.step, "is_last"_a = passed.is_last,
                    "phase"_a = passed.phase);
    });
}

double bare(const py::object& function, int arguments, bool by_name, std::int64_t calls) {
    if (by_name) {
        return arguments == 2
                   ? seconds_each(
                         calls,
                         [&] { function(py::arg("loss") = passed.loss, py::arg("step") = passed.step); })
                   : seconds_each(calls, [&] {
                         function(py::arg("loss") = passed.loss, py::arg("step") = passed.step,
                                  py::arg("is_last") = passed.is_last, py::arg("phase") = passed.phase);
                     });
    }
    return arguments == 2 ? seconds_each(calls, [&] { function(passed.loss, passed.step); })
                          : seconds_each(calls, [&] {
                                function(passed.loss, passed.step, passed.is_last, passed.phase);
                            });
}

/// As a loop does it that has given the GIL away.
double bare_with_acquire(const py::object& function, int arguments, std::int64_t calls) {
    return seconds_each(false, calls, [&] {
        const py::gil_scoped_acquire gil;
        if (arguments == 2) {
            function(passed.loss, passed.step);
        } else {
            function(passed.loss, passed.step, passed.is_last, passed.phase);
        }
    });
}

double array_through_weft(const weft::Fabric& fabric, std::int64_t calls) {
    return seconds_each(calls, [&] { fabric.call("on_array", "output"_a = large()); });
}

/// Without a copy, as what it refers to stays.
double bare_array(const py::object& function, std::int64_t calls) {
    return seconds_each(calls, [&] {
        py::array_t<double> array(static_cast<py::ssize_t>(large().size()), large().data(), py::none());
        py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
        function(array);
    });
}

double bare_copied_array(const py::object& function, std::int64_t calls) {
    return seconds_each(calls, [&] {
        function(py::array_t<double>(static_cast<py::ssize_t>(large().size()), large().data()));
    });
}

}  // namespace

PYBIND11_MODULE(python_loops, module) {
    weft::python::module();
    module.def("through_weft", &through_weft);
    module.def("bare", &bare);
    module.def("bare_with_acquire", &bare_with_acquire);
    module.def("array_through_weft", &array_through_weft);
    module.def("bare_array", &bare_array);
    module.def("bare_copied_array", &bare_copied_array);
}
