// SPDX-License-Identifier: MIT
// Every text that weft refuses with.
#include "messages.hpp"

#include "engine.hpp"
#include "frame.hpp"
#include "nearest.hpp"

#include <weft/arg_map.hpp>
#include <weft/detail/shown.hpp>
#include <weft/error.hpp>
#include <weft/fabric.hpp>

#include <cxxabi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <algorithm>
#include <limits>
#include <system_error>

namespace weft {

Error::~Error() = default;
ArgumentError::~ArgumentError() = default;

namespace detail {

namespace {

std::string spell(const std::type_info& type, Form form) {
    switch (form) {
        case Form::reference: return fmt::format("{}&", type_name(type));
        case Form::const_reference: return fmt::format("const {}&", type_name(type));
        default: return type_name(type);
    }
}

/// `{loss, <double>}`: the names, and the types of what has none.
std::string list_names(const View& view) {
    std::string text = "{";
    for (std::size_t i = 0; i < view.shape->count; ++i) {
        const ArgInfo& info = view.shape->infos[i];
        text += i > 0 ? ", " : "";
        text += info.name.empty() ? fmt::format("<{}>", type_name(*info.type->id)) : shown(info.name);
    }
    return text + "}";
}

std::string suggest(std::optional<std::string_view> near) {
    return near.has_value() ? fmt::format(": did you mean '{}'?", shown(*near)) : std::string();
}

std::string suggest(std::string_view name, const View& view) {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < view.shape->count; ++i) {
        names.push_back(view.shape->infos[i].name);
    }
    return suggest(nearest(name, names));
}

/// `'loss'`, or `argument 0` for a positional one.
std::string spell_argument(const ArgInfo& info, std::size_t index) {
    return info.name.empty() ? fmt::format("argument {}", index) : fmt::format("'{}'", shown(info.name));
}

std::string spell_parameter(const ParameterInfo& info, std::size_t parameter) {
    const std::string type = spell(*info.type, info.form);
    return info.name.empty() ? fmt::format("parameter {} ({})", parameter + 1, type)
                             : fmt::format("'{}' ({})", shown(info.name), type);
}

/// `on_train_batch_end: MyCallback takes 'loss' (double)`
std::string spell_wish(const Handler& handler, const HandlerType& type, const Call& call,
                       std::size_t parameter) {
    return fmt::format("{}: {} takes {}", shown(call.hook->name), handler.registration->name(),
                       spell_parameter(type.parameters[parameter], parameter));
}

/// `(loss, output)`
std::string spell_overload(const HandlerType& type) {
    std::string text = "(";
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        text += (i > 0 ? ", " : "") + spell_parameter(type.parameters[i], i);
    }
    return text + ")";
}

std::string spell_passed(const Call& call) {
    return "it passes " + list_names(call.view());
}

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

/// `3000000000 (long), outside -2147483648 to 2147483647`, for a value of the right type that is not taken.
std::string spell_unfit(const ArgInfo& info, const void* value, Kind expected) {
    const std::string type = type_name(*info.type->id);
    if (is_text(info.type->kind)) {
        return fmt::format("a null {}, expected text", type);
    }
    return fmt::format("{} ({}), expected {}", info.type->format(value), type, spell_range(expected));
}

std::string place_name(const HookName& hook) {
    return fmt::format("{}: {}", shown(hook.text()), handler_name(nullptr, hook.file(), hook.line()));
}

/// Who asks a view for an argument: the handler that is running in the call it belongs to, or nobody in particular.
struct Asker {
    std::string who;
    std::string_view passes;

    explicit Asker(const ArgInfo* info, const View* view = nullptr) : who("ArgMap"), passes("holds") {
        for (const Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
            if (frame->core == nullptr) {
                continue;
            }
            const auto& call = static_cast<const Call&>(*frame);
            const Shape& shape = *call.view().shape;
            const std::less<> before;
            const bool is_ours = view == &call.view() || (info != nullptr && !before(info, shape.infos) &&
                                                          before(info, shape.infos + shape.count));
            if (is_ours) {
                who = call.hook != nullptr ? shown(call.hook->name) : "call";
                if (call.inside != nullptr) {
                    who += ": " + call.inside->name();
                }
                passes = "passes";
                return;
            }
        }
    }
};

std::string spell_wanted(const Wanted& wanted) {
    return spell(*wanted.type, !wanted.is_reference ? Form::value
                               : wanted.is_mutable  ? Form::reference
                                                    : Form::const_reference);
}

}  // namespace

std::string handler_name(const HandlerType* type, const char* file, int line) {
    return type != nullptr && type->callback != nullptr ? type_name(*type->callback)
                                                        : fmt::format("handler at {}:{}", shown(file), line);
}

