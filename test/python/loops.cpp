// SPDX-License-Identifier: MIT
// A module of C++ loops, types and handlers, which the tests in Python call.
#include "threads.hpp"

#include <weft/python.hpp>
#include <weft/weft.hpp>

#include <pybind11/stl.h>

#include <atomic>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#ifdef WEFT_TEST_EIGEN
#include <Eigen/Core>
#endif

namespace py = pybind11;
using namespace weft::literals;

namespace {

/// Bound, and copied to Python.
struct Optimizer {
    double lr = 0.1;
};
/// Bound, and lent to Python. A part of it keeps it alive.
struct Part {
    int value = 7;
};
struct Lent {
    double lr = 0.5;
    Part part;
};
/// Bound, and neither copied nor lent.
struct Unique {
    Unique() = default;
    Unique(const Unique&) = delete;
    Unique& operator=(const Unique&) = delete;
    ~Unique() = default;
};
/// Bound with a shared pointer as its holder.
struct Model {
    int layers = 3;
};
/// Python knows nothing of these two; what it gets of the second is what a function returns.
struct Unknown {};
struct Exposed {
    std::string name = "exposed";
};

using Released = py::call_guard<py::gil_scoped_release>;

std::size_t pass_values(const weft::Fabric& fabric) {
    const char* const null_text = nullptr;
    const std::vector<std::string> names{"a", "b"};
    const weft::ArgMap settings{"lr"_a = 0.5, "phase"_a = "train"};
    const std::optional<int> none;
    const std::optional<double> some = 2.5;
    return fabric.call("on_values", "truth"_a = true, "small"_a = 3,
                       "big"_a = std::numeric_limits<long long>::min(),
                       "natural"_a = std::numeric_limits<unsigned long long>::max(), "single"_a = 0.5F,
                       "nan"_a = std::numeric_limits<double>::quiet_NaN(), "letter"_a = 'x',
                       "text"_a = std::string("\xC3\xA4"), "literal"_a = "abc", "null"_a = null_text,
                       "bytes"_a = std::string("\xFF"), "names"_a = names, "settings"_a = settings,
                       "none"_a = none, "some"_a = some);
}

py::tuple pass_references(const weft::Fabric& fabric) {
    bool stop = false;
    int count = 1;
    double rate = 0.5;
    float single = 0.25F;
    std::uint8_t byte = 1;
    std::string text = "old";
    std::atomic<bool> flag = false;
    {
        const py::gil_scoped_release without;
        fabric.call("on_references", "stop"_a = stop, "count"_a = count, "rate"_a = rate, "single"_a = single,
                    "byte"_a = byte, "text"_a = text, "flag"_a = flag);
    }
    return py::make_tuple(stop, count, rate, single, byte, text, flag.load());
}

std::vector<double> pass_vector(const weft::Fabric& fabric, bool is_const) {
    std::vector<double> output{1.0, 2.0, 3.0};
    const std::vector<double>& constant = output;
    if (is_const) {
        fabric.call("on_vector", "output"_a = constant);
    } else {
        fabric.call("on_vector", "output"_a = output);
    }
    return output;
}

/// All but the first, through spans of that memory.
std::vector<double> pass_spans(const weft::Fabric& fabric) {
    std::vector<double> output{1.0, 2.0, 3.0};
    const std::span<double> mutable_ones = std::span(output).subspan(1);
    const std::span<const double> const_ones = mutable_ones;
    std::span<const int> none;
    fabric.call("on_spans", "output"_a = mutable_ones, "seen"_a = const_ones, "none"_a = none);
    return output;
}

/// Returns whether the handler's array was where the loop's is, as far as it said so.
std::size_t pass_large(const weft::Fabric& fabric) {
    static std::vector<double> output(12'500'000, 1.0);
    fabric.call("on_large", "output"_a = output);
    return reinterpret_cast<std::size_t>(output.data());
}

double pass_lent(const weft::Fabric& fabric, bool is_const) {
    Lent lent;
    const Lent& constant = lent;
    if (is_const) {
        fabric.call("on_lent", "lent"_a = constant);
    } else {
        fabric.call("on_lent", "lent"_a = lent);
    }
    return lent.lr;
}

double pass_optimizer(const weft::Fabric& fabric) {
    Optimizer optimizer;
    fabric.call("on_optimizer", "optimizer"_a = optimizer);
    return optimizer.lr;
}

void pass_others(const weft::Fabric& fabric, const std::string& which) {
    Unknown unknown;
    Unique unique;
    Exposed exposed;
    const auto model = std::make_shared<Model>();
    if (which == "unknown") {
        fabric.call("on_other", "other"_a = unknown);
    } else if (which == "unique") {
        fabric.call("on_other", "other"_a = unique);
    } else if (which == "exposed") {
        fabric.call("on_other", "other"_a = exposed);
    } else if (which == "held otherwise") {
        fabric.call("on_other", "other"_a = std::make_shared<Optimizer>());
    } else {
        fabric.call("on_other", "other"_a = model);
    }
}

#ifdef WEFT_TEST_EIGEN
void pass_matrix(const weft::Fabric& fabric) {
    Eigen::MatrixXd matrix(2, 3);
    matrix << 1, 2, 3, 4, 5, 6;
    const Eigen::VectorXf vector = Eigen::VectorXf::Constant(2, 0.5F);
    fabric.call("on_matrix", "matrix"_a = matrix, "vector"_a = vector);
}
#endif

std::size_t loop(const weft::Fabric& fabric, std::int64_t steps) {
    std::size_t ran = 0;
    for (std::int64_t step = 0; step < steps; ++step) {
        ran += fabric.call("on_step", "step"_a = step);
    }
    return ran;
}

std::size_t loop_in_threads(const weft::Fabric& fabric, int threads, std::int64_t steps) {
    std::atomic<std::size_t> ran = 0;
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) {
        all.emplace_back([&fabric, &ran, steps] { ran += loop(fabric, steps); });
    }
    for (std::thread& one : all) {
        one.join();
    }
    return ran;
}

