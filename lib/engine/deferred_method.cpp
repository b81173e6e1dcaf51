// SPDX-License-Identifier: MIT
// Stands in for a method in a call: copies the arguments that the method takes, and puts its run off.
#include "engine/deferred_method.hpp"

#include "engine/deferred_run.hpp"
#include "handlers/plan.hpp"
#include "handlers/refusals.hpp"

#include <weft/detail/handlers/call.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace weft::detail {

namespace {

/// A call in which no handler begins to run: it finds out whether the values fit the parameters.
struct FitCall final : Call {
    explicit FitCall(const Call& that) noexcept : Call(that.view(), nullptr), of(that) {
        is_announced = true;
    }

    const Call& of;

    [[nodiscard]] std::string who() const override { return of.who(); }
    void let_pass(PassingException& one) const noexcept override { of.let_pass(one); }
    [[nodiscard]] bool passes(const std::exception_ptr& exception) const noexcept override {
        return of.passes(exception);
    }
    [[nodiscard]] bool is_of_this_thread() const noexcept override { return of.is_of_this_thread(); }
    bool begin_run(Handler& /*handler*/) override { return false; }
    [[nodiscard]] const Next& next() const noexcept override { return of.next(); }
};

}  // namespace

DeferredMethod::DeferredMethod(const HandlerType& type, std::string_view hook, const DeferredCallback& of)
    : HandlerType(type), type_(type), hook_(hook), of_(of) {
    plans = &first_plan_;
    if (type.overload_count > 0) {
        for (std::size_t i = 0; i < type.overload_count; ++i) {
            overloads_.push_back(std::make_unique<DeferredMethod>(*type.overloads[i], hook, of));
            overload_types_.push_back(overloads_.back().get());
        }
        overloads = overload_types_.data();
        return;
    }
    invoke_direct = &put_off;
    invoke_from = &put_off;
    for (std::size_t i = 0; i < parameter_count; ++i) {
        runs_in_call_ = runs_in_call_ || parameters[i].type->form == Form::reference;
    }
    reads_ = reads_of(type, of.wrapped.object, hook);
    for (const Read& read : reads_.reads) {
        runs_in_call_ = runs_in_call_ || read.changes;
    }
}

DeferredMethod::~DeferredMethod() {
    delete_plans(first_plan_.load(std::memory_order_acquire));
}

void DeferredMethod::put_off(const HandlerType& type, Handler& handler, Call& call,
                             const ArgumentSource* sources) {
    const auto& self = static_cast<const DeferredMethod&>(type);
    const KeptObject& object = self.of_.wrapped;
    const std::shared_ptr<void> alive = object.tracked.lock();
    if (object.ownership == Ownership::tracked && alive == nullptr) {
        return;
    }
    if (self.runs_in_call_) {
        self.run_now(handler, call, sources);
    } else {
        self.put_off(handler, call, sources);
    }
}

void DeferredMethod::run_now(Handler& handler, Call& call, const ArgumentSource* sources) const {
    // What it returns does not count, as what is put off returns nothing either.
    struct Unasked {
        Call& call;
        Sink* sink;
        ~Unasked() { call.sink = sink; }
    };
    const Unasked unasked{call, std::exchange(call.sink, nullptr)};
    // Kept, as the handler may end everything else that keeps it.
    const std::shared_ptr<Deferring> by = of_.by;
    by->run_in_turn([&] { type_.invoke_from(type_, handler, call, sources); });
}

void DeferredMethod::put_off(Handler& handler, Call& call, const ArgumentSource* sources) const {
    const View& view = call.view();
    const Shape& shape = *view.shape;
    std::vector<bool> is_taken(shape.count, reads_.is_anything);
    if (!reads_.reads.empty()) {
        std::size_t place = 0;
        for (const Arg& argument : call.args) {
            is_taken[place++] = reads_.has(argument);
        }
    }
    bool converts = false;
    for (std::size_t i = 0; i < parameter_count; ++i) {
        if (sources[i].index != ArgumentSource::absent) {
            is_taken[static_cast<std::size_t>(sources[i].index)] = true;
            converts = converts || sources[i].convert != nullptr;
        }
    }
    if (converts) {
        FitCall fit(call);
        type_.invoke_from(type_, handler, fit, sources);
    }
    for (std::size_t i = 0; i < shape.count; ++i) {
        if (is_taken[i] && !CopiedArguments::can_copy(shape.infos[i])) {
            refuse_to_defer(call, i);
        }
    }
    auto state = std::make_unique<DeferredRun::State>();
    state->arguments = CopiedArguments(
        static_cast<std::size_t>(std::count(is_taken.begin(), is_taken.end(), true)), shape.is_fixed);
    std::vector<std::int32_t> places(shape.count, ArgumentSource::absent);
    for (std::size_t i = 0; i < shape.count; ++i) {
        if (is_taken[i]) {
            places[i] = static_cast<std::int32_t>(
                state->arguments.add(shape.infos[i], taken(shape.infos[i], view.at(i), view.asker)));
        }
    }
    state->sources = std::make_unique<ArgumentSource[]>(parameter_count);
    for (std::size_t i = 0; i < parameter_count; ++i) {
        state->sources[i] = sources[i];
        if (sources[i].index != ArgumentSource::absent) {
            state->sources[i].index = places[static_cast<std::size_t>(sources[i].index)];
        }
    }
    state->registration = handler.registration;
    state->callback = of_.shared_from_this();
    state->type = &type_;
    state->hook = hook_;
    if (call.is_announced && !call.begin_run(handler)) {
        return;
    }
    ++call.ran;
    const std::shared_ptr<Deferring> by = of_.by;
    by->defer(DeferredRun(std::move(state)));
}

}  // namespace weft::detail
