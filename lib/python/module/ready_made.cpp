// SPDX-License-Identifier: MIT
// The ready-made callbacks with their options as keyword arguments, under the names that they have in C++.
#include "python/module/ready_made.hpp"

#include "python/interpreter.hpp"
#include "python/module/native.hpp"
#include "python/plain.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using Texts = std::vector<std::string>;

MonitorMode mode_of(const std::string& mode) {
    if (mode != "min" && mode != "max") {
        throw py::value_error(R"(mode is "min" or "max", found ")" + mode + "\"");
    }
    return mode == "min" ? MonitorMode::min : MonitorMode::max;
}

MonitorAt at_of(const std::string& at) {
    if (at != "validation_epoch_end" && at != "train_epoch_end") {
        throw py::value_error(R"(at is "validation_epoch_end" or "train_epoch_end", found ")" + at + "\"");
    }
    return at == "train_epoch_end" ? MonitorAt::train_epoch_end : MonitorAt::validation_epoch_end;
}

std::optional<double> seconds(const std::optional<IterationTimer::Seconds>& duration) {
    return duration.has_value() ? std::optional(duration->count()) : std::nullopt;
}

std::shared_ptr<OutputFile> file_of(const py::object& file) {
    return std::make_shared<OutputFile>(file);
}

void add_stopping(py::module_& module) {
    add_native_class<EarlyStopping>(module, "EarlyStopping",
                                    "Sets should_stop (a weft.Ref) when a metric no longer gets better.")
        .def(py::init([](std::string monitor, const std::string& mode, std::int64_t patience,
                         double min_delta, const std::string& at, bool stop_at_non_finite) {
                 return std::make_shared<EarlyStopping>(
                     std::move(monitor),
                     EarlyStoppingOptions{mode_of(mode), patience, min_delta, at_of(at), stop_at_non_finite});
             }),
             py::arg("monitor"), py::kw_only(), py::arg("mode") = "min", py::arg("patience") = 3,
             py::arg("min_delta") = 0.0, py::arg("at") = "validation_epoch_end",
             py::arg("stop_at_non_finite") = true)
        .def_property_readonly("best", &EarlyStopping::best, "The best value so far; None before the first.")
        .def_property_readonly("waited", &EarlyStopping::waited,
                               "How many checks in a row were without an improvement.")
        .def_property_readonly("has_stopped", &EarlyStopping::has_stopped)
        .def_property_readonly("reason", &EarlyStopping::reason,
                               "Why it has stopped the loop; empty if it has not.");
    add_native_class<ReduceOnPlateau>(
        module, "ReduceOnPlateau", "Lowers learning_rate (a weft.Ref) when a metric no longer gets better.")
        .def(py::init([](std::string monitor, const std::string& mode, double factor, std::int64_t patience,
                         std::int64_t cooldown, double least_rate, double min_delta) {
                 return std::make_shared<ReduceOnPlateau>(
                     std::move(monitor), ReduceOnPlateauOptions{mode_of(mode), factor, patience, cooldown,
                                                                least_rate, min_delta});
             }),
             py::arg("monitor"), py::kw_only(), py::arg("mode") = "min", py::arg("factor") = 0.1,
             py::arg("patience") = 3, py::arg("cooldown") = 0, py::arg("least_rate") = 0.0,
             py::arg("min_delta") = 0.0)
        .def_property_readonly("best", &ReduceOnPlateau::best)
        .def_property_readonly("waited", &ReduceOnPlateau::waited)
        .def_property_readonly("reductions", &ReduceOnPlateau::reductions,
                               "How many times it has lowered the rate.");
    add_native_class<StopAfter>(module, "StopAfter",
                                "Sets should_stop (a weft.Ref) after steps, epochs or a time in seconds.")
        .def(py::init([](std::optional<std::int64_t> steps, std::optional<std::int64_t> epochs,
                         std::optional<double> duration) {
                 StopAfterOptions options{.steps = steps, .epochs = epochs};
                 if (duration.has_value()) {
                     options.duration = std::chrono::duration<double>(*duration);
                 }
                 return std::make_shared<StopAfter>(std::move(options));
             }),
             py::kw_only(), py::arg("steps") = py::none(), py::arg("epochs") = py::none(),
             py::arg("duration") = py::none());
    add_native_class<StopOnSignal>(
        module, "StopOnSignal",
        "Sets should_stop (a weft.Ref) after SIGTERM or SIGINT, at the next hook that passes it. While it "
        "lives, Python sees no KeyboardInterrupt for the first of them.")
        .def(py::init<>())
        .def_property_readonly("received", &StopOnSignal::received,
                               "The number of the signal; None before one has come.")
        .def_property_readonly("has_stopped", &StopOnSignal::has_stopped);
}

