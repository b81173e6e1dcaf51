// SPDX-License-Identifier: MIT
// The errors about Python.
#include "python/refusals.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include <fmt/format.h>
#include <pybind11/pybind11.h>

#include <typeindex>

namespace weft::python::detail {

using weft::detail::escaped;
using weft::detail::type_name;

namespace {

std::string spell_argument(const weft::detail::ArgInfo& info, std::size_t index) {
    return info.name.empty() ? fmt::format("argument {}", index) : fmt::format("'{}'", escaped(info.name));
}

std::string who_asks(const weft::detail::View& view) {
    return view.asker != nullptr ? view.asker->who() : "ArgMap";
}

/// Whether it is a shared pointer to an object of a class that was bound with pybind11, so that only the holder does not fit.
bool is_held_otherwise(const weft::detail::ArgType& type) {
    const std::type_info* const pointed =
        type.shared != nullptr ? type.shared->bases.pointed_to(*type.shared->pointer) : nullptr;
    return pointed != nullptr && pybind11::detail::get_type_info(std::type_index(*pointed)) != nullptr;
}

}  // namespace

void refuse_ended() {
    throw Error(
        "Python: the interpreter has ended, or is not there yet, expected one that runs as long as its "
        "handlers");
}

const char* const words_of_interpreter =
    "Python: weft is used in a sub-interpreter, expected the main one: a thread of C++ could not say whose "
    "handlers it runs";

void refuse_interpreter() {
    throw Error(words_of_interpreter);
}

void refuse_pybind11(std::string_view of_program, std::string_view of_library) {
    throw Error(
        fmt::format("Python: this program is compiled with pybind11 {}, but weft-python with pybind11 {}, "
                    "expected the same: "
                    "compile both with one pybind11 and one compiler",
                    of_program, of_library));
}

void refuse_module() {
    throw Error(
        "Python: the module weft that is imported is not of the weft-python that this program is linked "
        "with, expected "
        "one shared library of both");
}

void refuse_type(const weft::detail::View& view, std::size_t index) {
    const weft::detail::ArgInfo& info = view.shape->infos[index];
    const std::string type = type_name(*info.type->id);
    if (is_held_otherwise(*info.type)) {
        throw ArgumentError(
            fmt::format("{} takes {}, but the call passes it as {}, and Python holds objects of its class "
                        "otherwise: bind the class with std::shared_ptr as its holder",
                        who_asks(view), spell_argument(info, index), type));
    }
    throw ArgumentError(
        fmt::format("{} takes {}, but the call passes it as {}, {}: bind the class with pybind11, or say "
                    "what Python gets by "
                    "weft::python::expose<{}>(...)",
                    who_asks(view), spell_argument(info, index), type,
                    info.type->copy == nullptr ? "which Python cannot be given a copy of"
                                               : "which Python knows no class for",
                    type));
}

void refuse_kept(const weft::detail::View& view, std::size_t index) {
    throw Error(
        fmt::format("{} keeps {} beyond the call, expected that it gives back what was passed without a "
                    "copy: copy what is to be kept",
                    who_asks(view), spell_argument(view.shape->infos[index], index)));
}

void refuse_ref(std::string_view value, std::string_view wanted) {
    throw ArgumentError(fmt::format("weft.Ref: {} does not fit, expected {}", escaped(value),
                                    wanted.empty() ? "a bool, a number of at most 64 bits or a text"
                                                   : fmt::format("a value of {}", wanted)));
}

void refuse_function(std::string_view hook, std::string_view found) {
    throw Error(fmt::format("{}: {} cannot be called, expected a function", escaped(hook), escaped(found)));
}

void refuse_collected() {
    throw Error("a callback has been collected as garbage, expected one that is in use");
}

void refuse_class(std::string_view name) {
    throw Error(fmt::format("add: {} is a class, expected an object of it: did you mean {}()?", escaped(name),
                            escaped(name)));
}

void refuse_function_as_callback(std::string_view function) {
    throw Error(
        fmt::format("add: {} is a function, which does not say which hook it serves, expected an object with "
                    "methods: use "
                    "fabric.connect(hook, function)",
                    escaped(function)));
}

void refuse_no_method(std::string_view name) {
    throw Error(fmt::format(
        "add: an object of {} has no public method that could serve a hook, expected at least one",
        escaped(name)));
}

void refuse_asynchronous(std::string_view hook, std::string_view who) {
    throw Error(
        fmt::format("{}: the handler of {} is asynchronous, expected a plain function: a call runs its "
                    "handlers to their end, in its own "
                    "thread",
                    escaped(hook), escaped(who)));
}

void refuse_two_nexts(std::string_view hook, std::string_view who) {
    throw Error(fmt::format("{}: {} has two parameters annotated weft.Next, expected at most one",
                            escaped(hook), escaped(who)));
}

void refuse_view(std::string_view hook, std::string_view who, std::string_view name) {
    throw Error(fmt::format("{}: {} has no parameter '{}', which weft.view names", escaped(hook),
                            escaped(who), escaped(name)));
}

void refuse_view_use(std::string_view found) {
    throw Error(fmt::format("weft.view: {} is no name, expected names of parameters: @weft.view(\"output\")",
                            escaped(found)));
}

void refuse_hook(std::string_view method, std::string_view found) {
    throw ArgumentError(fmt::format("{}: the name of a hook is a str, found {}", method, escaped(found)));
}

void refuse_no_hook_given(std::string_view method) {
    throw ArgumentError(
        fmt::format("{}: the name of the hook is missing: fabric.{}(\"on_step\", ...)", method, method));
}

void refuse_both_ends(std::string_view one, std::string_view other) {
    throw Error(fmt::format("{} and {} are both True, expected one of them at most", one, other));
}

void refuse_every(std::string_view found) {
    throw Error(
        fmt::format("every is given {}, expected a number of calls, an int from 1 on", escaped(found)));
}

namespace {
constexpr const char* order_expected =
    "expected a dict of what add takes: named, before, after, before_all, after_all";
}

void refuse_order(std::string_view callback, std::string_view found) {
    throw Error(
        fmt::format("{}: its weft_order is {}, {}", escaped(callback), escaped(found), order_expected));
}

void refuse_order_word(std::string_view callback, std::string_view found) {
    throw Error(
        fmt::format("{}: its weft_order has {}, {}", escaped(callback), escaped(found), order_expected));
}

void refuse_order_name(std::string_view who, std::string_view word, std::string_view found) {
    throw Error(fmt::format("{}: {} is given {}, expected {}", escaped(who), word, escaped(found),
                            word == "named" ? "a name" : "the name of a callback, or several"));
}

void refuse_no_body(std::string_view hook, std::string_view found) {
    throw ArgumentError(
        fmt::format("{}: around takes the body as its last positional argument, a function without "
                    "parameters, found {}",
                    escaped(hook), escaped(found)));
}

void refuse_fabric() {
    throw Error(
        "Fabric: it was not initialised, expected that __init__ of a derived class calls super().__init__()");
}

void refuse_observer(std::string_view found) {
    throw Error(fmt::format("observe: {} cannot be called, expected a function that takes a weft.Event",
                            escaped(found)));
}

}  // namespace weft::python::detail
