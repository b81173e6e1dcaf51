// SPDX-License-Identifier: MIT
// The model of a fabric: lists of handlers, and the rules of the contract one by one.
#include "reference.hpp"

#include "arguments.hpp"
#include "reference_state.hpp"

#include <algorithm>
#include <cstdlib>

namespace model {

namespace {

class Reference final : public Subject {
public:
    Reference(Behaviour& behaviour, Fault fault) : behaviour_(behaviour), fault_(fault) {}

    [[nodiscard]] bool has(std::size_t fabric) const override { return fabrics_.at(fabric) != nullptr; }
    void create(std::size_t fabric) override { fabrics_.at(fabric) = std::make_shared<FabricState>(); }

    void destroy(std::size_t fabric) override {
        const std::shared_ptr<FabricState> gone = std::move(fabrics_.at(fabric));
        for (const auto& [hook, handlers] : gone->handlers) {
            disconnect_all(handlers);
        }
        disconnect_all(gone->observers);
    }

    void move(std::size_t fabric, bool) override {
        const std::size_t other = 1 - fabric;
        if (has(other)) {
            destroy(other);
        }
        fabrics_.at(other) = std::move(fabrics_.at(fabric));
    }

    void connect(Registration registration, Actor actor, std::size_t fabric, std::size_t hook, Shape shape,
                 const Manner& manner) override {
        actors_[actor] = {};
        insert(fabric, hook, {registered(registration, actor), shape, manner.once, manner.every},
               manner.at_front);
    }

    void make(Actor actor, Form form, bool is_part) override {
        actors_[actor] = {form, is_part, form != Form::rvalue && form != Form::unique};
    }

    void add(Registration registration, Actor actor, std::size_t fabric, bool at_front) override {
        if (actors_[actor].form == Form::weak && !is_alive(actor)) {
            throw std::runtime_error("expired");
        }
        const Shared shared = registered(registration, actor);
        insert(fabric, 0, {shared, Shape::nothing}, at_front);
        if (actors_[actor].is_part) {
            insert(fabric, 2, {shared, Shape::answer}, at_front);
        } else {
            insert(fabric, 1, {shared, Shape::x}, at_front);
            insert(fabric, 2, {shared, Shape::all}, at_front);
        }
    }

    void build(std::size_t fabric, const std::vector<Actor>& actors) override {
        destroy(fabric);
        create(fabric);
        for (const Actor actor : actors) {
            add(nobody, actor, fabric, false);
        }
    }

    void observe(Registration registration, Actor actor, std::size_t fabric, Form form) override {
        actors_[actor] = {form, false, form != Form::rvalue};
        fabrics_.at(fabric)->observers.push_back(
            std::make_shared<Handler>(Handler{registered(registration, actor)}));
    }

    void expire(Actor actor) override { actors_[actor].has_owner = false; }

    std::vector<long> call(std::size_t fabric, std::size_t hook, Way way, Passed& passed) override {
        const std::shared_ptr<FabricState> state = fabrics_.at(fabric);
        Calling calling{state, hook, way, passed, is_observed(*state), 0, {}};
        if (calling.is_observed) {
            tell(*state, Moment::call_begin, hook, false, argument_count(passed.form));
        }
        try {
            run_all(calling);
        } catch (...) {
            if (calling.is_observed) {
                tell(*state, Moment::call_end, hook, true, calling.ran);
            }
            throw;
        }
        if (calling.is_observed) {
            tell(*state, Moment::call_end, hook, false, calling.ran);
        }
        return way == Way::call ? std::vector<long>{static_cast<long>(calling.ran)} : calling.answers;
    }

    void on_error(std::size_t fabric, std::size_t number, unsigned mode) override {
        fabrics_.at(fabric)->error_handler =
            mode == 0 ? nullptr : std::make_shared<ErrorHandler>(ErrorHandler{number, mode});
    }

    void disconnect(Registration registration) override {
        if (const Shared shared = find(registration); shared != nullptr) {
            shared->is_connected = false;
        }
    }
    void disconnect_and_wait(Registration registration) override { disconnect(registration); }