/// What a handler of C++ gets of Python's arguments.
struct Taken {
    std::vector<std::string> all;
};

template <class Type>
weft::Connection take(weft::Fabric& fabric, const std::string& hook, Taken& taken) {
    return fabric.connect(
        hook, [&taken](const Type& value) { taken.all.push_back(fmt::format("{}", value)); }, "value"_a);
}

weft::Connection connect_taker(weft::Fabric& fabric, const std::string& hook, const std::string& type,
                               Taken& taken) {
    if (type == "double") {
        return take<double>(fabric, hook, taken);
    }
    if (type == "int") {
        return take<int>(fabric, hook, taken);
    }
    if (type == "uint64") {
        return take<std::uint64_t>(fabric, hook, taken);
    }
    if (type == "bool") {
        return take<bool>(fabric, hook, taken);
    }
    if (type == "string") {
        return take<std::string>(fabric, hook, taken);
    }
    if (type == "string_view") {
        return take<std::string_view>(fabric, hook, taken);
    }
    if (type == "vector") {
        return fabric.connect(
            hook,
            [&taken](const std::vector<double>& value) {
                std::string text;
                for (const double one : value) {
                    text += fmt::format("{} ", one);
                }
                taken.all.push_back(text);
            },
            "value"_a);
    }
    if (type == "bool&") {
        return fabric.connect(
            hook, [](bool& value) { value = !value; }, "value"_a);
    }
    if (type == "double&") {
        return fabric.connect(
            hook, [](double& value) { value *= 2; }, "value"_a);
    }
    if (type == "string&") {
        return fabric.connect(
            hook, [](std::string& value) { value += "!"; }, "value"_a);
    }
    if (type == "Optimizer&") {
        return fabric.connect(
            hook, [](Optimizer& value) { value.lr *= 2; }, "value"_a);
    }
    return fabric.connect(
        hook,
        [&taken](const py::object& value) {
            const py::gil_scoped_acquire gil;
            taken.all.push_back(py::str(py::repr(value)));
        },
        "value"_a);
}

/// An exception of C++'s, with its type, as it leaves a call that has gone through Python.
std::string caught_by_cpp(const weft::Fabric& fabric, const std::string& hook) {
    try {
        fabric.call(hook);
    } catch (const py::error_already_set&) {
        return "error_already_set";
    } catch (const std::out_of_range& error) {
        return std::string("out_of_range: ") + error.what();
    } catch (const weft::ArgumentError&) {
        return "ArgumentError";
    } catch (const std::exception& error) {
        return std::string("exception: ") + error.what();
    }
    return "nothing";
}

