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
    /// When a handler that has a `Next` calls it by itself. `never`: only as an operation of its script. One that has all
    /// arguments takes x at first, unless it is `end`.
    enum class NextAt : std::uint8_t { end, begin, never, begin_and_end, caught_at_begin, kept_at_begin };
    /// What becomes of what leaves a `Next`.
    enum class Guard : std::uint8_t { none, caught, replaced, kept };

    struct ActorState {
        const Operation* origin;
        NextAt next_at;
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
    /// A handler or a predicate that is running.
    struct Running {
        Reach& reach;
        Actor actor;
        bool has_gone_on;
        std::exception_ptr kept;  ///< Leaves the handler when it has done the rest.
    };
    class Within;

    void ran(Actor actor, std::size_t hook, const Heard& heard, Reach& reach) override;
    bool holds(Actor actor, When when, Reach& reach) override;
    void makes_x(std::size_t call) override;
    void entered(std::size_t call) override;
    void told(Actor actor, Moment moment, std::size_t hook, bool has_exception, std::size_t count) override;
    void failed(std::size_t number, unsigned mode, std::size_t hook, Registration registration,
                std::size_t consecutive) override;

    void perform(const Operation& operation);
    void perform_on_fabric(const Operation& operation, std::size_t fabric);
    void perform_on_registration(Kind kind, std::size_t which);
    void play_script(const Operation& origin);
    void next(std::size_t outer, Guard guard);
    void go_on(std::size_t running, Guard guard);
    void take(std::size_t outer, bool is_guarded);
    void connect(const Operation& operation, Shape shape, unsigned next_at, const Manner& manner);
    void add_new(const Operation& operation, unsigned next_at, const Manner& manner);
    void add(Actor actor, std::size_t fabric, const Manner& manner);
    void build(const Operation& operation, std::size_t fabric);
    void call(const Operation& operation);
    void make_call(const Operation& operation, Way way, unsigned form, bool is_guarded);
    /// In a `catch` block: what leaves is a number that was thrown, or -1 for a refusal.
    static long number_of_what_left();
    void expire(std::size_t which);
    void inspect(std::size_t fabric);
    void look(Registration registration);
    void look_at_all();
    void let_go();

    Actor new_actor(const Operation& origin, unsigned next_at, Form form, bool is_callback);
    [[nodiscard]] bool is_full() const;
    void note(Seen seen, long a = 0, long b = 0, long c = 0, long d = 0);

    Subject* subject_ = nullptr;
    Log log_;
    std::vector<ActorState> actors_;
    std::vector<RegistrationState> registrations_;
    std::vector<Running> running_;
    std::vector<unsigned> asked_;                 // of each actor: how often its predicate was asked
    std::vector<const Operation*> call_origins_;  // of each call
    std::size_t blocks_ = 0;
    std::size_t scopes_ = 0;
    std::size_t throws_ = 0;
    std::size_t error_handlers_ = 0;
    std::size_t depth_ = 0;
    std::size_t steps_left_ = 0;
    std::size_t performed_ = 0;
};

}  // namespace model
