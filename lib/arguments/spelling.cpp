// SPDX-License-Identifier: MIT
// Spells types, values and names for errors.
#include "arguments/spelling.hpp"

#include "text/nearest_name.hpp"

#include <weft/detail/arguments/conversion.hpp>
#include <weft/detail/text/escaped.hpp>

#include <fmt/format.h>

#include <limits>
#include <vector>

namespace weft::detail {

namespace {

template <class Number>
std::string range_of() {
    return fmt::format("{} to {}", std::numeric_limits<Number>::lowest(), std::numeric_limits<Number>::max());
}

std::string spell_range(Kind kind) {
    switch (kind) {
        case Kind::int8: return range_of<std::int8_t>();
        case Kind::int16: return range_of<std::int16_t>();
        case Kind::int32: return range_of<std::int32_t>();
        case Kind::int64: return range_of<std::int64_t>();
        case Kind::uint8: return range_of<std::uint8_t>();
        case Kind::uint16: return range_of<std::uint16_t>();
        case Kind::uint32: return range_of<std::uint32_t>();
        case Kind::uint64: return range_of<std::uint64_t>();
        case Kind::float32: return range_of<float>();
        default: return range_of<double>();
    }
}

bool is_text(Kind kind) {
    return kind == Kind::string || kind == Kind::string_view || kind == Kind::c_string ||
           kind == Kind::mutable_c_string;
}

/// As it prints, without the control characters of a text that a user made.
std::string spell_value(const ArgInfo& info, const void* value) {
    return info.type->format != nullptr ? escaped(info.type->format(value))
                                        : fmt::format("<{}>", type_name(*info.type->id));
}

}  // namespace

std::string spell(const std::type_info& type, Form form) {
    switch (form) {
        case Form::reference: return fmt::format("{}&", type_name(type));
        case Form::const_reference: return fmt::format("const {}&", type_name(type));
        default: return type_name(type);
    }
}

std::string spell_argument(const ArgInfo& info, std::size_t index) {
    return info.name.empty() ? fmt::format("argument {}", index) : fmt::format("'{}'", escaped(info.name));
}

std::string spell_unfit(const ArgInfo& info, const void* value, Kind expected) {
    const std::string type = type_name(*info.type->id);
    if (is_text(info.type->kind)) {
        return fmt::format("a null {}, expected text", type);
    }
    if (info.type->to_number != nullptr) {
        double number = 0.0;
        if (!number_conversion(*info.type, Kind::float64)(value, &number)) {
            return fmt::format("{} ({}), expected a value that reads as a number", spell_value(info, value),
                               type);
        }
        return fmt::format("{} ({}), expected {}", number, type, spell_range(expected));
    }
    if (info.type->kind == Kind::other) {
        return fmt::format("{}, expected one with that base class once", type);
    }
    return fmt::format("{} ({}), expected {}", info.type->format(value), type, spell_range(expected));
}

std::string suggest_reading(const ArgInfo& info, Kind expected) {
    const bool is_wanted =
        expected == Kind::float32 || expected == Kind::float64 || expected == Kind::float_long;
    return is_wanted && info.type->is_almost_number && info.type->to_number == nullptr
               ? fmt::format(": specialize weft::Reading<{}> to have it read as a number",
                             type_name(*info.type->id))
               : std::string();
}

std::string list_names(const View& view) {
    std::string text = "{";
    for (std::size_t i = 0; i < view.shape->count; ++i) {
        const ArgInfo& info = view.shape->infos[i];
        text += i > 0 ? ", " : "";
        text += info.name.empty() ? fmt::format("<{}>", type_name(*info.type->id)) : escaped(info.name);
    }
    return text + "}";
}

std::string join(ArgIterator begin, ArgIterator end) {
    std::string text = "{";
    for (ArgIterator arg = begin; arg != end; ++arg) {
        text += text.size() > 1 ? ", " : "";
        text += fmt::format("{}", *arg);
    }
    return text + "}";
}

std::string suggest(std::optional<std::string_view> near) {
    return near.has_value() ? fmt::format(": did you mean '{}'?", escaped(*near)) : std::string();
}

std::string suggest(std::string_view name, const View& view) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < view.shape->count; ++i) {
        names.push_back(view.shape->infos[i].name);
    }
    return suggest(nearest_name(name, names));
}

}  // namespace weft::detail
