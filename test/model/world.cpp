// SPDX-License-Identifier: MIT
// Does to weft what the operations say.
#include "world.hpp"

#include "listeners.hpp"
#include "world_call.hpp"
#include "world_connect.hpp"

#include <weft/weft.hpp>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

namespace model {

namespace {

/// An object with something whose end can be seen: what a DynamicCallback holds itself may outlive it.
template <class Object>
struct Owned {
    Object object;
    std::shared_ptr<Token> token;
};

class World final : public Subject {
public:
    explicit World(Behaviour& behaviour) : behaviour_(behaviour) {}

    [[nodiscard]] bool has(std::size_t fabric) const override { return fabrics_.at(fabric) != nullptr; }
    void create(std::size_t fabric) override { fabrics_.at(fabric) = std::make_unique<weft::Fabric>(); }
    void destroy(std::size_t fabric) override { fabrics_.at(fabric).reset(); }

    void move(std::size_t fabric, bool by_assignment) override {
        std::unique_ptr<weft::Fabric>& from = fabrics_.at(fabric);
        std::unique_ptr<weft::Fabric>& to = fabrics_.at(1 - fabric);
        if (by_assignment && to != nullptr) {
            *to = std::move(*from);
        } else {
            to = std::make_unique<weft::Fabric>(std::move(*from));
        }
        from.reset();
    }

    void connect(Registration registration, Actor actor, std::size_t fabric, std::size_t hook, Shape shape,
                 const Manner& manner) override {
        keep(registration, {});
        keep(registration, connect_handler(*fabrics_.at(fabric), hook, shape, manner, new_part(actor)));
    }

    void make(Actor actor, Form form, Class type) override {
        Part part = new_part(actor);
        const std::shared_ptr<Token> token = part.token;
        switch (type) {
            case Class::partly: make_as(actor, form, Partly{std::move(part)}, token); break;
            case Class::around: make_as(actor, form, Around{std::move(part)}, token); break;
            case Class::late: make_as(actor, form, Late{std::move(part)}, token); break;
            case Class::dynamic:
                // Its functions may live on where the object is only tracked.
                if (form == Form::weak || form == Form::borrowed) {
                    part.token = std::make_shared<Token>();
                }
                make_as(actor, form, dynamic_callback(part), token);
                break;
            default: make_as(actor, form, Wholly{std::move(part)}, token); break;
        }
    }
    void add(Registration registration, Actor actor, std::size_t fabric, const Manner& manner) override {
        keep(registration, {});
        weft::Callback callback = hand_over_.at(actor)();
        keep(registration,
             add_callback(*fabrics_.at(fabric), std::move(callback), manner, behaviour_, actor));
    }
    void build(std::size_t fabric, const std::vector<Actor>& actors) override {
        std::vector<weft::Callback> callbacks;
        for (const Actor actor : actors) {
            callbacks.push_back(hand_over_.at(actor)());
        }
        if (callbacks.size() == 2) {
            *fabrics_.at(fabric) = weft::Fabric{std::move(callbacks[0]), std::move(callbacks[1])};
        } else {
            fabrics_.at(fabric) = std::make_unique<weft::Fabric>(std::move(callbacks));
        }
    }
    void observe(Registration registration, Actor actor, std::size_t fabric, Form form) override {
        weft::Fabric& to = *fabrics_.at(fabric);
        Watching watching{new_part(actor)};
        if (form == Form::rvalue) {
            keep(registration, to.observe(std::move(watching)));
            return;
        }
        const auto shared = std::make_shared<Watching>(std::move(watching));
        owners_.at(actor) = shared;
        keep(registration,
             form == Form::shared ? to.observe(shared) : to.observe(std::weak_ptr<Watching>(shared)));
    }
    void expire(Actor actor) override { owners_.at(actor).reset(); }

    std::vector<long> call(std::size_t fabric, std::size_t hook, Way way, Passed& passed) override {
        return call_weft(*fabrics_.at(fabric), hook, way, passed, behaviour_);
    }

    void on_error(std::size_t fabric, std::size_t number, unsigned mode) override {
        if (mode == 0) {
            fabrics_.at(fabric)->on_error({});
            return;
        }
        fabrics_.at(fabric)->on_error([this, number, mode](const weft::Failure& failure) {
            const auto found = std::find(connections_.begin(), connections_.end(), failure.connection());
            behaviour_.failed(
                number, mode, hook_number(failure.hook()),
                found == connections_.end() ? nobody : static_cast<std::size_t>(found - connections_.begin()),
                failure.consecutive());
        });
    }