void add_measuring(py::module_& module) {
    add_native_class<IterationTimer>(module, "IterationTimer",
                                     "Measures the time of an iteration, in seconds.")
        .def(py::init([](std::size_t window, std::int64_t print_every, const py::object& file) {
                 return make_printing<IterationTimer>(file_of(file),
                                                      IterationTimerOptions{window, print_every});
             }),
             py::kw_only(), py::arg("window") = 1000, py::arg("print_every") = 0,
             py::arg("file") = py::none())
        .def_property_readonly("count", &IterationTimer::count, "How many iterations were timed.")
        .def_property_readonly("last", [](const IterationTimer& timer) { return seconds(timer.last()); })
        .def_property_readonly("mean", [](const IterationTimer& timer) { return seconds(timer.mean()); })
        .def_property_readonly("p50", [](const IterationTimer& timer) { return seconds(timer.p50()); })
        .def_property_readonly("p95", [](const IterationTimer& timer) { return seconds(timer.p95()); })
        .def_property_readonly("iterations_per_second", &IterationTimer::iterations_per_second);
    add_native_class<ThroughputMonitor>(module, "ThroughputMonitor",
                                        "Measures samples and batches per second.")
        .def(py::init([](std::size_t window, std::int64_t print_every, const py::object& file) {
                 return make_printing<ThroughputMonitor>(file_of(file),
                                                         ThroughputMonitorOptions{window, print_every});
             }),
             py::kw_only(), py::arg("window") = 100, py::arg("print_every") = 0, py::arg("file") = py::none())
        .def_property_readonly("samples_per_second", &ThroughputMonitor::samples_per_second)
        .def_property_readonly("batches_per_second", &ThroughputMonitor::batches_per_second)
        .def_property_readonly("samples", &ThroughputMonitor::samples);
    using RateEntry = LearningRateMonitor::Entry;
    py::class_<RateEntry>(module, "LearningRate", "The learning rate at a step.")
        .def_readonly("step", &RateEntry::step)
        .def_readonly("epoch", &RateEntry::epoch)
        .def_readonly("lr", &RateEntry::lr, "One rate per parameter group.");
    add_native_class<LearningRateMonitor>(module, "LearningRateMonitor", "Records the learning rate (lr).")
        .def(py::init([](bool record_steps) {
                 return std::make_shared<LearningRateMonitor>(
                     LearningRateMonitorOptions{.record_steps = record_steps});
             }),
             py::kw_only(), py::arg("record_steps") = true)
        .def_property_readonly("steps", &LearningRateMonitor::steps, "A list of weft.LearningRate.")
        .def_property_readonly("epochs", &LearningRateMonitor::epochs, "A list of weft.LearningRate.")
        .def("write_csv", &LearningRateMonitor::write_csv, py::arg("file"));
    using ProfileEntry = Profiler::Entry;
    py::class_<ProfileEntry>(module, "ProfileEntry", "The time of a span, a hook or a callback, in seconds.")
        .def_readonly("name", &ProfileEntry::name)
        .def_readonly("hook", &ProfileEntry::hook)
        .def_readonly("count", &ProfileEntry::count)
        .def_property_readonly("total", [](const ProfileEntry& entry) { return entry.total.count(); })
        .def_property_readonly("longest", [](const ProfileEntry& entry) { return entry.longest.count(); });
    add_native_class<Profiler>(module, "Profiler",
                               "Measures hooks, callbacks and spans. Give it to Fabric.observe.")
        .def(py::init([](std::size_t trace_capacity) {
                 return std::make_shared<Profiler>(ProfilerOptions{.trace_capacity = trace_capacity});
             }),
             py::kw_only(), py::arg("trace_capacity") = 1'000'000)
        .def_property_readonly("spans", &Profiler::spans)
        .def_property_readonly("hooks", &Profiler::hooks)
        .def_property_readonly("callbacks", &Profiler::callbacks)
        .def("table", &Profiler::table, "A table of all, as text.")
        .def("write_trace", &Profiler::write_trace, py::arg("file"),
             "Writes a trace that chrome://tracing shows.");
}

