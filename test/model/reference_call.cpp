// SPDX-License-Identifier: MIT
// One call of the model: the rules of the contract for handlers that run, one by one.
#include "reference_call.hpp"

#include "arguments.hpp"
#include "order.hpp"

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace model {

/// One run of a handler, or one question of a predicate.
class ReferenceCall::Run final : public Reach {
public:
    Run(ReferenceCall& call, Shape shape, std::size_t place)
        : call_(call), has_next_(is_around(shape)), has_all_(model::has_all(shape)), place_(place) {}
    /// Of a predicate.
    explicit Run(ReferenceCall& call) : call_(call), has_next_(false), has_all_(true), place_(0) {}

    [[nodiscard]] bool has_next() const override { return has_next_; }
    void next() override {
        if (std::exchange(has_gone_on_, true) && !call_.has(Fault::runs_the_rest_twice)) {
            throw std::runtime_error("next was called before");
        }
        try {
            call_.run_from(place_ + 1);
        } catch (...) {
            passing_ = std::current_exception();
            throw;
        }
    }

    [[nodiscard]] bool has_all() const override { return has_all_; }
    [[nodiscard]] long take_x() override {
        if (arguments_forms.at(call_.passed_.form).x_has_name) {
            call_.make_x();
        }
        return find_x(call_.passed_);
    }
    [[nodiscard]] long not_made() const override {
        const ArgumentsForm& form = arguments_forms.at(call_.passed_.form);
        return (form.x_is_lazy && call_.making_ != Making::made ? 1 : 0) +
               (form.y_is_lazy && !call_.y_is_made_ ? 1 : 0);
    }

    [[nodiscard]] bool has_gone_on() const { return has_gone_on_; }
    /// What has left its `next`, and is not its failure.
    [[nodiscard]] const std::exception_ptr& passing() const { return passing_; }

    bool has_failed = false;

private:
    ReferenceCall& call_;
    const bool has_next_;
    const bool has_all_;
    const std::size_t place_;
    bool has_gone_on_ = false;
    std::exception_ptr passing_;
};

ReferenceCall::ReferenceCall(Registry& registry, std::shared_ptr<FabricState> fabric, std::size_t hook,
                             Way way, Passed& passed)
    : registry_(registry), fabric_(std::move(fabric)), hook_(hook), way_(way), passed_(passed) {}

std::vector<long> ReferenceCall::make() {
    is_told_ = is_observed();
    if (is_told_) {
        tell(Moment::call_begin, false, count_of_arguments());
    }
    try {
        if (has(Fault::makes_what_nobody_takes)) {
            make_x();
        }
        turn_ = handlers_in_order();
        run_from(0);
    } catch (...) {
        if (is_told_) {
            tell(Moment::call_end, true, ran_);
        }
        throw;
    }
    if (is_told_) {
        tell(Moment::call_end, false, ran_);
    }
    switch (way_) {
        case Way::call: return {static_cast<long>(ran_)};
        case Way::around: return {is_entered_ ? 1 : 0};
        default: return answers_;
    }
}

Handlers ReferenceCall::handlers_in_order() const {
    return fabric_->handlers.contains(hook_)
               ? in_order(registry_, fabric_->handlers.at(hook_)).value_or(Handlers())
               : Handlers();
}

void ReferenceCall::run_from(std::size_t place) {
    for (; place < turn_.size(); ++place) {
        const bool has_answer = way_ == Way::first && !answers_.empty();
        if (has_answer || !reach(place)) {
            return;
        }
        if (has(Fault::runs_what_was_connected_meanwhile)) {
            turn_ = handlers_in_order();
        }
    }
    run_body();
}

void ReferenceCall::run_body() {
    if (way_ != Way::around || (fabric_->has_ended && has(Fault::forgets_the_body_of_what_has_ended))) {
        return;
    }
    is_entered_ = true;
    registry_.behaviour.entered(passed_.call);
}

bool ReferenceCall::reach(std::size_t place) {
    const std::shared_ptr<Handler> handler = turn_[place];
    Registered& registration = *handler->registration;
    if (has(Fault::counts_blocked_calls) && registration.blocks > 0) {
        ++handler->calls;
    }
    const bool is_gone =
        !registry_.is_connected(registration) && !has(Fault::runs_what_was_disconnected_meanwhile);
    if (is_gone || registration.blocks > 0) {
        return is_gone || !is_around(handler->shape) || !has(Fault::lets_the_blocked_veto);
    }
    const Counted running(registry_.actors[registration.actor].running);
    if (!is_due(*handler)) {
        return true;
    }
    if (!fill(*handler) || !announce(*handler)) {
        return true;
    }
    if (handler->manner.once) {
        registration.is_connected = false;
    }
    ++ran_;
    Run one(*this, handler->shape, place);
    const bool goes_on = run(*handler, one);
    if (is_around(handler->shape)) {
        return (!one.has_gone_on() && has(Fault::goes_on_after_a_veto)) ||
               (one.has_failed && has(Fault::goes_on_after_a_failure_around_the_rest));
    }
    return goes_on;
}

/// What `when` and `every` say.
bool ReferenceCall::is_due(Handler& handler) {
    Registered& registration = *handler.registration;
    const Manner& manner = handler.manner;
    std::size_t& calls = has(Fault::counts_for_all_hooks_together) ? registration.calls : handler.calls;
    const auto counts = [&] { return manner.every == 0 || ++calls % manner.every == 0; };
    const bool is_counted = has(Fault::counts_before_it_asks) && counts();
    if (manner.when != When::absent) {
        Run question(*this);
        if (!registry_.behaviour.holds(registration.actor, manner.when, question)) {
            if (manner.once && has(Fault::uses_once_up_in_calls_that_do_not_count)) {
                registration.is_connected = false;
            }
            return false;
        }
        // The predicate may have disconnected or blocked it.
        if (!registry_.may_run(registration) && !has(Fault::runs_what_its_predicate_disconnects)) {
            return false;
        }
    }
    return has(Fault::counts_before_it_asks) ? is_counted : counts();
}

/// Fills the parameters; false where that has disconnected or blocked the handler.
bool ReferenceCall::fill(const Handler& handler) {
    if (handler.manner.once && has(Fault::uses_once_up_in_vain)) {
        handler.registration->is_connected = false;
    }
    if (!can_fill(handler.shape, passed_.form)) {
        throw std::runtime_error("refused");
    }
    if (handler.manner.once && way_ == Way::collect && has(Fault::crashes)) {
        std::abort();
    }
    if (!takes_x(handler.shape) || !arguments_forms.at(passed_.form).x_is_lazy) {
        return true;
    }
    make_x();
    y_is_made_ = y_is_made_ || handler.shape == Shape::x_and_y;
    return registry_.may_run(*handler.registration);
}

/// Shows observers that it is about to run; false where they have disconnected or blocked it.
bool ReferenceCall::announce(const Handler& handler) {
    if (!is_told_) {
        return true;
    }
    tell(Moment::handler_begin, false, count_of_arguments());
    return handler.registration->is_connected && handler.registration->blocks == 0;
}

bool ReferenceCall::run(Handler& handler, Run& run) {
    const std::size_t answers_before = answers_.size();
    try {
        const Heard heard = hear(handler.shape, passed_);
        registry_.behaviour.ran(handler.registration->actor, hook_, heard, run);
        if (answers(handler.shape)) {
            answer(heard[0], answers_before);
        }
    } catch (...) {
        return fail(handler, run);
    }
    if (!has(Fault::never_starts_counting_anew)) {
        handler.failures = 0;
    }
    if (is_told_) {
        tell(Moment::handler_end, false, count_of_arguments());
    }
    return true;
}

bool ReferenceCall::fail(Handler& handler, Run& run) {
    const std::exception_ptr thrown = std::current_exception();
    const bool passes = thrown == run.passing() && !has(Fault::blames_those_around);
    const bool is_of_x = thrown == not_made_ && !has(Fault::blames_who_takes_x);
    run.has_failed = !passes && !is_of_x;
    handler.failures += run.has_failed ? 1 : 0;
    const std::size_t failures = handler.failures;
    if (is_told_) {
        tell(Moment::handler_end, true, count_of_arguments());
    }
    const std::shared_ptr<ErrorHandler> error_handler = fabric_->error_handler;
    if (!run.has_failed || error_handler == nullptr) {
        throw;
    }
    registry_.behaviour.failed(error_handler->number, error_handler->mode, hook_,
                               handler.registration->number, failures);
    return !has(Fault::stops_after_a_failure);
}

void ReferenceCall::answer(long value, std::size_t answers_before) {
    if (way_ == Way::first && !answers_.empty()) {
        if (has(Fault::takes_the_last_answer)) {
            answers_.front() = value;
        }
        return;
    }
    const bool is_misplaced = has(Fault::answers_in_the_order_of_beginning);
    answers_.insert(
        is_misplaced ? answers_.begin() + static_cast<std::ptrdiff_t>(answers_before) : answers_.end(),
        value);
}

void ReferenceCall::make_x() {
    if (!arguments_forms.at(passed_.form).x_is_lazy) {
        return;
    }
    if (making_ == Making::begun) {
        throw std::runtime_error("x is asked for while it is being made");
    }
    if (making_ == Making::failed && !has(Fault::makes_again_what_was_not_made)) {
        std::rethrow_exception(not_made_);
    }
    if (making_ == Making::made && !has(Fault::makes_anew)) {
        return;
    }
    making_ = Making::begun;
    try {
        registry_.behaviour.makes_x(passed_.call);
    } catch (...) {
        not_made_ = std::current_exception();
        making_ = Making::failed;
        throw;
    }
    making_ = Making::made;
}

bool ReferenceCall::is_observed() const {
    return (fabric_->telling == 0 || has(Fault::shows_observers_their_own_calls)) &&
           std::any_of(fabric_->observers.begin(), fabric_->observers.end(),
                       [](const auto& one) { return one->registration->is_connected; });
}

void ReferenceCall::tell(Moment moment, bool has_exception, std::size_t count) {
    const Counted telling(fabric_->telling);
    const Handlers turn = fabric_->observers;
    for (const std::shared_ptr<Handler>& observer : turn) {
        const Registered& registration = *observer->registration;
        if (registry_.may_run(registration)) {
            const Counted running(registry_.actors[registration.actor].running);
            registry_.behaviour.told(registration.actor, moment, hook_, has_exception, count);
        }
    }
}

std::size_t ReferenceCall::count_of_arguments() const {
    return argument_count(passed_.form);
}

}  // namespace model
