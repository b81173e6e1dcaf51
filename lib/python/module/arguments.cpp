// SPDX-License-Identifier: MIT
// Describes what Python passes: names, types, and where the values are.
#include "python/module/arguments.hpp"

#include "python/module/fixed_shapes.hpp"
#include "python/spelling.hpp"

#include <weft/error.hpp>

#include <fmt/core.h>

namespace weft::python::detail {

namespace {

/// The text of the name's interned twin, which stays as long as the name, or for good where that is not interned itself.
std::string_view name_in(const char* method, PyObject* name) {
    if (PyUnicode_CHECK_INTERNED(name) == 0) {
        Py_INCREF(name);
        PyUnicode_InternInPlace(&name);
    }
    if (PyUnicode_GET_LENGTH(name) == 0) {
        throw ArgumentError(fmt::format("{}: an argument's name is empty", method));
    }
    return text_of(name);
}

}  // namespace

CallArguments::CallArguments(const char* method, PyObject* const* objects, std::size_t positional,
                             PyObject* names)
    : values_(few_values_.data()), shape_(&own_shape_) {
    const std::size_t named = names != nullptr ? static_cast<std::size_t>(PyTuple_GET_SIZE(names)) : 0;
    const std::size_t count = positional + named;
    Room* rooms = few_rooms_.data();
    weft::detail::ArgInfo* infos = few_infos_.data();
    if (count > few) {
        rooms_ = std::vector<Room>(count);
        infos_.resize(count);
        more_values_.resize(2 * count);
        rooms = rooms_.data();
        infos = infos_.data();
        values_ = more_values_.data();
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Described described = describe(objects[i], rooms[i]);
        infos[i] = {i < positional
                        ? std::string_view()
                        : name_in(method, PyTuple_GET_ITEM(names, static_cast<Py_ssize_t>(i - positional))),
                    described.type, described.is_mutable, described.lazy != nullptr};
        values_[i] = described.value;
        values_[count + i] = described.lazy;
    }
    if (const weft::detail::Shape* const fixed = fixed_shape(infos, count, positional, names);
        fixed != nullptr) {
        shape_ = fixed;
    } else {
        own_shape_ = {infos, static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(positional), false,
                      false};
    }
}

}  // namespace weft::python::detail
