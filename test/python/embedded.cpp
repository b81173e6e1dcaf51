// SPDX-License-Identifier: MIT
// A C++ program that embeds Python: its callbacks in the program's own fabrics.
#include <weft/python.hpp>
#include <weft/weft.hpp>

#include <pybind11/embed.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace py = pybind11;
using namespace weft::literals;

namespace {

/// One interpreter for the whole program. The GIL is with nobody, as in a loop that knows nothing of Python.
struct Interpreter {
    Interpreter() { release = std::make_unique<py::gil_scoped_release>(); }
    ~Interpreter() { release.reset(); }
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    py::scoped_interpreter python;
    std::unique_ptr<py::gil_scoped_release> release;
};

/// Runs Python statements, and returns the object that they name `made`.
py::object made_by(const char* statements) {
    static_cast<void>(weft::python::module());
    py::dict names;
    names["__builtins__"] = py::module_::import("builtins");
    py::exec(statements, names);
    return names["made"];
}

struct Hidden {
    int number = 4;
};

class Point {
public:
    int x = 1;
};

/// A callback whose numbers the tests read.
constexpr const char* recorder = R"(
class Recorder:
    def __init__(self):
        self.seen = []
    def on_step(self, step, loss=0.5):
        self.seen.append((step, loss))
made = Recorder()
)";

