// SPDX-License-Identifier: MIT
// The errors about a handler in a call: parameters that the call cannot fill, and results that do not fit.
#include "handlers/refusals.hpp"

#include "arguments/spelling.hpp"

#include <weft/detail/handlers/answers.hpp>
#include <weft/detail/handlers/invoker.hpp>
#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <string>

namespace weft::detail {

namespace {

/// `on_train_batch_end: MyCallback takes 'loss' (double)`
std::string spell_wish(const HandlerType& type, const Call& call, std::size_t parameter) {
    return fmt::format("{} takes {}", call.who(), spell_parameter(type.parameters[parameter], parameter));
}

/// `('loss' (double), 'output' (const Tensor&))`
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

}  // namespace

std::string spell_parameter(const ParameterInfo& info, std::size_t parameter) {
    if (info.type->id == nullptr) {
        return fmt::format("'{}'", escaped(info.name));
    }
    const std::string type = spell(*info.type->id, info.type->form);
    return info.name.empty() ? fmt::format("parameter {} ({})", parameter + 1, type)
                             : fmt::format("'{}' ({})", escaped(info.name), type);
}

void refuse_absent(const HandlerType& type, const Call& call, std::size_t parameter) {
    const ParameterInfo& info = type.parameters[parameter];
    if (info.name.empty()) {
        throw ArgumentError(fmt::format(
            "{}, whose name is not known, by position only, but the call passes {} positional; {}: name it "
            "after the "
            "handler with \"name\"_a",
            spell_wish(type, call, parameter), call.view().shape->positional, spell_passed(call)));
    }
    throw ArgumentError(fmt::format("{}, but the call passes no such argument; {}{}",
                                    spell_wish(type, call, parameter), spell_passed(call),
                                    suggest(info.name, call.view())));
}

void refuse_argument(const HandlerType& type, const Call& call, std::size_t parameter, std::size_t index,
                     Match match) {
    const ArgInfo& info = call.view().shape->infos[index];
    const ParameterInfo& wanted = type.parameters[parameter];
    std::string advice;
    if (match == Match::is_const) {
        advice = ": pass a variable that is not const";
    } else if (wanted.type->form != Form::reference) {
        advice = suggest_reading(info, wanted.type->kind);
    }
    throw ArgumentError(fmt::format("{}, but the call passes {} as {}{}; {}{}",
                                    spell_wish(type, call, parameter), spell_argument(info, index),
                                    match == Match::is_const ? "const " : "", type_name(*info.type->id),
                                    spell_passed(call), advice));
}

void refuse_both(const HandlerType& type, const Call& call, std::size_t parameter, std::size_t index) {
    throw ArgumentError(fmt::format("{}, but the call passes it twice, as argument {} and by name; {}",
                                    spell_wish(type, call, parameter), index, spell_passed(call)));
}

void refuse_value(const HandlerType& type, const Call& call, std::size_t parameter,
                  const ArgumentSource& source) {
    const auto index = static_cast<std::size_t>(source.index);
    const ArgInfo& info = call.view().shape->infos[index];
    throw ArgumentError(
        fmt::format("{}, but the call passes {} as {}; {}", spell_wish(type, call, parameter),
                    spell_argument(info, index),
                    spell_unfit(info, call.view().values[index], type.parameters[parameter].type->kind),
                    spell_passed(call)));
}

void refuse_overloads(const HandlerType& type, const Call& call) {
    std::string overloads;
    for (std::size_t i = 0; i < type.overload_count; ++i) {
        overloads += (i > 0 ? " nor " : "") + spell_overload(*type.overloads[i]);
    }
    throw ArgumentError(
        fmt::format("{} takes neither {} from this call; {}", call.who(), overloads, spell_passed(call)));
}

void refuse_tie(const Call& call, const HandlerType& one, const HandlerType& other) {
    throw ArgumentError(
        fmt::format("{} takes both {} and {}, which fit equally well; {}: remove one of the overloads",
                    call.who(), spell_overload(one), spell_overload(other), spell_passed(call)));
}

void refuse_result(const Call& call, const ArgInfo& info, const void* result, const std::type_info& wanted,
                   Kind kind) {
    throw ArgumentError(fmt::format("{} is asked for a {}, but returns {}", call.who(), type_name(wanted),
                                    spell_unfit(info, result, kind)));
}

void refuse_next_again(std::string_view hook, const std::string& who) {
    throw Error(fmt::format("{}: {} calls its Next a second time, expected one call in each run",
                            escaped(hook), who));
}

void refuse_next_elsewhere(std::string_view hook, const std::string& who) {
    throw Error(fmt::format("{}: {} calls its Next in another thread, expected the thread of the call",
                            escaped(hook), who));
}

void refuse_next_later(std::string_view hook, const std::string& who) {
    throw Error(fmt::format(
        "{}: {} takes a const weft::Next&, but it is to run in the background, when the call has gone on: "
        "add it as it is, or take its hook apart from the others",
        escaped(hook), who));
}

void refuse_to_defer(const Call& call, std::size_t index) {
    const ArgInfo& info = call.view().shape->infos[index];
    throw ArgumentError(fmt::format(
        "{} runs in the background, on copies, but the call passes {} as {}, {}", call.who(),
        spell_argument(info, index), type_name(*info.type->id),
        info.type->copy == nullptr
            ? "which cannot be copied: pass a std::shared_ptr to it, or let the handler take others by name"
            : "whose copy would refer to what the loop goes on to change: pass the value itself, or a "
              "std::shared_ptr to it"));
}

void refuse_circle(std::string_view hook, const std::string& who, const std::vector<std::string>& circle) {
    throw Error(
        fmt::format("{}: {} closes a circle: {} before {}; expected before and after to leave an order",
                    escaped(hook), who, fmt::join(circle, " before "), circle.front()));
}

void refuse_no_name() {
    throw Error("DynamicCallback: its name is empty, expected what errors are to call it");
}

void refuse_no_hook(std::string_view who) {
    throw Error(
        fmt::format("{}: the hook's name is empty, expected the name of a moment of the loop", escaped(who)));
}

void refuse_hook_twice(std::string_view who, std::string_view hook) {
    throw Error(fmt::format("{}: {} has a function for this hook already, expected one for each hook",
                            escaped(hook), escaped(who)));
}

void refuse_hooks(std::string_view who, std::string_view hook, std::size_t most) {
    throw Error(fmt::format("{}: {} has functions for {} hooks already, expected no more", escaped(hook),
                            escaped(who), most));
}

void refuse_no_function(std::string_view who, std::string_view hook) {
    throw Error(fmt::format("{}: {}: the function is empty, expected one that can be called", escaped(hook),
                            escaped(who)));
}

void refuse_parameter(std::string_view who, std::string_view hook, std::string_view name) {
    throw Error(name.empty() ? fmt::format("{}: {}: a parameter's name is empty", escaped(hook), escaped(who))
                             : fmt::format("{}: {}: the parameter '{}' is given twice", escaped(hook),
                                           escaped(who), escaped(name)));
}

}  // namespace weft::detail
