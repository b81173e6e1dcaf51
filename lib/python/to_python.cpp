// SPDX-License-Identifier: MIT
// Looks for a way to Python: as the object that Python has passed, as its own types, as exposed, as arrays, as bound classes.
#include "python/to_python.hpp"

#include "python/errors.hpp"
#include "python/lent.hpp"
#include "python/refusals.hpp"

#include <weft/arg_map.hpp>
#include <weft/detail/arguments/base_class.hpp>
#include <weft/detail/bridge_access.hpp>

#include <pybind11/numpy.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::ArgType;

bool is(const ArgType& type, const std::type_info& other) noexcept {
    return weft::detail::same_type(*type.id, other);
}

/// An object of a bound class that C++ gives away, or lends.
py::object bound_to_python(const Outgoing& outgoing, bool by_reference, bool& is_lent) {
    const ArgType& type = *outgoing.type;
    if (const auto* const info = py::detail::get_type_info(std::type_index(*type.id)); info != nullptr) {
        if (by_reference && outgoing.is_mutable) {
            return lend(outgoing.value, *info, is_lent);
        }
        if (type.copy == nullptr) {
            return {};
        }
        return py::reinterpret_steal<py::object>(py::detail::type_caster_generic::cast(
            type.copy(outgoing.value), py::return_value_policy::take_ownership, py::handle(), info, nullptr,
            nullptr));
    }
    if (type.shared != nullptr) {
        const std::type_info* const pointed = type.shared->bases.pointed_to(*type.shared->pointer);
        const auto* const info =
            pointed != nullptr ? py::detail::get_type_info(std::type_index(*pointed)) : nullptr;
        std::shared_ptr<void> shared;
        if (info != nullptr && !info->default_holder && type.shared->share(outgoing.value, &shared)) {
            return shared == nullptr
                       ? py::object(py::none())
                       : py::reinterpret_steal<py::object>(py::detail::type_caster_generic::cast(
                             shared.get(), py::return_value_policy::take_ownership, py::handle(), info,
                             nullptr, nullptr, outgoing.value));
        }
    }
    return {};
}

py::object map_to_python(const weft::detail::View& view) {
    py::dict all;
    for (std::size_t i = 0; i < view.shape->count; ++i) {
        const std::string_view name = view.shape->infos[i].name;
        all[name.empty() ? py::object(py::int_(i)) : text_to_python(name)] = argument_to_python(view, i);
    }
    return all;
}

/// Types of the standard library and of weft that training loops pass.
py::object known_to_python(const Outgoing& outgoing) {
    const ArgType& type = *outgoing.type;
    if (is(type, typeid(weft::ArgMap))) {
        return map_to_python(
            weft::detail::BridgeAccess::view(*static_cast<const weft::ArgMap*>(outgoing.value)));
    }
    if (is(type, typeid(std::vector<bool>))) {
        const auto& values = *static_cast<const std::vector<bool>*>(outgoing.value);
        py::array_t<bool> array(static_cast<py::ssize_t>(values.size()));
        std::copy(values.begin(), values.end(), array.mutable_data());
        return array;
    }
    if (is(type, typeid(std::vector<std::string>))) {
        py::list all;
        for (const std::string& text : *static_cast<const std::vector<std::string>*>(outgoing.value)) {
            all.append(text_to_python(text));
        }
        return all;
    }
    if (is(type, typeid(std::exception_ptr))) {
        return exception_object(*static_cast<const std::exception_ptr*>(outgoing.value));
    }
    if (is(type, typeid(std::filesystem::path))) {
        return py::module_::import("pathlib").attr("Path")(
            text_to_python(static_cast<const std::filesystem::path*>(outgoing.value)->native()));
    }
    return {};
}

Own own_of(const ArgType& type) noexcept {
    switch (origin_of(type)) {
        case Origin::truth:
        case Origin::integer:
        case Origin::natural:
        case Origin::number:
        case Origin::object: return Own::object;
        case Origin::text: return Own::text;
        default: return is_bound_from_python(type) ? Own::bound : Own::none;
    }
}

/// The object that the argument is in Python, if Python has passed it.
py::object own_object(Own own, const ArgType& type, void* value) {
    switch (own) {
        case Own::object:
            return py::reinterpret_borrow<py::object>(static_cast<const FromPython*>(value)->object);
        case Own::text:
            return py::reinterpret_borrow<py::object>(static_cast<const TextFromPython*>(value)->object);
        case Own::bound:
            return py::reinterpret_steal<py::object>(py::detail::find_registered_python_instance(
                value, py::detail::get_type_info(std::type_index(*type.id))));
        default: return {};
    }
}

}  // namespace

py::object passed_by_python(const weft::detail::View& view, std::size_t index) {
    const weft::detail::ArgInfo& info = view.shape->infos[index];
    if (!info.is_lazy) {
        return own_object(own_of(*info.type), *info.type, view.values[index]);
    }
    if (origin_of(*info.type) == Origin::none) {
        return {};
    }
    const auto* const lazy =
        static_cast<const LazyFromPython*>(static_cast<weft::detail::LazyValue*>(view.at(index)));
    return py::reinterpret_borrow<py::object>(lazy->object());
}

Way way_of(const ArgType& type) {
    Way way{own_of(type)};
    way.exposure = type.kind == weft::detail::Kind::other ? find_exposure(*type.id) : nullptr;
    if (way.exposure == nullptr || !way.exposure->function) {
        way.plain = plain_maker(type);
        way.array = find_array_type(*type.id);
    }
    return way;
}

py::object to_python(const Way& way, const Outgoing& outgoing, bool& is_lent) {
    is_lent = false;
    if (py::object own = own_object(way.own, *outgoing.type, outgoing.value)) {
        return own;
    }
    if (way.plain != nullptr) {
        return stolen(way.plain(outgoing.value));
    }
    if (way.exposure != nullptr && way.exposure->function) {
        return stolen(way.exposure->function(outgoing.value));
    }
    const bool by_reference = outgoing.is_view || way.exposure != nullptr;
    if (way.array != nullptr) {
        is_lent = by_reference;
        const ArrayMemory memory = way.array->memory(outgoing.value);
        const bool is_read_only = memory.access == Access::of_its_object ? !outgoing.is_mutable
                                                                         : memory.access == Access::read_only;
        return is_lent ? array_view(memory, is_read_only) : copied_array(memory);
    }
    if (py::object known = known_to_python(outgoing)) {
        return known;
    }
    return bound_to_python(outgoing, by_reference, is_lent);
}

py::object copy_to_python(const ArgType& type, void* value) {
    Way way = way_of(type);
    if (way.exposure != nullptr && !way.exposure->function) {
        way.exposure = nullptr;
    }
    bool is_lent = false;
    return to_python(way, {&type, value, false, false}, is_lent);
}

py::object argument_to_python(const weft::detail::View& view, std::size_t index) {
    if (py::object own = passed_by_python(view, index)) {
        return own;
    }
    const weft::detail::ArgInfo& info = view.shape->infos[index];
    py::object made = copy_to_python(*info.type, weft::detail::taken(info, view.at(index), view.asker));
    if (!made) {
        refuse_type(view, index);
    }
    return made;
}

}  // namespace weft::python::detail