std::string seen_by(const py::object& object) {
    return py::str(object.attr("seen"));
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(Interpreter);

BOOST_AUTO_TEST_SUITE(embedded_tests)

BOOST_AUTO_TEST_CASE(a_python_object_is_a_callback_of_a_cpp_loop) {
    weft::Fabric fabric;
    py::gil_scoped_acquire gil;
    const py::object object = made_by(recorder);
    fabric.add(weft::python::callback(object));
    {
        const py::gil_scoped_release without;
        BOOST_TEST(fabric.call("on_step", "step"_a = 1) == 1U);
        BOOST_TEST(fabric.call("on_step", 2, "loss"_a = 0.25) == 1U);
        BOOST_TEST(fabric.call("on_other") == 0U);
    }
    BOOST_TEST(seen_by(object) == "[(1, 0.5), (2, 0.25)]");
    fabric = weft::Fabric();
}

BOOST_AUTO_TEST_CASE(calls_may_be_made_with_the_gil_or_without) {
    const py::gil_scoped_acquire gil;
    weft::Fabric fabric;
    const py::object object = made_by(recorder);
    fabric.add(weft::python::callback(object));
    BOOST_TEST(fabric.call("on_step", "step"_a = 1) == 1U);
    BOOST_TEST(seen_by(object) == "[(1, 0.5)]");
}

BOOST_AUTO_TEST_CASE(a_callback_is_shown_and_refused_by_the_name_of_its_class) {
    const py::gil_scoped_acquire gil;
    weft::Fabric fabric{weft::python::callback(made_by(recorder))};
    BOOST_TEST(fmt::format("{}", fabric) == "on_step\n  Recorder(step, loss)");
    BOOST_CHECK_EXCEPTION(fabric.call("on_step", "stap"_a = 1), weft::ArgumentError, [](const auto& error) {
        return error.what() == std::string(
                                   "on_step: Recorder takes 'step', but the call passes no such argument; it "
                                   "passes {stap}: did you mean 'stap'?");
    });
}

BOOST_AUTO_TEST_CASE(handlers_of_both_languages_run_in_the_order_of_registration) {
    const py::gil_scoped_acquire gil;
    std::vector<int> order;
    weft::Fabric fabric;
    fabric.connect("on_step", [&order] { order.push_back(1); });
    const py::cpp_function second([&order](const py::kwargs& /*all*/) { order.push_back(2); });
    weft::python::connect(fabric, "on_step", second);
    fabric.connect("on_step", [&order] { order.push_back(3); });
    weft::python::connect(fabric, "on_step",
                          py::cpp_function([&order](const py::kwargs& /*all*/) { order.push_back(0); }),
                          weft::at_front);
    weft::python::connect(fabric, "on_step", second, weft::once);
    weft::python::connect(fabric, "on_step", second, weft::every(2));
    weft::python::connect(fabric, "on_step", second,
                          weft::when([](const weft::Args& args) { return args.contains("extra"); }));
    fabric.call("on_step");
    BOOST_TEST(order == (std::vector<int>{0, 1, 2, 3, 2}));
    order.clear();
    fabric.call("on_step", "extra"_a = 1);
    BOOST_TEST(order == (std::vector<int>{0, 1, 2, 3, 2, 2}));
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_callback_shares_the_object) {
    const py::gil_scoped_acquire gil;
    const py::object object = made_by(recorder);
    const weft::Callback callback = weft::python::callback(object);
    weft::Fabric first;
    first.add(callback);
    {
        weft::Fabric second;
        second.add(callback);
        second.add(callback);
        second.call("on_step", "step"_a = 1);
    }
    first.call("on_step", "step"_a = 2);
    BOOST_TEST(seen_by(object) == "[(1, 0.5), (1, 0.5), (2, 0.5)]");
}

BOOST_AUTO_TEST_CASE(what_a_registration_keeps_is_let_go_when_it_is_disconnected) {
    const py::gil_scoped_acquire gil;
    py::object object = made_by(recorder);
    const auto references = [&object] { return Py_REFCNT(object.ptr()); };
    const auto before = references();
    weft::Fabric fabric;
    const weft::Connection connection = fabric.add(weft::python::callback(object));
    BOOST_TEST(references() > before);
    {
        const py::gil_scoped_release without;
        std::thread([&connection] { connection.disconnect_and_wait(); }).join();
    }
    BOOST_TEST(references() == before);
}

BOOST_AUTO_TEST_CASE(a_python_exception_leaves_the_call_as_it_is) {
    const py::gil_scoped_acquire gil;
    weft::Fabric fabric;
    weft::python::connect(fabric, "on_step", made_by("def made():\n    raise KeyError('mine')\n"));
    std::string said;
    try {
        fabric.call("on_step");
    } catch (const py::error_already_set& error) {
        said = error.matches(PyExc_KeyError) ? py::str(error.value()).cast<std::string>() : "another";
    }
    BOOST_TEST(said == "'mine'");
    fabric.on_error([&said](const weft::Failure& failure) { said = failure.callback(); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(said.starts_with("handler at "));
}

BOOST_AUTO_TEST_CASE(an_exception_may_be_dropped_without_the_gil) {
    weft::Fabric fabric;
    {
        const py::gil_scoped_acquire gil;
        weft::python::connect(fabric, "on_step", made_by("def made():\n    raise KeyError('mine')\n"));
    }
    BOOST_CHECK_THROW(fabric.call("on_step"), py::error_already_set);
}

BOOST_AUTO_TEST_CASE(an_exposed_type_is_what_its_function_returns) {
    weft::python::expose<Hidden>([](const Hidden& hidden) { return hidden.number * 10; });
    const py::gil_scoped_acquire gil;
    weft::Fabric fabric;
    weft::python::connect(fabric, "on_ask", made_by("made = lambda hidden: hidden + 1"));
    BOOST_TEST(fabric.first<int>("on_ask", "hidden"_a = Hidden()).value() == 41);
    weft::python::expose<Hidden>([](const Hidden& hidden) { return hidden.number; });
    BOOST_TEST(fabric.first<int>("on_ask", "hidden"_a = Hidden()).value() == 5);
}

BOOST_AUTO_TEST_CASE(what_python_returns_counts_for_collect) {
    const py::gil_scoped_acquire gil;
    weft::Fabric fabric;
    fabric.connect("on_ask", [] { return 1; });
    weft::python::connect(fabric, "on_ask", made_by("made = lambda: 2.5"));
    weft::python::connect(fabric, "on_ask", made_by("made = lambda: 'text'"));
    weft::python::connect(fabric, "on_ask", made_by("made = lambda: None"));
    weft::python::connect(fabric, "on_ask", made_by("made = lambda: True"));
    BOOST_TEST(fabric.collect<double>("on_ask") == (std::vector<double>{1.0, 2.5}));
    BOOST_TEST(fabric.collect<std::string>("on_ask") == std::vector<std::string>{"text"});
    BOOST_TEST(fabric.collect<bool>("on_ask").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lazy_argument_is_made_only_where_python_takes_it) {
    const py::gil_scoped_acquire gil;
    int made = 0;
    const auto lazy = weft::lazy([&made] { return ++made; });
    weft::Fabric fabric;
    weft::python::connect(fabric, "on_step", made_by("made = lambda other: None"));
    fabric.call("on_step", "other"_a = 1, "value"_a = lazy);
    BOOST_TEST(made == 0);
    const py::object both = made_by("made = lambda value: value");
    weft::python::connect(fabric, "on_ask", both);
    weft::python::connect(fabric, "on_ask", both);
    BOOST_TEST(fabric.collect<int>("on_ask", "value"_a = lazy) == (std::vector<int>{1, 1}));
}

BOOST_AUTO_TEST_CASE(the_module_needs_no_file) {
    const py::gil_scoped_acquire gil;
    const py::module_ module = weft::python::module();
    BOOST_TEST(py::module_::import("weft").is(module));
    BOOST_TEST(weft::python::module().is(module));
}

BOOST_AUTO_TEST_CASE(python_may_call_a_fabric_of_cpp) {
    const py::gil_scoped_acquire gil;
    static_cast<void>(weft::python::module());
    weft::Fabric fabric;
    int steps = 0;
    fabric.connect(
        "on_step", [&steps](int step) { steps += step; }, "step"_a);
    const py::object call = made_by("def made(fabric):\n    return fabric.call('on_step', step=3)\n");
    BOOST_TEST(call(py::cast(&fabric, py::return_value_policy::reference)).cast<int>() == 1);
    BOOST_TEST(steps == 3);
}

BOOST_AUTO_TEST_CASE(several_threads_call_python_at_once) {
    std::atomic<int> ran = 0;
    weft::Fabric fabric;
    {
        const py::gil_scoped_acquire gil;
        weft::python::connect(fabric, "on_step",
                              py::cpp_function([&ran](int step) { ran += step; }, py::arg("step")));
    }
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&fabric] {
            for (int step = 0; step < 200; ++step) {
                fabric.call("on_step", "step"_a = 1);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    BOOST_TEST(ran == 800);
    const py::gil_scoped_acquire gil;
    fabric = weft::Fabric();
}

BOOST_AUTO_TEST_CASE(an_object_that_is_bound_is_copied_and_a_lent_array_is_taken_back) {
    const py::gil_scoped_acquire gil;
    py::class_<Point>(weft::python::module(), "PointOfTest").def_readwrite("x", &Point::x);
    weft::Fabric fabric;
    weft::python::connect(fabric, "on_step", made_by("def made(point):\n    point.x = 5\n"));
    Point point;
    fabric.call("on_step", "point"_a = point);
    BOOST_TEST(point.x == 1);
    weft::python::expose<Point>(weft::python::by_reference);
    fabric.call("on_step", "point"_a = point);
    BOOST_TEST(point.x == 5);
}

BOOST_AUTO_TEST_SUITE_END()