void refuse_absent(const Handler& handler, const HandlerType& type, const Call& call, std::size_t parameter) {
    const ParameterInfo& info = type.parameters[parameter];
    if (info.name.empty()) {
        throw ArgumentError(fmt::format(
            "{}, whose name is not known, by position only, but the call passes {} positional; {}: name it "
            "after the "
            "handler with \"name\"_a",
            spell_wish(handler, type, call, parameter), call.view().shape->positional, spell_passed(call)));
    }
    throw ArgumentError(fmt::format("{}, but the call passes no such argument; {}{}",
                                    spell_wish(handler, type, call, parameter), spell_passed(call),
                                    suggest(info.name, call.view())));
}

void refuse_argument(const Handler& handler, const HandlerType& type, const Call& call, std::size_t parameter,
                     std::size_t index, Match match) {
    const ArgInfo& info = call.view().shape->infos[index];
    throw ArgumentError(fmt::format(
        "{}, but the call passes {} as {}{}; {}{}", spell_wish(handler, type, call, parameter),
        spell_argument(info, index), match == Match::is_const ? "const " : "", type_name(*info.type->id),
        spell_passed(call), match == Match::is_const ? ": pass a variable that is not const" : ""));
}

void refuse_both(const Handler& handler, const HandlerType& type, const Call& call, std::size_t parameter,
                 std::size_t index) {
    throw ArgumentError(fmt::format("{}, but the call passes it twice, as argument {} and by name; {}",
                                    spell_wish(handler, type, call, parameter), index, spell_passed(call)));
}

void refuse_value(const Handler& handler, const HandlerType& type, const Call& call, std::size_t parameter,
                  const Source& source) {
    const auto index = static_cast<std::size_t>(source.index);
    const ArgInfo& info = call.view().shape->infos[index];
    throw ArgumentError(fmt::format(
        "{}, but the call passes {} as {}; {}", spell_wish(handler, type, call, parameter),
        spell_argument(info, index),
        spell_unfit(info, call.view().values[index], type.parameters[parameter].kind), spell_passed(call)));
}

void refuse_overloads(const Handler& handler, const Call& call) {
    std::string overloads;
    for (std::size_t i = 0; i < handler.type->overload_count; ++i) {
        overloads += (i > 0 ? " nor " : "") + spell_overload(*handler.type->overloads[i]);
    }
    throw ArgumentError(fmt::format("{}: {} takes neither {}", shown(call.hook->name),
                                    handler.registration->name(), overloads) +
                        " from this call; " + spell_passed(call));
}

void refuse_tie(const Handler& handler, const Call& call, const HandlerType& one, const HandlerType& other) {
    throw ArgumentError(
        fmt::format("{}: {} takes both {} and {}, which fit equally well; {}: remove one of the overloads",
                    shown(call.hook->name), handler.registration->name(), spell_overload(one),
                    spell_overload(other), spell_passed(call)));
}

void refuse_result(const Handler& handler, const Call& call, const ArgInfo& info, const void* result,
                   const std::type_info& wanted, Kind kind) {
    throw ArgumentError(fmt::format("{}: {} is asked for a {}, but returns {}", shown(call.hook->name),
                                    handler.registration->name(), type_name(wanted),
                                    spell_unfit(info, result, kind)));
}

void refuse_missing(const View& view, std::string_view name, const Wanted& wanted) {
    const Asker asker(nullptr, &view);
    throw ArgumentError(fmt::format("{} asks for '{}' ({}), but the {} {} no such argument; it {} {}{}",
                                    asker.who, shown(name), spell_wanted(wanted),
                                    asker.passes == "holds" ? "map" : "call", asker.passes, asker.passes,
                                    list_names(view), suggest(name, view)));
}

void refuse_missing(const View& view, std::size_t index, const Wanted& wanted) {
    const Asker asker(nullptr, &view);
    throw ArgumentError(fmt::format("{} asks for argument {} ({}), but the {} {} {}: {}", asker.who, index,
                                    spell_wanted(wanted), asker.passes == "holds" ? "map" : "call",
                                    asker.passes, view.shape->count, list_names(view)));
}

void refuse_default(const std::type_info& parameter) {
    throw Error(fmt::format(
        "connect: the default of a parameter ({}) does not fit: expected a value of its range, or "
        "text that is not null",
        type_name(parameter)));
}

void refuse_null_text(std::string_view name) {
    throw ArgumentError(fmt::format("ArgMap: '{}' is a null const char*, expected text", shown(name)));
}

std::string undeclared_hook(const std::string& who, std::string_view hook,
                            std::optional<std::string_view> near) {
    return fmt::format("{}: {} listens to a hook that is not declared{}", shown(hook), who, suggest(near));
}