void add_logging(py::module_& module) {
    add_native_class<ProgressBar>(
        module, "ProgressBar",
        "A line that shows where the loop is, with its numbers. None as the file is standard output.")
        .def(py::init([](const py::object& file, int redraws_per_second, std::optional<bool> is_terminal,
                         std::optional<int> width, Texts arguments) {
                 ProgressBarOptions options;
                 options.redraws_per_second = redraws_per_second;
                 options.is_terminal = is_terminal;
                 options.width = width;
                 options.arguments = std::move(arguments);
                 return make_printing<ProgressBar>(file_of(file), std::move(options));
             }),
             py::kw_only(), py::arg("file") = py::none(), py::arg("redraws_per_second") = 10,
             py::arg("is_terminal") = py::none(), py::arg("width") = py::none(),
             py::arg("arguments") = Texts())
        .def("clear", &ProgressBar::clear, py::call_guard<WithoutGil>());
    add_native_class<MetricsLogger>(module, "MetricsLogger",
                                    "Writes the numbers of hooks to a CSV file, or to JSON lines.")
        .def(py::init([](std::filesystem::path csv, std::filesystem::path json_lines, Texts hooks,
                         Texts arguments) {
                 return std::make_shared<MetricsLogger>(MetricsLoggerOptions{
                     std::move(csv), std::move(json_lines), std::move(hooks), std::move(arguments)});
             }),
             py::kw_only(), py::arg("csv") = "", py::arg("json_lines") = "",
             py::arg("hooks") = Texts{"on_train_epoch_end", "on_validation_epoch_end"},
             py::arg("arguments") = Texts());
    const Texts curves{"on_train_batch_end", "on_train_epoch_end", "on_validation_epoch_end"};
    add_native_class<TensorBoardLogger>(module, "TensorBoardLogger",
                                        "Writes the numbers of hooks for TensorBoard.")
        .def(py::init([](std::filesystem::path folder, Texts hooks, Texts arguments) {
                 return std::make_shared<TensorBoardLogger>(
                     std::move(folder),
                     TensorBoardLoggerOptions{.hooks = std::move(hooks), .arguments = std::move(arguments)});
             }),
             py::arg("folder"), py::kw_only(), py::arg("hooks") = curves, py::arg("arguments") = Texts());
    add_native_class<Report>(module, "Report",
                             "Writes a page with the curves of a fit, which needs no network.")
        .def(py::init([](std::filesystem::path file, std::string title, const py::object& profile,
                         Texts hooks, Texts arguments, std::size_t max_points) {
                 return make_keeping([&] {
                     ReportOptions options;
                     options.title = std::move(title);
                     options.hooks = std::move(hooks);
                     options.arguments = std::move(arguments);
                     options.max_points = max_points;
                     if (!profile.is_none()) {
                         options.profile = [function = NativeFunction(profile)] { return function.text(); };
                     }
                     return std::make_shared<Report>(std::move(file), std::move(options));
                 });
             }),
             py::arg("file"), py::kw_only(), py::arg("title") = "Training report",
             py::arg("profile") = py::none(), py::arg("hooks") = curves, py::arg("arguments") = Texts(),
             py::arg("max_points") = 2000);
}

