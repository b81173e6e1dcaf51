// SPDX-License-Identifier: MIT
// The model of a fabric: lists of handlers, and the rules of the contract one by one.
#include "reference.hpp"

#include "arguments.hpp"
#include "order.hpp"
#include "reference_call.hpp"
#include "reference_state.hpp"

#include <algorithm>
#include <stdexcept>

namespace model {

namespace {

class Reference final : public Subject {
public:
    Reference(Behaviour& behaviour, Fault fault) : registry_{behaviour, fault, {}, {}} {}

    [[nodiscard]] bool has(std::size_t fabric) const override { return fabrics_.at(fabric) != nullptr; }
    void create(std::size_t fabric) override { fabrics_.at(fabric) = std::make_shared<FabricState>(); }

    void destroy(std::size_t fabric) override {
        const std::shared_ptr<FabricState> gone = std::move(fabrics_.at(fabric));
        gone->has_ended = true;
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
        registry_.actors[actor] = {};
        insert(fabric, {{hook, shape}}, registration, actor, manner, false);
    }

    void make(Actor actor, Form form, Class type) override {
        registry_.actors[actor] = {form, type, form != Form::rvalue && form != Form::unique};
    }

    void add(Registration registration, Actor actor, std::size_t fabric, const Manner& manner) override {
        const ActorState& state = registry_.actors[actor];
        if (state.form == Form::weak && !registry_.is_alive(actor)) {
            throw std::runtime_error("expired");
        }
        insert(fabric, methods_of(state.type), registration, actor, manner, true);
    }

    void build(std::size_t fabric, const std::vector<Actor>& actors) override {
        destroy(fabric);
        create(fabric);
        for (const Actor actor : actors) {
            add(nobody, actor, fabric, {});
        }
    }

    void observe(Registration registration, Actor actor, std::size_t fabric, Form form) override {
        registry_.actors[actor] = {form, Class::wholly, form != Form::rvalue};
        fabrics_.at(fabric)->observers.push_back(
            std::make_shared<Handler>(Handler{registered(registration, actor)}));
    }

    void expire(Actor actor) override { registry_.actors[actor].has_owner = false; }

    std::vector<long> call(std::size_t fabric, std::size_t hook, Way way, Passed& passed) override {
        return ReferenceCall(registry_, fabrics_.at(fabric), hook, way, passed).make();
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
            (*at)->blocks = registry_.fault == Fault::forgets_a_block ? 0 : (*at)->blocks - 1;
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
        return shared != nullptr && registry_.is_connected(*shared);
    }
    [[nodiscard]] bool blocked(Registration registration) const override {
        const Shared shared = find(registration);
        return shared != nullptr && shared->blocks > 0;
    }
    [[nodiscard]] bool alive(Actor actor) const override { return registry_.is_alive(actor); }

    [[nodiscard]] std::vector<HookState> inspect(std::size_t fabric) const override {
        std::vector<HookState> states;
        const FabricState& state = *fabrics_.at(fabric);
        for (const std::size_t hook : state.hooks_in_order_of_use) {
            HookState one{hook, {}};
            Handlers connected = in_order(registry_, state.handlers.at(hook)).value_or(Handlers());
            std::erase_if(connected, [this](const auto& handler) {
                return !registry_.is_connected(*handler->registration);
            });
            for (const std::shared_ptr<Handler>& handler : connected) {
                one.handlers.push_back(inspect(*handler, connected));
            }
            if (!one.handlers.empty()) {
                states.push_back(one);
            }
        }
        return states;
    }

private:
    struct Method {
        std::size_t hook;
        Shape shape;
    };
    /// In the order of their declaration: see listeners.hpp.
    static std::vector<Method> methods_of(Class type) {
        switch (type) {
            case Class::partly: return {{0, Shape::nothing}, {2, Shape::answer}};
            case Class::around:
                return {{0, Shape::around}, {1, Shape::around_answer}, {2, Shape::around_all}};
            case Class::late: return {{0, Shape::nothing}, {1, Shape::x}};
            case Class::dynamic: return {{0, Shape::around_all}, {1, Shape::named}, {2, Shape::all}};
            default: return {{0, Shape::nothing}, {1, Shape::x}, {2, Shape::all}};
        }
    }

    static void disconnect_all(const Handlers& handlers) {
        for (const std::shared_ptr<Handler>& handler : handlers) {
            handler->registration->is_connected = false;
        }
    }

    Shared registered(Registration number, Actor actor) {
        auto shared = std::make_shared<Registered>(Registered{number, actor});
        registry_.all.push_back(shared);
        return shared;
    }
    [[nodiscard]] Shared find(Registration number) const {
        const auto found = std::find_if(registry_.all.begin(), registry_.all.end(),
                                        [&](const Shared& one) { return one->number == number; });
        return found != registry_.all.end() ? *found : nullptr;
    }

    [[nodiscard]] HandlerState inspect(const Handler& handler, const Handlers& connected) const {
        const Manner& manner = handler.manner;
        const OrderAsked order = order_of(registry_, handler);
        return {handler.registration->blocks > 0,
                manner.once,
                std::max(1U, manner.every),
                manner.when != When::absent,
                is_around(handler.shape),
                order.group == Group::first,
                order.group == Group::last,
                count_known(registry_, connected, handler, order.before) +
                    count_known(registry_, connected, handler, order.after)};
    }

    /// One handler on each of these hooks, or on none where that closes a circle.
    void insert(std::size_t fabric, const std::vector<Method>& methods, Registration number, Actor actor,
                const Manner& manner, bool is_method) {
        FabricState& state = *fabrics_.at(fabric);
        const auto shared = std::make_shared<Registered>(Registered{number, actor});
        std::map<std::size_t, Handlers> changed;
        bool has_circle = false;
        for (const auto& [hook, shape] : methods) {
            // A registration that is refused is seen by the place of a hook in `hooks`.
            if (!state.handlers.contains(hook)) {
                state.hooks_in_order_of_use.push_back(hook);
            }
            Handlers handlers = state.handlers[hook];
            const bool goes_first = manner.at_front && registry_.fault != Fault::forgets_the_front;
            handlers.insert(goes_first ? handlers.begin() : handlers.end(),
                            std::make_shared<Handler>(Handler{shared, shape, manner, is_method}));
            has_circle = !in_order(registry_, handlers).has_value();
            if (has_circle) {
                break;
            }
            changed.emplace(hook, std::move(handlers));
        }
        if (!has_circle || registry_.fault == Fault::keeps_the_rest_of_what_it_refuses) {
            registry_.all.push_back(shared);
            for (auto& [hook, handlers] : changed) {
                state.handlers[hook] = std::move(handlers);
            }
        }
        if (has_circle) {
            throw std::runtime_error("a circle");
        }
    }

    Registry registry_;
    std::array<std::shared_ptr<FabricState>, fabrics> fabrics_;
    std::vector<Shared> blocks_;
    std::vector<Shared> scopes_;
};

}  // namespace

std::unique_ptr<Subject> make_reference(Behaviour& behaviour, Fault fault) {
    return std::make_unique<Reference>(behaviour, fault);
}

}  // namespace model
