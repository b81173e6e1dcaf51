// SPDX-License-Identifier: MIT
// What handlers, predicates, observers and error handlers do when they run.
#include "player.hpp"

#include <utility>

namespace model {

namespace {

enum ErrorMode : std::uint8_t { none, keep, replace, let_go_of_handler, rethrow, wait_for_handler };

long to_long(std::size_t value) {
    return static_cast<long>(value);
}

}  // namespace

/// One level deeper while it lives, inside a handler or a predicate if there is one.
class Player::Within {
public:
    explicit Within(Player& player) : player_(player), is_counted_(false) { ++player_.depth_; }
    Within(Player& player, Reach& reach, Actor actor) : player_(player), is_counted_(true) {
        player_.running_.push_back({reach, actor, false, nullptr});
        ++player_.depth_;
    }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;
    ~Within() {
        --player_.depth_;
        if (is_counted_) {
            player_.running_.pop_back();
        }
    }

private:
    Player& player_;
    const bool is_counted_;
};

void Player::play_script(const Operation& origin) {
    for (const Operation& operation : origin.script) {
        if (steps_left_ == 0) {
            return;
        }
        --steps_left_;
        perform(operation);
    }
}

void Player::ran(Actor actor, std::size_t hook, const Heard& heard, Reach& reach) {
    const Within within(*this, reach, actor);
    const std::size_t here = running_.size() - 1;
    const NextAt at = actors_[actor].next_at;
    note(Seen::ran, to_long(actor), to_long(hook), heard[0], heard[1]);
    if (reach.has_all() && at != NextAt::end) {
        take(0, false);
    }
    if (reach.has_next() && at != NextAt::end && at != NextAt::never) {
        go_on(here, at == NextAt::caught_at_begin ? Guard::caught
                    : at == NextAt::kept_at_begin ? Guard::kept
                                                  : Guard::none);
    }
    play_script(*actors_[actor].origin);
    const bool goes_on_last =
        (at == NextAt::end && !running_[here].has_gone_on) || at == NextAt::begin_and_end;
    if (reach.has_next() && goes_on_last) {
        go_on(here, Guard::none);
    }
    note(Seen::finished, to_long(actor));
    if (running_[here].kept != nullptr) {
        std::rethrow_exception(running_[here].kept);
    }
}

/// Of the handlers with a `Next` that are running, that so many further out.
void Player::next(std::size_t outer, Guard guard) {
    for (std::size_t at = running_.size(); at-- > 0;) {
        if (running_[at].reach.has_next() && outer-- == 0) {
            go_on(at, guard);
            return;
        }
    }
}

void Player::go_on(std::size_t running, Guard guard) {
    const Actor actor = running_[running].actor;
    note(Seen::next, to_long(actor), static_cast<long>(guard));
    running_[running].has_gone_on = true;
    try {
        running_[running].reach.next();
        note(Seen::went_on, to_long(actor));
    } catch (...) {
        note(Seen::left, number_of_what_left());
        switch (guard) {
            case Guard::none: throw;
            case Guard::replaced: throw Thrown{throws_++};
            case Guard::kept: running_[running].kept = std::current_exception(); break;
            default: break;
        }
    }
}

void Player::take(std::size_t outer, bool is_guarded) {
    for (std::size_t at = running_.size(); at-- > 0;) {
        if (!running_[at].reach.has_all() || outer-- > 0) {
            continue;
        }
        const long not_made = running_[at].reach.not_made();
        try {
            note(Seen::took, running_[at].reach.take_x(), not_made);
        } catch (...) {
            note(Seen::left, number_of_what_left());
            if (!is_guarded) {
                throw;
            }
        }
        return;
    }
}

bool Player::holds(Actor actor, When when, Reach& reach) {
    const Within within(*this, reach, actor);
    note(Seen::asked, to_long(actor));
    switch (when) {
        case When::never: return false;
        case When::alternately: return ++asked_[actor] % 2 == 0;
        case When::if_x_is_even: return reach.take_x() % 4 == 0;
        case When::throws: throw Thrown{throws_++};
        default: play_script(*actors_[actor].origin); return true;
    }
}

void Player::makes_x(std::size_t call) {
    const Within within(*this);
    note(Seen::made, to_long(call));
    play_script(*call_origins_[call]);
    if (call_origins_[call]->kind == Kind::call_lazily && call_origins_[call]->fields[5] == 1) {
        throw Thrown{throws_++};
    }
}

void Player::entered(std::size_t call) {
    const Within within(*this);
    note(Seen::body, to_long(call));
    play_script(*call_origins_[call]);
}

void Player::told(Actor actor, Moment moment, std::size_t hook, bool has_exception, std::size_t count) {
    const Within within(*this);
    note(Seen::told, to_long(actor), 10 * static_cast<long>(moment) + to_long(hook), has_exception ? 1 : 0,
         to_long(count));
    play_script(*actors_[actor].origin);
}

void Player::failed(std::size_t number, unsigned mode, std::size_t hook, Registration registration,
                    std::size_t consecutive) {
    note(Seen::failed, to_long(number), to_long(hook), registration == nobody ? -1 : to_long(registration),
         to_long(consecutive));
    switch (mode) {
        case replace: throw Thrown{throws_++};
        case let_go_of_handler:
            if (registration != nobody) {
                subject_->disconnect(registration);
            }
            break;
        case wait_for_handler:
            if (registration != nobody) {
                subject_->disconnect_and_wait(registration);
            }
            break;
        case rethrow: throw;
        default: break;
    }
}

long Player::number_of_what_left() {
    try {
        throw;
    } catch (const Thrown& thrown) {
        return static_cast<long>(thrown.number);
    } catch (const std::runtime_error&) {
        return -1;
    }
}

}  // namespace model