void add_saving(py::module_& module) {
    using Best = Checkpoint::Best;
    py::class_<Best>(module, "BestCheckpoint", "A checkpoint that is kept as one of the best.")
        .def_readonly("value", &Best::value)
        .def_readonly("file", &Best::file);
    add_native_class<Checkpoint>(module, "Checkpoint",
                                 "Saves what the function `write` returns, as bytes, at the end of epochs: "
                                 "the last, and the best by a "
                                 "metric.")
        .def(py::init([](std::filesystem::path folder, const py::object& write, std::string monitor,
                         const std::string& mode, std::size_t keep_best, bool keep_last,
                         const std::string& at, std::string prefix, bool on_exception) {
                 return make_keeping([&] {
                     return std::make_shared<Checkpoint>(
                         std::move(folder),
                         [function = NativeFunction(write)](std::ostream& stream) { function.write(stream); },
                         CheckpointOptions{std::move(monitor), mode_of(mode), keep_best, keep_last, at_of(at),
                                           std::move(prefix), on_exception});
                 });
             }),
             py::arg("folder"), py::arg("write"), py::kw_only(), py::arg("monitor") = "",
             py::arg("mode") = "min", py::arg("keep_best") = 1, py::arg("keep_last") = true,
             py::arg("at") = "validation_epoch_end", py::arg("prefix") = "best",
             py::arg("on_exception") = false)
        .def_property_readonly("best", &Checkpoint::best, "A list of weft.BestCheckpoint, the best first.")
        .def_property_readonly("last_file", &Checkpoint::last_file)
        .def("save_last", &Checkpoint::save_last, py::call_guard<WithoutGil>());
    NativeClass<Background> background(module, "Background", collected<Background>(), py::is_final(),
                                       "What weft.in_background returns.");
    background
        .def("flush", &Background::flush, py::call_guard<WithoutGil>(),
             "Returns when all has run that was put off, and raises what has failed.")
        .def_property_readonly("dropped", &Background::dropped, "How many runs were dropped.");
    add_native(background,
               [](const py::object& object) { return Callback(with_object<Background>(object)); });
    module.def(
        "in_background",
        [](const py::object& callback, std::size_t capacity, bool drop_oldest) {
            return make_keeping([&] {
                return in_background(to_callback(callback), BackgroundOptions{capacity, drop_oldest});
            });
        },
        py::arg("callback"), py::kw_only(), py::arg("capacity") = 64, py::arg("drop_oldest") = false,
        "Wraps a callback so that its handlers run in order on a thread of their own, on copies of the "
        "arguments: the loop goes on. "
        "Python's objects are shared, not copied.");
}

void add_observers(py::module_& module) {
    py::class_<Trace, std::shared_ptr<Trace>> trace(module, "Trace",
                                                    "An observer that writes a line for each call, with "
                                                    "arguments, handlers and durations, to standard error.");
    trace.def(py::init<>());
    add_native_observer(trace, [](Fabric& fabric, const py::object& object) {
        return fabric.observe(object.cast<std::shared_ptr<Trace>>());
    });
    py::class_<Unused, std::shared_ptr<Unused>> unused(
        module, "Unused",
        "An observer that finds what was in vain: handlers that never ran, hooks nobody heard, arguments "
        "nobody read.");
    unused.def(py::init<>())
        .def(
            "report",
            [](const Unused& one, const Fabric& fabric) { return fmt::format("{}", one.report(fabric)); },
            py::arg("fabric"), "What was in vain, as text, with the nearest names.");
    add_native_observer(unused, [](Fabric& fabric, const py::object& object) {
        return fabric.observe(object.cast<std::shared_ptr<Unused>>());
    });
}

}  // namespace

void add_ready_made(py::module_& module) {
    add_stopping(module);
    add_measuring(module);
    add_logging(module);
    add_saving(module);
    add_observers(module);
}

}  // namespace weft::python::detail