/// Counts what is left of a callback that C++ keeps beyond the fabric.
std::size_t register_from_cpp(const py::object& object) {
    weft::Fabric fabric;
    const weft::Callback callback = weft::python::callback(object);
    fabric.add(callback);
    fabric.add(callback);
    weft::python::connect(fabric, "on_step", py::cpp_function([](std::int64_t /*step*/) {}, py::arg("step")),
                          weft::every(2));
    return loop(fabric, 2);
}

}  // namespace

PYBIND11_MODULE(loops, module) {
    weft::python::module();
    py::class_<Optimizer>(module, "Optimizer").def(py::init<>()).def_readwrite("lr", &Optimizer::lr);
    py::class_<Part>(module, "Part").def_readwrite("value", &Part::value);
    py::class_<Lent>(module, "Lent")
        .def(py::init<>())
        .def_readwrite("lr", &Lent::lr)
        .def_readonly("part", &Lent::part);
    py::class_<Unique>(module, "Unique");
    py::class_<Model, std::shared_ptr<Model>>(module, "Model").def_readwrite("layers", &Model::layers);
    weft::python::expose<Lent>(weft::python::by_reference);
    weft::python::expose<Exposed>([](const Exposed& exposed) { return exposed.name; });

    module.def("pass_values", &pass_values, Released());
    module.def("pass_references", &pass_references);
    module.def("pass_vector", &pass_vector, Released());
    module.def("pass_spans", &pass_spans, Released());
    module.def("pass_large", &pass_large, Released());
    module.def("pass_lent", &pass_lent, Released());
    module.def("pass_optimizer", &pass_optimizer, Released());
    module.def("pass_others", &pass_others, Released());
#ifdef WEFT_TEST_EIGEN
    module.def("pass_matrix", &pass_matrix, Released());
#endif
    module.def("pass_constant", [](const weft::Fabric& fabric) {
        const bool stop = false;
        fabric.call("on_constant", "stop"_a = stop);
    });
    module.def("loop", &loop, Released());
    module.def("loop_with_gil", &loop);
    module.def("loop_in_threads", &loop_in_threads, Released());
    py::class_<Taken>(module, "Taken").def(py::init<>()).def_property_readonly("all", [](const Taken& taken) {
        py::list all;
        for (const std::string& text : taken.all) {
            all.append(py::bytes(text).attr("decode")("utf-8", "surrogateescape"));
        }
        return all;
    });
    module.def("connect_taker", &connect_taker, py::keep_alive<1, 4>());
    module.def("connect_thrower", [](weft::Fabric& fabric, const std::string& hook) {
        return fabric.connect(hook, [] { throw std::out_of_range("too far"); });
    });
    module.def("caught_by_cpp", &caught_by_cpp, Released());
    module.def("register_from_cpp", &register_from_cpp);
    module.def("add_from_cpp", [](weft::Fabric& fabric, const py::object& callback) {
        fabric.add(weft::python::callback(callback));
    });
    module.def("connect_from_cpp",
               [](weft::Fabric& fabric, const std::string& hook, const py::object& function) {
                   weft::python::connect(fabric, hook, function);
               });
    module.def(
        "first_number",
        [](const weft::Fabric& fabric, const std::string& hook) { return fabric.first<double>(hook); },
        Released());
    module.def(
        "collect_texts",
        [](const weft::Fabric& fabric, const std::string& hook) { return fabric.collect<std::string>(hook); },
        Released());
    module.def(
        "collect_vectors",
        [](const weft::Fabric& fabric, const std::string& hook) {
            return fabric.collect<std::vector<double>>(hook);
        },
        Released());
    module.def(
        "around_in_cpp",
        [](const weft::Fabric& fabric, const std::string& hook) {
            int ran = 0;
            const bool entered = fabric.around(hook, [&ran] { ++ran; });
            return std::pair(entered, ran);
        },
        Released());
    add_threads(module);
    // As Python's garbage collector does, which may then still run code that has the object.
    module.def("clear",
               [](const py::handle& object) { return Py_TYPE(object.ptr())->tp_clear(object.ptr()); });
    module.def("check_pybind11", [](const std::string& internals, int version) {
        weft::python::detail::check_pybind11(internals.c_str(), version);
    });
}
