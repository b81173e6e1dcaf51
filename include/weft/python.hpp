// SPDX-License-Identifier: MIT
// Callbacks and handlers that are Python's, in a C++ program's fabrics.
#pragma once

// A program that includes this header links weft-python, and runs a Python interpreter: it embeds one, or Python has loaded it.

#include <weft/detail/export.hpp>

#include <weft/fabric.hpp>

#include <pybind11/pybind11.h>

#include <functional>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace weft::python {

/// The type of `by_reference`.
struct ByReference {
    /// Made once, as `by_reference`.
    explicit constexpr ByReference(std::nullptr_t /*nothing*/) noexcept {}
};
/// Given to `expose`: Python gets the object itself for the time of the call.
inline constexpr ByReference by_reference{nullptr};

namespace detail {

/// Makes a new reference of a value, or null with Python's error set.
using MakeObject = std::function<PyObject*(const void* value)>;

WEFT_API void expose(const std::type_info& type, MakeObject function);

/// Throws `Error` where weft-python was compiled with a pybind11 that keeps other data in the process, or another version of it.
WEFT_API void check_pybind11(const char* internals, int version);

WEFT_API Callback make_callback(PyObject* object);
WEFT_API Connection connect(Fabric& fabric, const HookName& hook, PyObject* function,
                            weft::detail::Manner&& manner);
/// A new reference.
WEFT_API PyObject* import_module();
/// What the extension module does when Python imports it. Null with Python's error set where that is refused.
WEFT_API PyObject* init_module() noexcept;

inline void check_pybind11() {
    check_pybind11(PYBIND11_INTERNALS_ID, PYBIND11_VERSION_MAJOR * 100 + PYBIND11_VERSION_MINOR);
}

}  // namespace detail

/// Any Python object as a callback, to be handed to a fabric:
///
/// `fabric.add(weft::python::callback(pybind11::module_::import("mine").attr("MyCallback")()));`
///
/// Each public method serves the hook of its name, and takes arguments by the names of its parameters, as their signature says.
/// Python's defaults are defaults; `*args` takes the positional arguments that are left, `**kwargs` all named ones. A parameter
/// annotated `weft.Next` is the `Next`, one annotated `weft.Ref` writes back to a `T&`. A method without a signature takes
/// everything. Attributes are not evaluated: neither properties nor `__getattr__` run.
///
/// Python gets copies: its own bools, numbers and texts, NumPy arrays of `std::vector`, `std::span` and Eigen's matrices, and
/// objects of classes bound with pybind11. All else needs `expose`; without, the call throws `ArgumentError`, which in Python is a
/// `TypeError`.
///
/// A handler may run in any thread; it takes the GIL (Python's lock) while it runs. What it raises leaves the call as
/// `pybind11::error_already_set`. A signal such as Ctrl-C ends the call with `KeyboardInterrupt` before the next handler of Python.
///
/// Call it with the GIL. Throws `Error` for an object without a method that could serve a hook, for a class, for an asynchronous
/// method, in a sub-interpreter and where weft-python was compiled with another pybind11; the latter when it is registered.
[[nodiscard]] inline Callback callback(const pybind11::object& object) {
    detail::check_pybind11();
    return detail::make_callback(object.ptr());
}

/// What `connect` takes beside the function: an extra of `Fabric::connect` that names no parameter, as Python's functions have names.
template <class Extra>
concept ExtraOfFunction = weft::detail::is_extra<Extra> && !weft::detail::names_parameter<Extra>;

/// Connects one Python function: `weft::python::connect(fabric, "on_step", function, weft::every(10));`
///
/// It takes arguments as a method of `callback` does, under the names of its own parameters. Takes the extras of
/// `Fabric::connect` but names. Call it with the GIL. Throws what `callback` and `Fabric::connect` throw.
template <ExtraOfFunction... Extras>
Connection connect(Fabric& fabric, HookName hook, const pybind11::object& function, const Extras&... extras) {
    detail::check_pybind11();
    return detail::connect(fabric, hook, function.ptr(), weft::detail::manner_of(extras...));
}

/// Says how a type reaches Python: by what the function returns for a `const Type&`, as pybind11 casts it.
///
/// `weft::python::expose<Network>([](const Network& network) { return network.layer_names(); });`
///
/// It is called with the GIL, for each handler of Python that takes such an argument, in the thread of the call. The last one that
/// was given for a type counts, for all fabrics of the process. It stays for good. Any thread.
template <class Type, class Function>
    requires std::is_invocable_v<const Function&, const Type&>
void expose(Function function) {
    detail::check_pybind11();
    detail::expose(typeid(Type), [function = std::move(function)](const void* value) -> PyObject* {
        return pybind11::cast(function(*static_cast<const Type*>(value))).release().ptr();
    });
}

/// Has Python get the loop's own object, without a copy: `weft::python::expose<Optimizer>(weft::python::by_reference);`
///
/// For a class bound with pybind11, and for vectors, spans and matrices. The object is valid during the call. A handler that keeps
/// it ends the call with an `Error`, and what was kept raises `ReferenceError`. What it has derived from the object, as a slice or
/// a member, is its own responsibility. A const object is copied all the same, as pybind11 knows no const; an array of a const
/// vector or matrix is read-only.
template <class Type>
void expose(ByReference /*way*/) {
    detail::check_pybind11();
    detail::expose(typeid(Type), nullptr);
}

/// The module `weft`, which is made where Python has not imported it: after that, `import weft` finds it. Call it with the GIL, before
/// Python code that imports it. Throws what Python raises.
inline pybind11::module_ module() {
    detail::check_pybind11();
    return pybind11::reinterpret_steal<pybind11::module_>(detail::import_module());
}

}  // namespace weft::python