std::string undeclared_parameter(const std::string& who, std::string_view hook,
                                 const ParameterInfo& parameter, const std::vector<std::string_view>& passed,
                                 std::optional<std::string_view> near) {
    std::vector<std::string> names(passed.size());
    std::transform(passed.begin(), passed.end(), names.begin(), shown);
    return fmt::format("{}: {} takes '{}' ({}), which the hook is not declared to pass; it passes {{{}}}{}",
                       shown(hook), who, shown(parameter.name), spell(*parameter.type, parameter.form),
                       fmt::join(names, ", "), suggest(near));
}

void refuse_call(std::string_view hook, std::optional<std::string_view> near) {
    throw Error(fmt::format("{}: the call of a hook that is not declared, on a strict fabric{}", shown(hook),
                            suggest(near)));
}

std::string spell_exception(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        return fmt::format("{}: {}", type_name(typeid(error)), shown(error.what()));
    } catch (...) {
        const std::type_info* const type = abi::__cxa_current_exception_type();
        return type != nullptr ? type_name(*type) : "an exception of another language";
    }
}

std::string spell_quarantined(const Quarantined& handler) {
    if (handler.failures == 1) {
        return fmt::format("{}: {} has failed and is blocked: {}", shown(handler.hook), handler.callback,
                           handler.error);
    }
    return fmt::format("{}: {} has failed {} times in a row and is blocked, the last time with {}",
                       shown(handler.hook), handler.callback, handler.failures, handler.error);
}

std::string spell_lost_line(std::string_view who, std::string_view stream, int error) {
    return fmt::format("{}: a line is lost, {} does not take it: {}; the loop goes on, and this is said once",
                       who, stream, error > 0 ? std::generic_category().message(error) : "output error");
}

void refuse_quarantine() {
    throw Error(
        "quarantine(0) would block handlers that never failed, expected quarantine(n) with n of at least 1");
}

void refuse_report() {
    throw Error("quarantine: the function that reports is empty, expected one that can be called");
}

void refuse_problems(const std::vector<std::string>& problems) {
    throw Error(fmt::format("{}", fmt::join(problems, "\n")));
}

void refuse_name(std::string_view where, std::string_view name) {
    throw ArgumentError(name.empty()
                            ? fmt::format("{}: an argument's name is empty", shown(where))
                            : fmt::format("{}: the argument '{}' is given twice", shown(where), shown(name)));
}

void refuse_copy(const ArgInfo& info) {
    throw ArgumentError(
        fmt::format("ArgMap: {} ({}) cannot be copied, and a map keeps copies: keep a std::shared_ptr",
                    info.name.empty() ? "a positional argument" : fmt::format("'{}'", shown(info.name)),
                    type_name(*info.type->id)));
}

void refuse_empty_hook(const std::string& who) {
    throw Error(fmt::format("{}: the hook's name is empty, expected the name of a moment of the loop", who));
}

void refuse_empty_declaration(const HookName& hook) {
    refuse_empty_hook(fmt::format("declare at {}:{}", hook.file(), hook.line()));
}

void refuse_period(const HookName& hook) {
    throw Error(fmt::format("{}: every(0) would never run it, expected every(n) with n of at least 1",
                            place_name(hook)));
}

void refuse_function(const HookName& hook) {
    throw Error(fmt::format("{}: the function is empty, expected one that can be called", place_name(hook)));
}

void refuse_callback(const std::type_info& type) {
    throw Error(fmt::format("{}: the pointer to the callback is null or has expired, expected an object",
                            type_name(type)));
}

void check_names(const HookName& hook, const View& arguments) {
    const Shape& shape = *arguments.shape;
    for (std::size_t i = shape.positional; i < shape.count; ++i) {
        const std::string_view name = shape.infos[i].name;
        const bool is_repeated = !name.empty() && find_name(arguments, name) != i;
        if (name.empty() || is_repeated) {
            refuse_name(hook.text(), name);
        }
    }
}

}  // namespace detail

void Arg::refuse(const detail::Wanted& wanted, detail::Match match) const {
    const detail::Asker asker(info_);
    const std::string found = match == detail::Match::yes
                                  ? detail::spell_unfit(*info_, value_, wanted.kind)
                                  : fmt::format("{}{}", match == detail::Match::is_const ? "const " : "",
                                                detail::type_name(*info_->type->id));
    throw ArgumentError(fmt::format(
        "{} asks for {} ({}), but the {} {} {}", asker.who,
        info_->name.empty() ? "an argument" : fmt::format("'{}'", detail::shown(info_->name)),
        detail::spell_wanted(wanted), asker.passes == "holds" ? "map" : "call", asker.passes, found));
}

}  // namespace weft