    void disconnect(Registration registration) override { connections_.at(registration).disconnect(); }
    void disconnect_and_wait(Registration registration) override {
        connections_.at(registration).disconnect_and_wait();
    }
    void block(Registration registration) override {
        blocks_.push_back(connections_.at(registration).block());
    }
    void unblock(std::size_t block) override {
        blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(block));
    }
    void scope(Registration registration) override { scopes_.emplace_back(connections_.at(registration)); }
    void end_scope(std::size_t scope) override {
        scopes_.erase(scopes_.begin() + static_cast<std::ptrdiff_t>(scope));
    }
    void release_scope(std::size_t scope) override {
        scopes_.at(scope).release();
        end_scope(scope);
    }

    [[nodiscard]] bool connected(Registration registration) const override {
        return registration < connections_.size() && connections_[registration].connected();
    }
    [[nodiscard]] bool blocked(Registration registration) const override {
        return registration < connections_.size() && connections_[registration].blocked();
    }
    [[nodiscard]] bool alive(Actor actor) const override {
        return actor < tokens_.size() && !tokens_[actor].expired();
    }

    [[nodiscard]] std::vector<HookState> inspect(std::size_t fabric) const override {
        std::vector<HookState> states;
        for (const weft::HookInfo& info : fabrics_.at(fabric)->hooks()) {
            HookState state{hook_number(info.name), {}};
            for (const weft::HandlerInfo& handler : info.handlers) {
                state.handlers.push_back({handler.blocked, handler.once, handler.every, handler.when,
                                          handler.around, handler.before_all, handler.after_all,
                                          handler.before.size() + handler.after.size()});
            }
            states.push_back(std::move(state));
        }
        return states;
    }

private:
    Part new_part(Actor actor) {
        const auto token = std::make_shared<Token>();
        tokens_.resize(std::max(tokens_.size(), actor + 1));
        owners_.resize(tokens_.size());
        hand_over_.resize(tokens_.size());
        tokens_[actor] = token;
        return {&behaviour_, actor, token};
    }

    template <class Object>
    void make_as(Actor actor, Form form, Object object, const std::shared_ptr<Token>& token) {
        std::function<weft::Callback()>& hand_over = hand_over_.at(actor);
        if (form == Form::rvalue || form == Form::unique) {
            auto callback = std::make_shared<std::optional<weft::Callback>>();
            if (form == Form::rvalue) {
                callback->emplace(std::move(object));
            } else {
                callback->emplace(std::make_unique<Object>(std::move(object)));
            }
            hand_over = [callback] {
                weft::Callback handed = std::move(callback->value());
                callback->reset();
                return handed;
            };
            return;
        }
        if (form == Form::erased) {
            const auto callback = std::make_shared<weft::Callback>(std::move(object));
            owners_.at(actor) = callback;
            hand_over = [weak = std::weak_ptr<weft::Callback>(callback)] { return *weak.lock(); };
            return;
        }
        const auto owned = std::make_shared<Owned<Object>>(Owned<Object>{std::move(object), token});
        const std::shared_ptr<Object> shared(owned, &owned->object);
        const std::weak_ptr<Object> weak = shared;
        owners_.at(actor) = shared;
        switch (form) {
            case Form::shared: hand_over = [weak] { return weft::Callback(weak.lock()); }; break;
            case Form::weak: hand_over = [weak] { return weft::Callback(weak); }; break;
            default: hand_over = [weak] { return weft::Callback(std::ref(*weak.lock())); }; break;
        }
    }

    void keep(Registration registration, weft::Connection connection) {
        if (registration == nobody) {
            return;
        }
        connections_.resize(std::max(connections_.size(), registration + 1));
        connections_[registration] = std::move(connection);
    }

    Behaviour& behaviour_;
    std::vector<std::weak_ptr<Token>> tokens_;
    std::vector<std::function<weft::Callback()>> hand_over_;
    std::vector<std::shared_ptr<void>> owners_;
    std::array<std::unique_ptr<weft::Fabric>, fabrics> fabrics_;
    std::vector<weft::Connection> connections_;
    std::vector<weft::Block> blocks_;
    std::vector<weft::ScopedConnection> scopes_;
};

}  // namespace

std::unique_ptr<Subject> make_world(Behaviour& behaviour) {
    return std::make_unique<World>(behaviour);
}

}  // namespace model
