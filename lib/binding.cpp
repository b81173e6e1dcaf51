// SPDX-License-Identifier: MIT
// Matches a handler's parameters with a call's arguments: by position first, then by name.
#include <weft/detail/handler.hpp>

#include "messages.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace weft::detail {

namespace {

/// Why a parameter cannot be filled.
struct Mismatch {
    enum class Reason : std::uint8_t { none, absent, both, wrong_argument } reason = Reason::none;
    std::size_t parameter = 0;
    std::size_t argument = 0;
    Match match = Match::yes;
};

using Reason = Mismatch::Reason;

/// `place` is the parameter's place among those that take an argument.
Mismatch bind_one(const HandlerType& type, const View& view, std::size_t parameter, std::size_t place,
                  Source& source) {
    const ParameterInfo& info = type.parameters[parameter];
    const Shape& shape = *view.shape;
    const std::optional<std::size_t> named = info.name.empty() ? std::nullopt : find_name(view, info.name);
    std::size_t argument = place;
    if (place < shape.positional) {
        if (named.has_value()) {
            return {Reason::both, parameter, place};
        }
    } else if (named.has_value()) {
        argument = *named;
    } else if (info.has_default || info.optionals > 0) {
        return {};
    } else {
        return {Reason::absent, parameter};
    }
    source.index = static_cast<std::int32_t>(argument);
    const ArgInfo& from = shape.infos[argument];
    const Match match = info.resolve(from, from.is_mutable && !shape.is_const, view.values[argument], source);
    return match == Match::yes ? Mismatch() : Mismatch{Reason::wrong_argument, parameter, argument, match};
}

Mismatch try_bind(const HandlerType& type, const View& view, Source* sources) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        sources[i] = Source();
        if (!type.parameters[i].is_args) {
            const Mismatch mismatch = bind_one(type, view, i, place++, sources[i]);
            if (mismatch.reason != Reason::none) {
                return mismatch;
            }
        }
    }
    return {};
}

[[noreturn]] void refuse(const Handler& handler, const HandlerType& type, const Call& call,
                         const Mismatch& mismatch) {
    switch (mismatch.reason) {
        case Reason::absent: refuse_absent(handler, type, call, mismatch.parameter);
        case Reason::both: refuse_both(handler, type, call, mismatch.parameter, mismatch.argument);
        default: refuse_argument(handler, type, call, mismatch.parameter, mismatch.argument, mismatch.match);
    }
}

struct Bound {
    const HandlerType* type;
    std::unique_ptr<Source[]> sources;
};

/// Of overloads, the one whose parameters the call can fill; of several, the one that takes most arguments.
Bound choose_overload(const Handler& handler, const Call& call) {
    const HandlerType& all = *handler.type;
    Bound best{nullptr, nullptr};
    std::ptrdiff_t most = -1;
    const HandlerType* tie = nullptr;
    for (std::size_t i = 0; i < all.overload_count; ++i) {
        const HandlerType& type = *all.overloads[i];
        auto sources = std::make_unique<Source[]>(type.parameter_count);
        if (try_bind(type, call.view(), sources.get()).reason != Reason::none) {
            continue;
        }
        const std::ptrdiff_t taken =
            std::count_if(sources.get(), sources.get() + type.parameter_count,
                          [](const Source& one) { return one.index != Source::absent; });
        if (taken == most) {
            tie = &type;
        } else if (taken > most) {
            tie = nullptr;
            most = taken;
            best = {&type, std::move(sources)};
        }
    }
    if (best.type == nullptr) {
        refuse_overloads(handler, call);
    }
    if (tie != nullptr) {
        refuse_tie(handler, call, *best.type, *tie);
    }
    return best;
}

/// Throws `ArgumentError` where the call cannot fill the parameters.
void bind(const Handler& handler, const Call& call, Source* sources) {
    const Mismatch mismatch = try_bind(*handler.type, call.view(), sources);
    if (mismatch.reason != Reason::none) {
        refuse(handler, *handler.type, call, mismatch);
    }
}

