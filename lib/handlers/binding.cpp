// SPDX-License-Identifier: MIT
// Looks for a parameter's argument by position, then by name, else leaves it to its default; then chooses among overloads.
#include "handlers/binding.hpp"

#include "handlers/refusals.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace weft::detail {

namespace {

/// Why a parameter cannot be filled: the first one of a handler for which that is so.
struct Mismatch {
    enum class Reason : std::uint8_t { none, absent, both, wrong_argument } reason = Reason::none;
    std::size_t parameter = 0;
    std::size_t argument = 0;
    Match match = Match::yes;
};

using Reason = Mismatch::Reason;

/// Finds the source of one parameter. `place` is the parameter's place among those that a positional argument fills.
Mismatch bind_one(const HandlerType& type, const View& view, std::size_t parameter, std::size_t place,
                  ArgumentSource& source) {
    const ParameterInfo& info = type.parameters[parameter];
    const Shape& shape = *view.shape;
    const std::optional<std::size_t> named = info.name.empty() ? std::nullopt : find_name(view, info.name);
    std::size_t argument = place;
    if (!info.is_named_only && place < shape.positional) {
        if (named.has_value()) {
            return {Reason::both, parameter, place};
        }
    } else if (named.has_value()) {
        argument = *named;
    } else if (info.has_default || info.type->optionals > 0) {
        return {};
    } else {
        return {Reason::absent, parameter};
    }
    source.index = static_cast<std::int32_t>(argument);
    const ArgInfo& from = shape.infos[argument];
    const Match match = info.type->resolve(from, from.is_mutable && !shape.is_const, source);
    return match == Match::yes ? Mismatch() : Mismatch{Reason::wrong_argument, parameter, argument, match};
}

/// Finds the sources of all parameters, or the first mismatch.
Mismatch try_bind(const HandlerType& type, const View& view, ArgumentSource* sources) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        sources[i] = ArgumentSource();
        if (type.parameters[i].type->takes == Takes::argument) {
            const Mismatch mismatch = bind_one(type, view, i, place, sources[i]);
            place += type.parameters[i].is_named_only ? 0 : 1;
            if (mismatch.reason != Reason::none) {
                return mismatch;
            }
        }
    }
    return {};
}

[[noreturn]] void refuse(const HandlerType& type, const Call& call, const Mismatch& mismatch) {
    switch (mismatch.reason) {
        case Reason::absent: refuse_absent(type, call, mismatch.parameter);
        case Reason::both: refuse_both(type, call, mismatch.parameter, mismatch.argument);
        default: refuse_argument(type, call, mismatch.parameter, mismatch.argument, mismatch.match);
    }
}

/// Chooses the overload whose parameters the call can fill; of several such, the one that takes the most arguments. Refuses the
/// call where there is none, and where two take equally many.
Bound choose_overload(const HandlerType& all, const Call& call) {
    Bound best{nullptr, nullptr};
    std::ptrdiff_t most = -1;
    const HandlerType* tie = nullptr;
    for (std::size_t i = 0; i < all.overload_count; ++i) {
        const HandlerType& type = *all.overloads[i];
        auto sources = std::make_unique<ArgumentSource[]>(type.parameter_count);
        if (try_bind(type, call.view(), sources.get()).reason != Reason::none) {
            continue;
        }
        const std::ptrdiff_t taken =
            std::count_if(sources.get(), sources.get() + type.parameter_count,
                          [](const ArgumentSource& one) { return one.index != ArgumentSource::absent; });
        if (taken == most) {
            tie = &type;
        } else if (taken > most) {
            tie = nullptr;
            most = taken;
            best = {&type, std::move(sources)};
        }
    }
    if (best.type == nullptr) {
        refuse_overloads(all, call);
    }
    if (tie != nullptr) {
        refuse_tie(call, *best.type, *tie);
    }
    return best;
}

}  // namespace

void bind(const HandlerType& type, const Call& call, ArgumentSource* sources) {
    const Mismatch mismatch = try_bind(type, call.view(), sources);
    if (mismatch.reason != Reason::none) {
        refuse(type, call, mismatch);
    }
}

Bound bind_any(const HandlerType& type, const Call& call) {
    if (type.overload_count > 0) {
        return choose_overload(type, call);
    }
    Bound bound{&type, std::make_unique<ArgumentSource[]>(type.parameter_count)};
    bind(type, call, bound.sources.get());
    return bound;
}

}  // namespace weft::detail
