// SPDX-License-Identifier: MIT
// What the model knows of fabrics, registrations and actors.
#pragma once

#include "faults.hpp"
#include "subject.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

namespace model {

struct Registered {
    Registration number;  // nobody where its connection was not handed out
    Actor actor;
    bool is_connected = true;
    std::size_t blocks = 0;
    std::size_t calls = 0;  // of all its handlers: for a fault
};
using Shared = std::shared_ptr<Registered>;

struct Handler {
    Shared registration;
    Shape shape = Shape::nothing;
    Manner manner = {};
    bool is_method = false;
    std::size_t calls = 0;
    std::size_t failures = 0;
};
using Handlers = std::vector<std::shared_ptr<Handler>>;

struct ErrorHandler {
    std::size_t number;
    unsigned mode;
};

struct FabricState {
    std::map<std::size_t, Handlers> handlers;
    std::vector<std::size_t> hooks_in_order_of_use;
    Handlers observers;
    std::shared_ptr<ErrorHandler> error_handler;
    std::size_t telling = 0;
    bool has_ended = false;
};

struct ActorState {
    Form form = Form::rvalue;
    Class type = Class::wholly;
    bool has_owner = false;
    std::size_t running = 0;
};

class Counted {
public:
    explicit Counted(std::size_t& count) : count_(count) { ++count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { --count_; }

private:
    std::size_t& count_;
};

/// Who is registered, and what is connected and alive.
struct Registry {
    Behaviour& behaviour;
    const Fault fault;
    std::map<Actor, ActorState> actors;
    std::vector<Shared> all;

    /// Held by someone outside, by a registration that is connected and owns it, or by its own running method.
    [[nodiscard]] bool is_alive(Actor actor) const {
        const ActorState& state = actors.at(actor);
        const bool may_be_owned = state.form != Form::weak && state.form != Form::borrowed;
        return state.has_owner || state.running > 0 ||
               (may_be_owned && std::any_of(all.begin(), all.end(), [&](const Shared& one) {
                    return one->actor == actor && (one->is_connected || fault == Fault::releases_late);
                }));
    }
    [[nodiscard]] bool is_connected(const Registered& registration) const {
        return registration.is_connected &&
               (actors.at(registration.actor).form != Form::weak || is_alive(registration.actor));
    }
    [[nodiscard]] bool may_run(const Registered& registration) const {
        return is_connected(registration) && registration.blocks == 0;
    }
};

}  // namespace model
