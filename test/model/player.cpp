// SPDX-License-Identifier: MIT
// The meaning of each operation, the same for weft and for its model.
#include "player.hpp"

#include "arguments.hpp"
#include "order.hpp"

#include <cmath>

namespace model {

namespace {

constexpr std::size_t deepest = 5;        // handlers within handlers
constexpr std::size_t longest_step = 40;  // operations of scripts within one of the sequence
constexpr std::size_t most_registrations = 40;

long to_long(std::uint64_t value) {
    return static_cast<long>(value);
}

When to_when(unsigned field) {
    return field <= static_cast<unsigned>(When::after_script) ? static_cast<When>(field) : When::absent;
}

OrderAsked to_order(unsigned name, unsigned before, unsigned after, unsigned group) {
    return {name < given_names.size() ? name : 0, before < others.size() ? before : 0,
            after < others.size() ? after : 0,
            group <= static_cast<unsigned>(Group::last) ? static_cast<Group>(group) : Group::middle};
}

}  // namespace

Log Player::play(const Sequence& sequence, Subject& subject) {
    subject_ = &subject;
    for (const Operation& operation : sequence) {
        for (std::size_t fabric = 0; fabric < fabrics; ++fabric) {
            if (!subject_->has(fabric)) {
                subject_->create(fabric);
            }
        }
        steps_left_ = longest_step;
        try {
            perform(operation);
        } catch (const Thrown& thrown) {
            note(Seen::left, to_long(thrown.number));
        }
        look_at_all();
    }
    let_go();
    return std::move(log_);
}

void Player::perform(const Operation& operation) {
    ++performed_;
    note(Seen::operation, to_long(depth_), static_cast<long>(operation.kind));
    switch (operation.kind) {
        case Kind::disconnect:
        case Kind::disconnect_and_wait:
        case Kind::block:
        case Kind::scope:
        case Kind::look:
            if (!registrations_.empty()) {
                perform_on_registration(operation.kind, operation.fields[0] % registrations_.size());
            }
            break;
        case Kind::unblock:
            if (blocks_ > 0) {
                subject_->unblock(operation.fields[0] % blocks_--);
            }
            break;
        case Kind::end_scope:
            if (scopes_ > 0) {
                subject_->end_scope(operation.fields[0] % scopes_--);
            }
            break;
        case Kind::release_scope:
            if (scopes_ > 0) {
                subject_->release_scope(operation.fields[0] % scopes_--);
            }
            break;
        case Kind::expire: expire(operation.fields[0]); break;
        case Kind::fail: throw Thrown{throws_++};
        case Kind::next: next(operation.fields[0], static_cast<Guard>(operation.fields[1])); break;
        case Kind::take: take(operation.fields[0], operation.fields[1] != 0); break;
        default:
            if (subject_->has(operation.fields[0])) {
                perform_on_fabric(operation, operation.fields[0]);
            }
    }
}

void Player::perform_on_fabric(const Operation& operation, std::size_t fabric) {
    const std::array<std::uint8_t, field_count>& fields = operation.fields;
    switch (operation.kind) {
        case Kind::connect:
            connect(operation, static_cast<Shape>(fields[2]), fields[6],
                    {(fields[3] & 1U) != 0, (fields[3] & 2U) != 0, fields[4], to_when(fields[5])});
            break;
        case Kind::connect_in_order: {
            constexpr std::array<Shape, 4> shapes{Shape::nothing, Shape::x, Shape::around, Shape::answer};
            connect(operation, shapes.at(fields[2]), 0,
                    {(fields[3] & 1U) != 0, (fields[3] & 2U) != 0, 0, When::absent,
                     to_order(fields[4], fields[5], fields[6], fields[7])});
            break;
        }
        case Kind::add:
            add_new(operation, fields[6], {fields[3] != 0, false, fields[4], to_when(fields[5])});
            break;
        case Kind::add_in_order:
            add_new(
                operation, 0,
                {(fields[3] & 1U) != 0, false, 0, (fields[3] & 2U) != 0 ? When::alternately : When::absent,
                 to_order(fields[4], fields[5], fields[6], fields[7])});
            break;
        case Kind::add_again: {
            const Actor actor = actors_.empty() ? nobody : fields[1] % actors_.size();
            if (!is_full() && actor != nobody && actors_[actor].is_callback &&
                (actors_[actor].has_owner || actors_[actor].form == Form::weak)) {
                add(actor, fabric, {fields[2] != 0, false, fields[3], to_when(fields[4])});
            }
            break;
        }
        case Kind::build: build(operation, fabric); break;
        case Kind::call:
        case Kind::call_lazily:
        case Kind::around: call(operation); break;
        case Kind::move: subject_->move(fabric, fields[1] != 0); break;
        case Kind::destroy: subject_->destroy(fabric); break;
        case Kind::on_error: subject_->on_error(fabric, error_handlers_++, fields[1]); break;
        case Kind::observe:
            // What an observer sees of a call that is running when it is connected is promised by nobody.
            if (!is_full() && depth_ == 0) {
                constexpr std::array<Form, 3> forms{Form::rvalue, Form::shared, Form::weak};
                const Actor actor = new_actor(operation, 0, forms.at(fields[1]), false);
                registrations_.push_back({actor, false, false});
                subject_->observe(registrations_.size() - 1, actor, fabric, forms.at(fields[1]));
            }
            break;
        default: inspect(fabric);
    }
}

void Player::perform_on_registration(Kind kind, Registration registration) {
    switch (kind) {
        case Kind::disconnect: subject_->disconnect(registration); break;
        case Kind::disconnect_and_wait: subject_->disconnect_and_wait(registration); break;
        case Kind::block:
            subject_->block(registration);
            ++blocks_;
            break;
        case Kind::scope:
            subject_->scope(registration);
            ++scopes_;
            break;
        default: look(registration);
    }
}

Actor Player::new_actor(const Operation& origin, unsigned next_at, Form form, bool is_callback) {
    const bool has_owner = form != Form::rvalue && form != Form::unique;
    actors_.push_back({&origin, static_cast<NextAt>(next_at), form, is_callback, has_owner, false});
    asked_.push_back(0);
    return actors_.size() - 1;
}

bool Player::is_full() const {
    return actors_.size() >= most_registrations || registrations_.size() >= most_registrations;
}

void Player::connect(const Operation& operation, Shape shape, unsigned next_at, const Manner& manner) {
    if (is_full()) {
        return;
    }
    const Registration registration = registrations_.size();
    const Actor actor = new_actor(operation, next_at, Form::rvalue, false);
    registrations_.push_back({actor, false, false});
    try {
        subject_->connect(registration, actor, operation.fields[0], operation.fields[1], shape, manner);
    } catch (const std::runtime_error&) {
        note(Seen::refused, to_long(registration));
    }
}

void Player::add_new(const Operation& operation, unsigned next_at, const Manner& manner) {
    if (!is_full()) {
        const Actor actor = new_actor(operation, next_at, static_cast<Form>(operation.fields[1]), true);
        subject_->make(actor, actors_[actor].form, static_cast<Class>(operation.fields[2]));
        add(actor, operation.fields[0], manner);
    }
}

void Player::add(Actor actor, std::size_t fabric, const Manner& manner) {
    const Registration registration = registrations_.size();
    registrations_.push_back({actor, false, false});
    try {
        subject_->add(registration, actor, fabric, manner);
    } catch (const std::runtime_error&) {
        note(Seen::refused, to_long(registration));
    }
}

void Player::build(const Operation& operation, std::size_t fabric) {
    // Not borrowed: nobody could say when the object may end.
    constexpr std::array<Form, 4> forms{Form::rvalue, Form::shared, Form::weak, Form::erased};
    std::vector<Actor> actors;
    for (std::size_t i = 0; i < operation.fields[1] && !is_full(); ++i) {
        const Actor actor = new_actor(operation, operation.fields[2],
                                      forms.at((i + operation.fields[1]) % forms.size()), true);
        subject_->make(actor, actors_[actor].form, static_cast<Class>(i));
        actors.push_back(actor);
    }
    subject_->build(fabric, actors);
}

void Player::call(const Operation& operation) {
    if (depth_ >= deepest) {
        return;
    }
    const std::array<std::uint8_t, field_count>& fields = operation.fields;
    switch (operation.kind) {
        case Kind::call: make_call(operation, static_cast<Way>(fields[3]), fields[2], fields[4] != 0); break;
        case Kind::call_lazily:
            make_call(operation, static_cast<Way>(fields[3]), first_lazy_form + fields[2], fields[4] != 0);
            break;
        default: make_call(operation, Way::around, fields[2], fields[3] != 0);
    }
}

void Player::make_call(const Operation& operation, Way way, unsigned form, bool is_guarded) {
    const std::size_t number = call_origins_.size();
    call_origins_.push_back(&operation);
    const std::size_t hook = operation.fields[1];
    Passed passed{number, form, static_cast<int>(number), 0.5 * static_cast<double>(number)};
    try {
        const std::vector<long> values = subject_->call(operation.fields[0], hook, way, passed);
        note(Seen::returned, to_long(hook), to_long(values.size()), std::lround(2 * passed.y));
        for (const long value : values) {
            note(Seen::value, value);
        }
    } catch (...) {
        note(Seen::left, number_of_what_left(), std::lround(2 * passed.y));
        if (!is_guarded && depth_ > 0) {
            throw;
        }
    }
}

void Player::expire(std::size_t which) {
    if (actors_.empty()) {
        return;
    }
    const Actor actor = which % actors_.size();
    ActorState& state = actors_[actor];
    if (!state.has_owner) {
        return;
    }
    if (state.form == Form::borrowed) {
        if (depth_ > 0) {
            return;
        }
        for (Registration one = 0; one < registrations_.size(); ++one) {
            if (registrations_[one].actor == actor && subject_->connected(one)) {
                return;
            }
        }
    }
    state.has_owner = false;
    subject_->expire(actor);
}

void Player::inspect(std::size_t fabric) {
    for (const HookState& hook : subject_->inspect(fabric)) {
        note(Seen::hook, to_long(hook.hook), to_long(hook.handlers.size()));
        for (const HandlerState& handler : hook.handlers) {
            note(Seen::handler, handler.blocked ? 1 : 0, handler.once ? 1 : 0, to_long(handler.every),
                 (handler.when ? 1 : 0) + (handler.around ? 2 : 0) + (handler.before_all ? 4 : 0) +
                     (handler.after_all ? 8 : 0) + 16 * to_long(handler.others));
        }
    }
}

void Player::look(Registration registration) {
    note(Seen::state, to_long(registration), subject_->connected(registration) ? 1 : 0,
         subject_->blocked(registration) ? 1 : 0);
}

/// Notes what has changed since the last look.
void Player::look_at_all() {
    for (Registration one = 0; one < registrations_.size(); ++one) {
        RegistrationState& known = registrations_[one];
        const bool is_connected = subject_->connected(one);
        const bool is_blocked = subject_->blocked(one);
        if (is_connected != known.is_connected || is_blocked != known.is_blocked) {
            known = {known.actor, is_connected, is_blocked};
            look(one);
        }
    }
    for (Actor actor = 0; actor < actors_.size(); ++actor) {
        const bool is_alive = subject_->alive(actor);
        if (is_alive != actors_[actor].is_alive) {
            actors_[actor].is_alive = is_alive;
            note(Seen::life, to_long(actor), is_alive ? 1 : 0);
        }
    }
}

void Player::let_go() {
    for (std::size_t fabric = 0; fabric < fabrics; ++fabric) {
        if (subject_->has(fabric)) {
            subject_->destroy(fabric);
        }
    }
    look_at_all();
    for (; blocks_ > 0; --blocks_) {
        subject_->unblock(0);
    }
    for (; scopes_ > 0; --scopes_) {
        subject_->end_scope(0);
    }
    for (Actor actor = 0; actor < actors_.size(); ++actor) {
        expire(actor);
    }
    look_at_all();
}

void Player::note(Seen seen, long a, long b, long c, long d) {
    log_.push_back({seen, {a, b, c, d}});
}

}  // namespace model