Bound bind_any(const Handler& handler, const Call& call) {
    if (handler.type->overload_count > 0) {
        return choose_overload(handler, call);
    }
    Bound bound{handler.type, std::make_unique<Source[]>(handler.type->parameter_count)};
    bind(handler, call, bound.sources.get());
    return bound;
}

bool is_direct(const ParameterInfo& parameter, const Source& source) noexcept {
    return parameter.is_args || (source.index != Source::absent && source.convert == nullptr &&
                                 source.upcast == nullptr && parameter.optionals == source.optionals);
}

struct DeletePlan {
    void operator()(Plan* plan) const noexcept { ::operator delete(plan); }
};
using OwnedPlan = std::unique_ptr<Plan, DeletePlan>;

OwnedPlan make_plan(const Shape* shape, const Bound& bound) {
    const std::size_t count = bound.type->parameter_count;
    static_assert(std::is_trivially_destructible_v<Plan> && std::is_trivially_destructible_v<Source> &&
                  sizeof(Plan) % alignof(Source) == 0);
    OwnedPlan plan(new (::operator new(sizeof(Plan) + count * sizeof(Source)))
                       Plan{shape, nullptr, bound.type, true});
    std::uninitialized_copy_n(bound.sources.get(), count, const_cast<Source*>(plan->sources()));
    for (std::size_t i = 0; i < count; ++i) {
        plan->is_direct = plan->is_direct && is_direct(bound.type->parameters[i], bound.sources[i]);
    }
    return plan;
}

const Plan* find_plan(const Plan* plan, const Plan* end, const Shape* shape) noexcept {
    while (plan != end && plan->shape != shape) {
        plan = plan->next;
    }
    return plan != end ? plan : nullptr;
}

/// The sources for this pair of handler and shape, found or made; of overloads, for the one that fits best.
const Plan& plan_for(Handler& handler, const Call& call) {
    std::atomic<const Plan*>& plans = *handler.type->plans;
    const Shape* const shape = call.view().shape;
    const Plan* head = plans.load(std::memory_order_acquire);
    const Plan* plan = find_plan(head, nullptr, shape);
    if (plan == nullptr) {
        OwnedPlan made = make_plan(shape, bind_any(handler, call));
        do {
            plan = find_plan(head, made->next, shape);  // Another thread may have been first with this shape.
            made->next = head;
        } while (plan == nullptr && !plans.compare_exchange_weak(head, made.get(), std::memory_order_release,
                                                                 std::memory_order_acquire));
        if (plan == nullptr) {
            plan = made.release();
        }
    }
    const Plan* none = nullptr;
    handler.plan.compare_exchange_strong(none, plan, std::memory_order_release, std::memory_order_relaxed);
    return *plan;
}

/// As many parameters as a handler may have before a call of a shape that does not last allocates.
constexpr std::size_t few_parameters = 16;

}  // namespace

void invoke_unplanned(Handler& handler, Call& call) {
    const Shape& shape = *call.view().shape;
    const HandlerType& type = *handler.type;
    const Plan* plan = handler.plan.load(std::memory_order_acquire);
    if (plan != nullptr && plan->shape == &shape) {  // Of overloads, whose plan names the one to run.
        plan->type->run(*plan->type, handler, call, plan->sources());
    } else if (shape.is_fixed) {
        const Plan& found = plan_for(handler, call);
        found.type->run(*found.type, handler, call, found.sources());
    } else if (type.overload_count == 0 && type.parameter_count <= few_parameters) {
        std::array<Source, few_parameters> sources;
        bind(handler, call, sources.data());
        type.run(type, handler, call, sources.data());
    } else {
        const Bound bound = bind_any(handler, call);
        bound.type->run(*bound.type, handler, call, bound.sources.get());
    }
}

}  // namespace weft::detail
