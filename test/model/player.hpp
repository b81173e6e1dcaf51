// SPDX-License-Identifier: MIT
// Does the operations of a sequence to a subject, and writes down what is seen. Handlers do those of their scripts.
#pragma once

#include "log.hpp"
#include "operation.hpp"
#include "subject.hpp"

namespace model {

class Player final : public Behaviour {
public:
    /// Does them all, lets go of everything, and returns what was seen.
    Log play(const Sequence& sequence, Subject& subject);

    /// Those that were done, in scripts too.
    [[nodiscard]] std::size_t performed() const { return performed_; }

private:
    struct ActorState {
        const Operation* origin;
        Form form;
        bool is_callback;
        bool has_owner;  ///< Something outside of weft holds it.
        bool is_alive;
    };
    struct RegistrationState {
        Actor actor;
        bool is_connected;
        bool is_blocked;
    };

    void ran(Actor actor, std::size_t hook, const Heard& heard) override;
    void told(Actor actor, Moment moment, std::size_t hook, bool has_exception, std::size_t count) override;
    void failed(std::size_t number, unsigned mode, std::size_t hook, Registration registration,
                std::size_t consecutive) override;

    void perform(const Operation& operation);
    void perform_on_fabric(const Operation& operation, std::size_t fabric);
    void perform_on_registration(Kind kind, std::size_t which);
    void play_script(Actor actor);
    void add(Actor actor, std::size_t fabric, bool at_front);
    void build(const Operation& operation, std::size_t fabric);
    void call(const Operation& operation, std::size_t fabric);
    void expire(std::size_t which);
    void inspect(std::size_t fabric);
    void look(Registration registration);
    void look_at_all();
    void let_go();

    Actor new_actor(const Operation& origin, Form form, bool is_callback);
    [[nodiscard]] bool is_full() const;
    void note(Seen seen, long a = 0, long b = 0, long c = 0, long d = 0);

    Subject* subject_ = nullptr;
    Log log_;
    std::vector<ActorState> actors_;
    std::vector<RegistrationState> registrations_;
    std::size_t blocks_ = 0;
    std::size_t scopes_ = 0;
    std::size_t calls_ = 0;
    std::size_t throws_ = 0;
    std::size_t error_handlers_ = 0;
    std::size_t depth_ = 0;
    std::size_t steps_left_ = 0;
    std::size_t performed_ = 0;
};

}  // namespace model
