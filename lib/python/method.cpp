// SPDX-License-Identifier: MIT
// Runs a Python function as a handler: the GIL, signals, arguments, the call, and what it returned or raised.
#include "python/method.hpp"

#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/method_run.hpp"
#include "python/next_object.hpp"
#include "python/plain.hpp"
#include "python/ref.hpp"
#include "python/refusals.hpp"
#include "python/to_python.hpp"

#include <weft/detail/handlers/plan.hpp>

#include <optional>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::ArgInfo;
using weft::detail::ArgumentSource;
using weft::detail::Call;
using weft::detail::Handler;
using weft::detail::HandlerType;
using weft::detail::View;

bool has_next(const Signature& signature) {
    for (const SignatureParameter& one : signature.parameters) {
        if (one.given == Given::next) {
            return true;
        }
    }
    return false;
}

}  // namespace

/// One run, on the stack of the thread that calls.
class PythonMethod::Run {
public:
    Run(const PythonMethod& method, Call& call, const ArgumentSource* sources)
        : method_(method),
          call_(call),
          sources_(sources),
          given_(method.all_.size() + (method.takes_positional_ ? call.view().shape->count : 0)) {}
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run() {
        for (Ref* const ref : refs_) {
            ref->expire();
        }
    }

    /// Throws `ArgumentError`: nothing has run then.
    void take_arguments() {
        for (const Parameter& parameter : method_.all_) {
            take(parameter);
        }
        if (method_.takes_positional_) {
            take_surplus();
        }
        if (method_.takes_named_) {
            take_others();
        }
    }

    /// The result, or null with Python's error set.
    py::object call(PyObject* function) {
        if (others_) {
            auto result = py::reinterpret_steal<py::object>(call_with_others(function));
            others_ = py::object();  // Else it would keep what was lent.
            return result;
        }
        return py::reinterpret_steal<py::object>(given_.call(function, method_.names_.ptr()));
    }

    [[nodiscard]] std::size_t take_back() const { return lending_.take_back(); }

private:
    void take(const Parameter& parameter) {
        if (parameter.given == Given::next) {
            given_.add(next_.emplace(call_.next()).object());
            return;
        }
        const ArgumentSource& source = sources_[parameter.source];
        if (source.index == ArgumentSource::absent) {
            given_.add(method_.kept_.at(parameter.fallback));
            return;
        }
        const auto index = static_cast<std::size_t>(source.index);
        if (py::object own = passed_by_python(call_.view(), index)) {
            given_.add(std::move(own));
        } else {
            take_from_cpp(parameter, index);
        }
    }

    void take_from_cpp(const Parameter& parameter, std::size_t index) {
        const View& view = call_.view();
        const ArgInfo& info = view.shape->infos[index];
        void* const value = weft::detail::taken(info, view.at(index), view.asker);
        if (parameter.given == Given::ref) {
            py::object made = py::cast(std::make_unique<Ref>(*info.type, value));
            refs_.push_back(made.cast<Ref*>());
            kept_refs_.push_back(made);
            given_.add(std::move(made));
            return;
        }
        bool is_lent = false;
        py::object made = to_python(
            {info.type, value, info.is_mutable && !view.shape->is_const, parameter.given == Given::view},
            is_lent);
        if (!made) {
            refuse_type(view, index);
        }
        given_.add(std::move(made));
        if (is_lent) {
            lending_.add(given_, given_.size() - 1, index);
        }
    }

    void take_surplus() {
        const std::size_t taken = method_.positional_sources_;
        for (std::size_t i = taken; i < call_.view().shape->positional; ++i) {
            surplus_.push_back(argument_to_python(call_.view(), i));
        }
        others_ = others_ ? others_ : (surplus_.empty() ? py::object() : py::object(py::dict()));
    }

    void take_others() {
        const View& view = call_.view();
        py::dict others = others_ ? py::dict(others_) : py::dict();
        for (std::size_t i = view.shape->positional; i < view.shape->count; ++i) {
            if (!is_taken(method_, sources_, i)) {
                others[text_to_python(view.shape->infos[i].name)] = argument_to_python(view, i);
            }
        }
        others_ = std::move(others);
    }

    PyObject* call_with_others(PyObject* function) {
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

    const PythonMethod& method_;
    Call& call_;
    const ArgumentSource* sources_;
    std::optional<NextObject> next_;
    std::vector<Ref*> refs_;
    std::vector<py::object> kept_refs_;
    Lending lending_;
    std::vector<py::object> surplus_;
    py::object others_;  ///< For `**kwargs`; null where Python can be called without a dictionary.
    GivenObjects given_;
};

PythonMethod::PythonMethod(const std::string& who, const std::string& hook, const Signature& signature,
                           const Kept& kept, std::size_t place)
    : DynamicMethod(&invoke, &invoke_from, has_next(signature)),
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
        all_.push_back({one.given, has_default, names.size(), fallback});
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

void PythonMethod::invoke(Handler& handler, Call& call) {
    const weft::detail::Plan* plan = handler.plan.load(std::memory_order_acquire);
    plan = plan != nullptr ? weft::detail::find_plan(plan, call.view().shape) : nullptr;
    if (plan == nullptr) {
        weft::detail::invoke_unplanned(handler, call);
    } else {
        invoke_from(*handler.type, handler, call, plan->sources());
    }
}

void PythonMethod::invoke_from(const HandlerType& type, Handler& handler, Call& call,
                               const ArgumentSource* sources) {
    const auto& method = static_cast<const PythonMethod&>(type);
    const Gil gil;
    const py::error_scope raised_before;  // Where a destructor calls while Python unwinds.
    const py::object function = method.kept_.at(method.place_);
    if (!function) {
        return;  // The collector has found that only what it holds itself keeps the fabric.
    }
    const InsidePython inside;
    if (PyErr_CheckSignals() != 0) {
        throw_python_error();
    }
    Run run(method, call, sources);
    run.take_arguments();
    if (call.is_announced) {
        const WithoutGil without;
        if (!call.begin_run(handler)) {
            return;
        }
    }
    const std::size_t ran_before = call.ran++;
    const py::object result = run.call(function.ptr());
    if (!result) {
        {
            // Fetched first, as to take objects back may look for garbage.
            const py::error_scope raised;
            static_cast<void>(run.take_back());
        }
        // What is to end the program is nobody's failure: `on_error` would go on with the loop.
        call.ran = is_to_end_program() ? ran_before : call.ran;
        throw_python_error();
    }
    if (const std::size_t kept = run.take_back(); kept != Lending::none) {
        refuse_kept(call.view(), kept);
    }
    give_result(handler, call, result.ptr());
}

}  // namespace weft::python::detail
