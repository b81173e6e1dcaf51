// SPDX-License-Identifier: MIT
// Puts the module together. It lives in the library, so that a program which embeds Python has it without a file.
#include "python/module/module.hpp"

#include "python/args_object.hpp"
#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/lazy.hpp"
#include "python/module/connection_class.hpp"
#include "python/module/fabric_class.hpp"
#include "python/module/observing.hpp"
#include "python/module/ready_made.hpp"
#include "python/next_object.hpp"
#include "python/ref.hpp"
#include "python/refusals.hpp"
#include "python/signature.hpp"

#include <weft/version.hpp>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

constexpr const char* library_attribute = "_library";
/// Its address tells one copy of this library from another.
const char library = 0;

}  // namespace

py::module_ make_module() {
    watch_interpreter();
    static PyModuleDef definition;
    py::module_ module = py::module_::create_extension_module("weft", nullptr, &definition);
    module.doc() =
        "Callbacks for loops: the loop calls hooks by name, callbacks take the arguments that they name.\n\n"
        "help(weft.Fabric) shows how. Callbacks of C++ and of Python stand in one list, in loops of either "
        "language.";
    module.attr("__version__") = WEFT_VERSION;
    module.attr(library_attribute) = py::capsule(&library, "weft");
    add_error_classes(module);
    add_ref_class(module);
    add_next_class(module);
    add_lazy(module);
    add_args_class(module);
    add_view_decorator(module);
    add_connection_classes(module);
    add_observing(module);
    add_fabric_class(module);
    add_ready_made(module);
    return module;
}

py::module_ import_or_make() {
    const py::dict modules = py::module_::import("sys").attr("modules");
    if (modules.contains("weft")) {
        auto module = py::reinterpret_borrow<py::module_>(modules["weft"]);
        if (!py::hasattr(module, library_attribute) ||
            module.attr(library_attribute).cast<py::capsule>().get_pointer<const char>() != &library) {
            refuse_module();
        }
        return module;
    }
    py::module_ module = make_module();
    modules["weft"] = module;
    return module;
}

}  // namespace weft::python::detail
