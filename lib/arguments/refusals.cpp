// SPDX-License-Identifier: MIT
// The errors about arguments themselves: their names, copies of them, and what `get` and `connect` ask of them.
#include "arguments/refusals.hpp"

#include "arguments/spelling.hpp"

#include <weft/arg_map.hpp>
#include <weft/detail/arguments/default.hpp>
#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include <fmt/format.h>

namespace weft {

namespace detail {

namespace {

/// `on_step: MyCallback`, or `ArgMap` where a map itself is asked.
std::string who_asks(const Asker* asker) {
    return asker != nullptr ? asker->who() : "ArgMap";
}

/// `the call passes`, or `the map holds`.
std::string_view asked(const Asker* asker) {
    return asker != nullptr ? "call" : "map";
}
std::string_view has(const Asker* asker) {
    return asker != nullptr ? "passes" : "holds";
}

}  // namespace

void refuse_missing(const View& view, std::string_view name, const Wanted& wanted) {
    throw ArgumentError(fmt::format("{} asks for '{}' ({}), but the {} {} no such argument; it {} {}{}",
                                    who_asks(view.asker), escaped(name), spell(*wanted.type, wanted.form),
                                    asked(view.asker), has(view.asker), has(view.asker), list_names(view),
                                    suggest(name, view)));
}

void refuse_missing(const View& view, std::size_t index, const Wanted& wanted) {
    throw ArgumentError(fmt::format("{} asks for argument {} ({}), but the {} {} {}: {}",
                                    who_asks(view.asker), index, spell(*wanted.type, wanted.form),
                                    asked(view.asker), has(view.asker), view.shape->count, list_names(view)));
}

void refuse_default(const std::type_info& parameter) {
    throw Error(fmt::format(
        "connect: the default of a parameter ({}) does not fit: expected a value of its range, or "
        "text that is not null",
        type_name(parameter)));
}

void refuse_null_text(std::string_view name) {
    throw ArgumentError(fmt::format("ArgMap: '{}' is a null const char*, expected text", escaped(name)));
}

void refuse_empty_lazy() {
    throw Error("lazy: the function is empty, expected one that can be called");
}

void refuse_not_made(const ArgInfo& info, const Asker& asker, bool asks_itself) {
    const std::string name = info.name.empty() ? "a lazy argument" : fmt::format("'{}'", escaped(info.name));
    throw Error(
        asks_itself
            ? fmt::format("{} asks for {} in the function that makes it, expected one that does not need it",
                          asker.who(), name)
            : fmt::format("{}: another thread asks for {}, which is not made yet, expected the thread of the "
                          "call: take it there first",
                          asker.who(), name));
}

void refuse_name(std::string_view where, std::string_view name) {
    throw ArgumentError(
        name.empty() ? fmt::format("{}: an argument's name is empty", escaped(where))
                     : fmt::format("{}: the argument '{}' is given twice", escaped(where), escaped(name)));
}

void refuse_copy(const ArgInfo& info) {
    throw ArgumentError(
        fmt::format("ArgMap: {} ({}) cannot be copied, and a map keeps copies: keep a std::shared_ptr",
                    info.name.empty() ? "a positional argument" : fmt::format("'{}'", escaped(info.name)),
                    type_name(*info.type->id)));
}

}  // namespace detail

void Arg::refuse(const detail::Wanted& wanted, detail::Match match) const {
    const std::string found = match == detail::Match::yes
                                  ? detail::spell_unfit(*info_, value(), wanted.kind)
                                  : fmt::format("{}{}", match == detail::Match::is_const ? "const " : "",
                                                detail::type_name(*info_->type->id));
    throw ArgumentError(fmt::format(
        "{} asks for {} ({}), but the {} {} {}{}", detail::who_asks(asker_),
        info_->name.empty() ? "an argument" : fmt::format("'{}'", detail::escaped(info_->name)),
        detail::spell(*wanted.type, wanted.form), detail::asked(asker_), detail::has(asker_), found,
        match == detail::Match::wrong_type && wanted.form == detail::Form::value
            ? detail::suggest_reading(*info_, wanted.kind)
            : std::string()));
}

}  // namespace weft
