// SPDX-License-Identifier: MIT
// What the public header calls. All but this file is compiled without it being known who calls.
#include <weft/python.hpp>

#include "python/kept.hpp"
#include "python/module/module.hpp"
#include "python/refusals.hpp"
#include "python/registration.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace weft::python::detail {

namespace py = pybind11;

void check_pybind11(const char* internals, int version) {
    constexpr int own_version = PYBIND11_VERSION_MAJOR * 100 + PYBIND11_VERSION_MINOR;
    if (std::string_view(internals) != PYBIND11_INTERNALS_ID || version != own_version) {
        const auto spell = [](const char* id, int of) {
            return fmt::format("{}.{} ({})", of / 100, of % 100, id);
        };
        refuse_pybind11(spell(internals, version), spell(PYBIND11_INTERNALS_ID, own_version));
    }
}

Callback make_callback(PyObject* object) {
    static_cast<void>(import_or_make());
    return to_callback(py::reinterpret_borrow<py::object>(object));
}

Connection connect(Fabric& fabric, const HookName& hook, PyObject* function, weft::detail::Manner&& manner) {
    static_cast<void>(import_or_make());
    const KeepingFor keeping(keeper_of(&fabric));
    return connect_function(fabric, hook, py::reinterpret_borrow<py::object>(function), std::move(manner));
}

PyObject* import_module() {
    return import_or_make().release().ptr();
}

PyObject* init_module() noexcept {
    // Before pybind11 looks for its own data, for which it would wait for ever in a sub-interpreter.
    if (PyInterpreterState_Get() != PyInterpreterState_Main()) {
        PyErr_SetString(PyExc_ImportError, words_of_interpreter);
        return nullptr;
    }
    try {
        return make_module().release().ptr();
    } catch (py::error_already_set& error) {
        py::raise_from(error, PyExc_ImportError, "weft cannot be imported");
    } catch (const std::exception& error) {
        PyErr_SetString(PyExc_ImportError, error.what());
    }
    return nullptr;
}

}  // namespace weft::python::detail
