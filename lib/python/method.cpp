// SPDX-License-Identifier: MIT
// Runs a Python function as a handler: the GIL, signals, arguments, the call, and what it returned or raised.
#include "python/method.hpp"

#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/method_run.hpp"
#include "python/ref.hpp"
#include "python/refusals.hpp"

#include <optional>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::ArgumentSource;
using weft::detail::Call;
using weft::detail::Handler;
using weft::detail::HandlerType;

bool has_next(const Signature& signature) {
    for (const SignatureParameter& one : signature.parameters) {
        if (one.given == Given::next) {
            return true;
        }
    }
    return false;
}

}  // namespace

PythonMethod::PythonMethod(const std::string& who, const std::string& hook, const Signature& signature,
                           const Kept& kept, std::size_t place)
    : DynamicMethod(&run_function, has_next(signature)),
      kept_(kept),
      place_(place),
      takes_positional_(signature.takes_positional),
      takes_named_(signature.takes_named) {
    std::vector<std::string> names;
    std::vector<weft::detail::ParameterInfo> infos;
    py::list named_only;
    std::size_t fallback = place;
    for (const SignatureParameter& one : signature.parameters) {
        const bool has_default = static_cast<bool>(one.fallback);
        fallback += has_default ? 1 : 0;
        all_.push_back({one.given, names.size(), fallback});
        positional_ += one.is_named_only ? 0 : 1;
        if (one.is_named_only) {
            named_only.append(one.name);
        }
        if (one.given != Given::next) {
            const auto& type = one.given == Given::ref ? ref_parameter(has_default) : any_type(has_default);
            infos.push_back({{}, &type, has_default, one.is_named_only});
            names.push_back(one.name);
            positional_sources_ += one.is_named_only ? 0 : 1;
        }
    }
    names_ = py::tuple(named_only);
    describe(who, hook, std::move(names), std::move(infos), takes_positional_ || takes_named_);
    is_reflected = true;
}

std::vector<py::object> PythonMethod::objects_of(const py::object& function, const Signature& signature) {
    std::vector<py::object> objects{function};
    for (const SignatureParameter& one : signature.parameters) {
        if (one.fallback) {
            objects.push_back(one.fallback);
        }
    }
    return objects;
}

namespace {

/// Asks whether the handler is still to run, when its arguments are made.
bool may_begin(Handler& handler, Call& call) {
    if (!call.is_announced) {
        return true;
    }
    const WithoutGil without;
    return call.begin_run(handler);
}

/// What a handler raised leaves the call. What is to end the program is nobody's failure, as if the handler had not begun: `on_error`
/// would go on with the loop.
[[noreturn]] void throw_raised(Call& call, std::size_t ran_before) {
    call.ran = is_to_end_program() ? ran_before : call.ran;
    throw_python_error();
}

}  // namespace

void PythonMethod::run(const Route& route, const ArgumentSource* sources, PyObject* function,
                       Handler& handler, Call& call) const {
    if (route.is_plain && !takes_positional_ && !takes_named_) {
        run_plainly(route, function, handler, call);
    } else {
        run_anyhow(route, sources, function, handler, call);
    }
}

py::object PythonMethod::fallback(std::size_t place) const {
    py::object kept = kept_.at(place);
    if (!kept) {
        refuse_collected();
    }
    return kept;
}

void PythonMethod::run_plainly(const Route& route, PyObject* function, Handler& handler, Call& call) const {
    void* const* const values = call.view().values;
    GivenObjects given(route.steps.size());
    for (const Step& step : route.steps) {
        given.add(step.from == Step::From::fallback ? fallback(step.place)
                                                    : stolen(plainly(step.way, values[step.place])));
    }
    if (!may_begin(handler, call)) {
        return;
    }
    const std::size_t ran_before = call.ran++;
    const auto result = py::reinterpret_steal<py::object>(given.call(function, names_.ptr()));
    if (!result) {
        throw_raised(call, ran_before);
    }
    give_result(handler, call, result.ptr());
}

void PythonMethod::run_anyhow(const Route& route, const ArgumentSource* sources, PyObject* function,
                              Handler& handler, Call& call) const {
    MethodRun run(*this, route, sources, call);
    run.take_arguments();
    if (!may_begin(handler, call)) {
        return;
    }
    const std::size_t ran_before = call.ran++;
    const py::object result = run.call(function);
    if (!result) {
        {
            // Fetched first, as to take objects back may look for garbage.
            const py::error_scope raised;
            static_cast<void>(run.take_back());
        }
        throw_raised(call, ran_before);
    }
    if (const std::size_t kept = run.take_back(); kept != Lending::none) {
        refuse_kept(call.view(), kept);
    }
    give_result(handler, call, result.ptr());
}

void PythonMethod::run_function(const HandlerType& type, Handler& handler, Call& call,
                                const ArgumentSource* sources) {
    const auto& method = static_cast<const PythonMethod&>(type);
    const Gil gil;
    std::optional<py::error_scope> raised_before;  // Where a destructor calls while Python unwinds.
    if (PyErr_Occurred() != nullptr) {
        raised_before.emplace();
    }
    const py::object function = method.kept_.at(method.place_);
    if (!function) {
        return;  // The collector has found that only what it holds itself keeps the fabric.
    }
    const InsidePython inside;
    if (PyErr_CheckSignals() != 0) {
        throw_python_error();
    }
    const weft::detail::Shape& shape = *call.view().shape;
    if (const Route* const route = method.routes_.find(shape); route != nullptr) {
        method.run(*route, sources, function.ptr(), handler, call);
    } else if (shape.is_fixed) {
        method.run(method.routes_.add(route_of(method.all_, shape, sources)), sources, function.ptr(),
                   handler, call);
    } else {
        method.run(route_of(method.all_, shape, sources), sources, function.ptr(), handler, call);
    }
}

}  // namespace weft::python::detail
