// SPDX-License-Identifier: MIT
// Makes handlers of a Python object's methods when it is registered, so that each registration has references of its own.
#include "python/registration.hpp"

#include "python/interpreter.hpp"
#include "python/kept.hpp"
#include "python/method.hpp"
#include "python/methods.hpp"
#include "python/order.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <weft/detail/bridge_access.hpp>
#include <weft/detail/engine/registration.hpp>
#include <weft/error.hpp>

#include <memory>
#include <unordered_map>
#include <utility>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::CallbackType;
using weft::detail::KeptObject;
using weft::detail::MethodEntry;
using weft::detail::Ownership;

/// What a fabric keeps of a Python object.
struct Registered {
    std::string name;
    Order order;
    std::unique_ptr<Kept> kept;
    std::vector<std::unique_ptr<PythonMethod>> methods;
    std::vector<MethodEntry> entries;
    CallbackType type{};

    Registered() = default;
    Registered(const Registered&) = delete;
    Registered& operator=(const Registered&) = delete;
    ~Registered() {
        try {
            const Gil gil;
            methods.clear();
            kept.reset();
        } catch (const Error&) {
            // The interpreter has ended, or ends: what the methods have of it goes with it.
            for (auto& method : methods) {
                static_cast<void>(method.release());
            }
        }
    }
};

/// An object that was handed over and is not registered yet.
class PythonCallback {
public:
    explicit PythonCallback(const py::object& object)
        : kept_(std::make_unique<Kept>(std::vector<py::object>{object})) {}

    static const CallbackType& weft_run_time_type() noexcept;

private:
    static weft::detail::RegisteredCallback register_it(KeptObject kept);

    std::unique_ptr<Kept> kept_;
};

const CallbackType& PythonCallback::weft_run_time_type() noexcept {
    static const CallbackType type{&typeid(PythonCallback), nullptr, 0, {}, {}, &register_it};
    return type;
}

void add_methods(Registered& registered, const std::vector<FoundMethod>& found) {
    std::vector<py::object> objects;
    std::vector<Signature> signatures;
    std::vector<std::size_t> places;
    std::vector<const FoundMethod*> served;
    for (const FoundMethod& one : found) {
        if (is_asynchronous(one.function)) {
            if (is_named_as_hook(one.hook)) {
                refuse_asynchronous(one.hook, registered.name);
            }
            continue;  // No loop calls it: it is a method of the object's own.
        }
        served.push_back(&one);
        signatures.push_back(signature_of(one.function, registered.name, one.hook));
        places.push_back(objects.size());
        const auto more = PythonMethod::objects_of(one.function, signatures.back());
        objects.insert(objects.end(), more.begin(), more.end());
    }
    registered.kept = std::make_unique<Kept>(std::move(objects));
    for (std::size_t i = 0; i < served.size(); ++i) {
        registered.methods.push_back(std::make_unique<PythonMethod>(
            registered.name, served[i]->hook, signatures[i], *registered.kept, places[i]));
        registered.entries.push_back({registered.methods.back()->hook(), registered.methods.back().get()});
    }
}

/// The fabric may be one of Python's, to which a function of C++'s has added the callback.
void adopt(void* object, const Fabric& fabric) {
    const Gil gil(std::nothrow);
    if (!gil.is_held()) {
        return;
    }
    static_cast<const Registered*>(object)->kept->move_to(keeper_of(&fabric));
}

weft::detail::RegisteredCallback PythonCallback::register_it(KeptObject kept) {
    const Gil gil;
    const py::object object = static_cast<const PythonCallback*>(kept.object)->kept_->at(0);
    if (!object) {
        refuse_collected();
    }
    const auto registered = std::make_shared<Registered>();
    registered->name = name_of(object);
    add_methods(*registered, methods_of(object));
    if (registered->entries.empty()) {
        refuse_no_method(registered->name);
    }
    registered->order = order_of_class(object, registered->name);
    registered->type = {&typeid(PythonCallback), registered->entries.data(), registered->entries.size(),
                        registered->name, registered->order.wishes};
    kept.owner = registered;
    kept.object = registered.get();
    return {std::move(kept), &registered->type, {}, &adopt};
}

/// The classes whose objects are C++ callbacks.
std::unordered_map<PyTypeObject*, std::function<Callback(const py::object&)>>& native_callbacks() {
    static auto* const all =
        new std::unordered_map<PyTypeObject*, std::function<Callback(const py::object&)>>;
    return *all;
}

/// The registration of one function.
class FunctionOfPython final : public weft::detail::Registration {
public:
    FunctionOfPython(weft::detail::HandlerCount count, std::shared_ptr<Registered> function)
        : Registration(sizeof(FunctionOfPython), count), function_(std::move(function)) {}

private:
    void release() noexcept override { function_.reset(); }

    std::shared_ptr<Registered> function_;
};

}  // namespace

void add_native(const py::object& of_class, std::function<Callback(const py::object&)> to_callback) {
    native_callbacks()[reinterpret_cast<PyTypeObject*>(of_class.ptr())] = std::move(to_callback);
}

Callback to_callback(const py::object& object) {
    refuse_sub_interpreter();
    if (const auto native = native_callbacks().find(Py_TYPE(object.ptr()));
        native != native_callbacks().end()) {
        return native->second(object);
    }
    if (PyType_Check(object.ptr())) {
        refuse_class(reinterpret_cast<PyTypeObject*>(object.ptr())->tp_name);
    }
    if (PyFunction_Check(object.ptr()) || PyMethod_Check(object.ptr()) || PyCFunction_Check(object.ptr())) {
        refuse_function_as_callback(spelled(object));
    }
    return PythonCallback(object);
}

Connection connect_function(Fabric& fabric, const HookName& hook, const py::object& function,
                            weft::detail::Manner&& manner) {
    refuse_sub_interpreter();
    if (PyCallable_Check(function.ptr()) == 0) {
        refuse_function(std::string(hook.text()), spelled(function));
    }
    const auto registered = std::make_shared<Registered>();
    const std::string name(hook.text());
    if (is_asynchronous(function)) {
        refuse_asynchronous(name, spelled(function));
    }
    const Signature signature = signature_of(function, spelled(function), name);
    registered->kept = std::make_unique<Kept>(PythonMethod::objects_of(function, signature));
    registered->methods.push_back(std::make_unique<PythonMethod>("", name, signature, *registered->kept, 0));
    const weft::detail::HandlerCount count{1, manner.has_conditions, !manner.wishes.empty()};
    const weft::detail::RegistrationPointer made(new (count) FunctionOfPython(count, registered));
    const WithoutGil without;
    return weft::detail::BridgeAccess::connect(
        fabric, hook, {made, registered.get(), registered->methods[0].get()}, std::move(manner));
}

}  // namespace weft::python::detail
