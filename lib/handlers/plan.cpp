// SPDX-License-Identifier: MIT
// Keeps a ring of plans for each handler type. Any thread may add one, without a lock; none is ever removed.
#include "handlers/plan.hpp"

#include "handlers/binding.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

namespace weft::detail {

constinit const Plan no_plan{nullptr, &no_plan, nullptr, nullptr, nullptr};

namespace {

/// Whether the parameter takes its argument as it is, so that `direct_value` gives its value.
bool is_direct(const ParameterInfo& parameter, const ArgumentSource& source) noexcept {
    return parameter.type->takes != Takes::argument ||
           (source.index != ArgumentSource::absent && source.convert == nullptr && source.base.is_fixed() &&
            parameter.type->optionals == source.optionals);
}

bool is_direct(const Bound& bound) noexcept {
    for (std::size_t i = 0; i < bound.type->parameter_count; ++i) {
        if (!is_direct(bound.type->parameters[i], bound.sources[i])) {
            return false;
        }
    }
    return true;
}

struct DeletePlan {
    void operator()(Plan* plan) const noexcept { ::operator delete(plan); }
};
using OwnedPlan = std::unique_ptr<Plan, DeletePlan>;

/// The plan for the shape in a ring of plans, be it for the program or for the library; else null. `begin` may be null.
const Plan* find_any(const Plan* begin, const Shape* shape) noexcept {
    const Plan* plan = begin;
    while (plan != nullptr && plan->made_for != shape) {
        const Plan* const next = plan->next.load(std::memory_order_acquire);
        plan = next != begin ? next : nullptr;
    }
    return plan;
}

/// Makes a plan and the sources that follow it, in one block of memory.
OwnedPlan make_plan(const Shape* shape, const Bound& bound) {
    const std::size_t count = bound.type->parameter_count;
    static_assert(std::is_trivially_destructible_v<Plan> &&
                  std::is_trivially_destructible_v<ArgumentSource> &&
                  sizeof(Plan) % alignof(ArgumentSource) == 0);
    OwnedPlan plan(new (::operator new(sizeof(Plan) + count * sizeof(ArgumentSource))) Plan{
        takes_lazy(*bound.type, *shape, bound.sources.get()) ? nullptr : shape, nullptr, bound.type,
        is_direct(bound) ? bound.type->invoke_direct : bound.type->invoke_from, shape});
    std::uninitialized_copy_n(bound.sources.get(), count, const_cast<ArgumentSource*>(plan->sources()));
    return plan;
}

/// Adds the plan to the ring, behind the one that was there first. If another thread has added one for this shape meanwhile,
/// returns that.
const Plan* add_plan(std::atomic<const Plan*>& plans, const Plan& made) noexcept {
    made.next.store(&made, std::memory_order_relaxed);
    const Plan* first = nullptr;
    if (plans.compare_exchange_strong(first, &made, std::memory_order_acq_rel, std::memory_order_acquire)) {
        return &made;
    }
    const Plan* second = first->next.load(std::memory_order_acquire);
    for (;;) {
        if (const Plan* const same = find_any(first, made.made_for); same != nullptr) {
            return same;
        }
        made.next.store(second, std::memory_order_relaxed);
        if (first->next.compare_exchange_weak(second, &made, std::memory_order_acq_rel,
                                              std::memory_order_acquire)) {
            return &made;
        }
    }
}

}  // namespace

bool takes_lazy(const HandlerType& type, const Shape& shape, const ArgumentSource* sources) noexcept {
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        if (takes_lazy(type.parameters[i], shape, sources[i])) {
            return true;
        }
    }
    return false;
}

const Plan& plan_for(Handler& handler, const Call& call) {
    std::atomic<const Plan*>& plans = *handler.type->plans;
    const Shape* const shape = call.view().shape;
    const Plan* plan = find_any(plans.load(std::memory_order_acquire), shape);
    if (plan == nullptr) {
        OwnedPlan made = make_plan(shape, bind_any(*handler.type, call));
        plan = add_plan(plans, *made);
        if (plan == made.get()) {
            static_cast<void>(made.release());
        }
    }
    // The handler keeps the first plan that it uses, and finds those of other shapes in the ring.
    const Plan* none = &no_plan;
    if (handler.plan.load(std::memory_order_relaxed) == none) {
        handler.plan.compare_exchange_strong(none, plan, std::memory_order_release,
                                             std::memory_order_relaxed);
    }
    return *plan;
}

void delete_plans(const Plan* first) noexcept {
    const Plan* plan = first;
    while (plan != nullptr) {
        const Plan* const next = plan->next.load(std::memory_order_relaxed);
        ::operator delete(const_cast<Plan*>(plan));
        plan = next != first ? next : nullptr;
    }
}

}  // namespace weft::detail