    void block(Registration registration) override {
        blocks_.push_back(find(registration));
        if (blocks_.back() != nullptr) {
            ++blocks_.back()->blocks;
        }
    }
    void unblock(std::size_t block) override {
        const auto at = blocks_.begin() + static_cast<std::ptrdiff_t>(block);
        if (*at != nullptr) {
            (*at)->blocks = fault_ == Fault::forgets_a_block ? 0 : (*at)->blocks - 1;
        }
        blocks_.erase(at);
    }

    void scope(Registration registration) override { scopes_.push_back(find(registration)); }
    void end_scope(std::size_t scope) override {
        const auto at = scopes_.begin() + static_cast<std::ptrdiff_t>(scope);
        if (*at != nullptr) {
            (*at)->is_connected = false;
        }
        scopes_.erase(at);
    }
    void release_scope(std::size_t scope) override {
        scopes_.erase(scopes_.begin() + static_cast<std::ptrdiff_t>(scope));
    }

    [[nodiscard]] bool connected(Registration registration) const override {
        const Shared shared = find(registration);
        return shared != nullptr && is_connected(*shared);
    }
    [[nodiscard]] bool blocked(Registration registration) const override {
        const Shared shared = find(registration);
        return shared != nullptr && shared->blocks > 0;
    }
    [[nodiscard]] bool alive(Actor actor) const override { return is_alive(actor); }

    [[nodiscard]] std::vector<HookState> inspect(std::size_t fabric) const override {
        std::vector<HookState> states;
        const FabricState& state = *fabrics_.at(fabric);
        for (const std::size_t hook : state.hooks_in_order_of_use) {
            HookState one{hook, {}};
            for (const std::shared_ptr<Handler>& handler : state.handlers.at(hook)) {
                if (is_connected(*handler->registration)) {
                    one.handlers.push_back({handler->registration->blocks > 0, handler->once,
                                            std::max<std::size_t>(1, handler->every)});
                }
            }
            if (!one.handlers.empty()) {
                states.push_back(one);
            }
        }
        return states;
    }

private:
    struct Calling {
        std::shared_ptr<FabricState> fabric;
        std::size_t hook;
        Way way;
        Passed& passed;
        bool is_observed;
        std::size_t ran;
        std::vector<long> answers;
    };

    static void disconnect_all(const Handlers& handlers) {
        for (const std::shared_ptr<Handler>& handler : handlers) {
            handler->registration->is_connected = false;
        }
    }

    Shared registered(Registration number, Actor actor) {
        auto shared = std::make_shared<Registered>(Registered{number, actor});
        all_.push_back(shared);
        return shared;
    }
    [[nodiscard]] Shared find(Registration number) const {
        const auto found =
            std::find_if(all_.begin(), all_.end(), [&](const Shared& one) { return one->number == number; });
        return found != all_.end() ? *found : nullptr;
    }

    void insert(std::size_t fabric, std::size_t hook, Handler handler, bool at_front) {
        FabricState& state = *fabrics_.at(fabric);
        if (!state.handlers.contains(hook)) {
            state.hooks_in_order_of_use.push_back(hook);
        }
        Handlers& handlers = state.handlers[hook];
        const bool goes_first = at_front && fault_ != Fault::forgets_the_front;
        handlers.insert(goes_first ? handlers.begin() : handlers.end(),
                        std::make_shared<Handler>(std::move(handler)));
    }

    /// Held by someone outside, by a registration that is connected and owns it, or by its own running method.
    [[nodiscard]] bool is_alive(Actor actor) const {
        const ActorState& state = actors_.at(actor);
        const bool may_be_owned = state.form != Form::weak && state.form != Form::borrowed;
        return state.has_owner || state.running > 0 ||
               (may_be_owned && std::any_of(all_.begin(), all_.end(), [&](const Shared& one) {
                    return one->actor == actor && (one->is_connected || fault_ == Fault::releases_late);
                }));
    }
    [[nodiscard]] bool is_connected(const Registered& registration) const {
        return registration.is_connected &&
               (actors_.at(registration.actor).form != Form::weak || is_alive(registration.actor));
    }

    [[nodiscard]] bool is_observed(const FabricState& state) const {
        return (state.telling == 0 || fault_ == Fault::shows_observers_their_own_calls) &&
               std::any_of(state.observers.begin(), state.observers.end(),
                           [](const auto& one) { return one->registration->is_connected; });
    }
    void tell(FabricState& state, Moment moment, std::size_t hook, bool has_exception, std::size_t count) {
        const Counted telling(state.telling);
        const Handlers turn = state.observers;
        for (const std::shared_ptr<Handler>& observer : turn) {
            const Registered& registration = *observer->registration;
            if (is_connected(registration) && registration.blocks == 0) {
                const Counted running(actors_[registration.actor].running);
                behaviour_.told(registration.actor, moment, hook, has_exception, count);
            }
        }
    }

    void run_all(Calling& calling) {
        if (!calling.fabric->handlers.contains(calling.hook)) {
            return;
        }
        const Handlers& live = calling.fabric->handlers.at(calling.hook);
        Handlers turn = live;
        if (fault_ == Fault::runs_what_was_disconnected_meanwhile) {
            std::erase_if(turn, [&](const auto& one) { return !is_connected(*one->registration); });
        }
        const Handlers& walked = fault_ == Fault::runs_what_was_connected_meanwhile ? live : turn;
        for (std::size_t i = 0; i < walked.size(); ++i) {
            const std::shared_ptr<Handler> handler = walked[i];
            if (!reach(*handler, calling)) {
                return;
            }
        }
    }

    /// The handler's turn has come. True where the call goes on.
    bool reach(Handler& handler, Calling& calling) {
        Registered& registration = *handler.registration;
        const bool is_gone =
            !is_connected(registration) && fault_ != Fault::runs_what_was_disconnected_meanwhile;
        if (fault_ == Fault::counts_blocked_calls && registration.blocks > 0) {
            ++handler.calls;
        }
        if (is_gone || registration.blocks > 0) {
            return true;
        }
        const Counted running(actors_[registration.actor].running);
        if (handler.every > 0 && ++handler.calls % handler.every != 0) {
            return true;
        }
        if (handler.once && fault_ == Fault::uses_once_up_in_vain) {
            registration.is_connected = false;
        }
        if (!can_fill(handler.shape, calling.passed.form)) {
            throw std::runtime_error("refused");
        }
        if (handler.once && calling.way == Way::collect && fault_ == Fault::crashes) {
            std::abort();
        }
        if (calling.is_observed) {
            tell(*calling.fabric, Moment::handler_begin, calling.hook, false,
                 argument_count(calling.passed.form));
            if (!registration.is_connected || registration.blocks > 0) {
                return true;
            }
        }
        if (handler.once) {
            registration.is_connected = false;
        }
        ++calling.ran;
        return run(handler, calling);
    }

    bool run(Handler& handler, Calling& calling) {
        const std::size_t arguments = argument_count(calling.passed.form);
        try {
            const Heard heard = hear(handler.shape, calling.passed);
            behaviour_.ran(handler.registration->actor, calling.hook, heard);
            if (handler.shape == Shape::answer && calling.way != Way::call) {
                calling.answers.push_back(heard[0]);
            }
        } catch (...) {
            const std::size_t failures = ++handler.failures;
            if (calling.is_observed) {
                tell(*calling.fabric, Moment::handler_end, calling.hook, true, arguments);
            }
            const std::shared_ptr<ErrorHandler> error_handler = calling.fabric->error_handler;
            if (error_handler == nullptr) {
                throw;
            }
            behaviour_.failed(error_handler->number, error_handler->mode, calling.hook,
                              handler.registration->number, failures);
            return fault_ != Fault::stops_after_a_failure;
        }
        if (fault_ != Fault::never_starts_counting_anew) {
            handler.failures = 0;
        }
        if (calling.is_observed) {
            tell(*calling.fabric, Moment::handler_end, calling.hook, false, arguments);
        }
        return calling.way != Way::first || handler.shape != Shape::answer;
    }

    Behaviour& behaviour_;
    const Fault fault_;
    std::array<std::shared_ptr<FabricState>, fabrics> fabrics_;
    std::map<Actor, ActorState> actors_;
    std::vector<Shared> all_;
    std::vector<Shared> blocks_;
    std::vector<Shared> scopes_;
};

}  // namespace

std::unique_ptr<Subject> make_reference(Behaviour& behaviour, Fault fault) {
    return std::make_unique<Reference>(behaviour, fault);
}

}  // namespace model
