// SPDX-License-Identifier: MIT
// What the operations are done to, weft itself or the model of it, and what its handlers do when they run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <stdexcept>
#include <vector>

namespace model {

inline constexpr std::size_t fabrics = 2;
inline constexpr std::size_t hooks = 3;

/// One `connect`, `add` or `observe`.
using Registration = std::size_t;
/// One function or object that runs. An object may be registered more than once.
using Actor = std::size_t;

inline constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// The parameters and the result of a handler. Those called around take a `Next` as well; `named` is a function of a
/// DynamicCallback, which asks for x by name and does not take it.
enum class Shape : std::uint8_t {
    nothing,
    x,
    x_and_y,
    x_with_default,
    optional_x,
    all,
    answer,
    text,
    around,
    around_x,
    around_all,
    around_answer,
    named
};

/// How a callback or an observer is handed over.
enum class Form : std::uint8_t { rvalue, unique, shared, weak, borrowed, erased };

/// Which hooks a callback serves, and how: see listeners.hpp.
enum class Class : std::uint8_t { wholly, partly, around, dynamic, late };

/// How a hook is called.
enum class Way : std::uint8_t { call, collect, first, around };

/// What the predicate of `when` does, if there is one.
enum class When : std::uint8_t { absent, never, alternately, if_x_is_even, throws, after_script };

enum class Group : std::uint8_t { middle, first, last };

/// What a registration, or a class, says about its place: see order.hpp.
struct OrderAsked {
    unsigned name = 0;
    unsigned before = 0;
    unsigned after = 0;
    Group group = Group::middle;
};

struct Manner {
    bool at_front = false;
    bool once = false;
    unsigned every = 0;  ///< 0 where it is not given.
    When when = When::absent;
    std::optional<OrderAsked> order = {};
};

/// The arguments of a call: which form they have, and the values.
struct Passed {
    std::size_t call;  ///< The number of the call.
    unsigned form;
    int x;
    double y;
};

/// What a handler has been passed, as far as its shape tells.
using Heard = std::array<long, 2>;
inline constexpr long not_passed = -1000;

/// What leaves a handler on purpose.
struct Thrown {
    std::size_t number;
};

enum class Moment : std::uint8_t { call_begin, handler_begin, handler_end, call_end };

/// What is within reach of a handler or a predicate while it runs.
struct Reach {
    [[nodiscard]] virtual bool has_next() const = 0;
    virtual void next() = 0;
    [[nodiscard]] virtual bool has_all() const = 0;
    /// Twice the x that the call passes by name, or `not_passed`. Only where there are all arguments.
    [[nodiscard]] virtual long take_x() = 0;
    /// How many lazy arguments have not been made, as their printed form says. Only where there are all arguments.
    [[nodiscard]] virtual long not_made() const = 0;

protected:
    ~Reach() = default;
};

/// What handlers, observers and error handlers do when they run. They may throw.
struct Behaviour {
    virtual void ran(Actor actor, std::size_t hook, const Heard& heard, Reach& reach) = 0;
    /// A predicate is asked.
    virtual bool holds(Actor actor, When when, Reach& reach) = 0;
    /// The lazy x of a call is being made.
    virtual void makes_x(std::size_t call) = 0;
    /// The body of a call by `around` runs.
    virtual void entered(std::size_t call) = 0;
    virtual void told(Actor actor, Moment moment, std::size_t hook, bool has_exception,
                      std::size_t count) = 0;
    /// `number` tells the error handler apart from those before it; the registration is nobody's where its connection
    /// was not handed out.
    virtual void failed(std::size_t number, unsigned mode, std::size_t hook, Registration registration,
                        std::size_t consecutive) = 0;

protected:
    ~Behaviour() = default;
};

struct HandlerState {
    bool blocked;
    bool once;
    std::uint64_t every;
    bool when;
    bool around;
    bool before_all;
    bool after_all;
    /// How many names it asks to be before or after that others have.
    std::size_t others;
};
struct HookState {
    std::size_t hook;
    std::vector<HandlerState> handlers;
};

/// Registrations and actors have consecutive numbers, given out by the caller.
struct Subject {
    virtual ~Subject() = default;

    [[nodiscard]] virtual bool has(std::size_t fabric) const = 0;
    virtual void create(std::size_t fabric) = 0;
    virtual void destroy(std::size_t fabric) = 0;
    /// To the other fabric's place; that fabric ends.
    virtual void move(std::size_t fabric, bool by_assignment) = 0;

    /// Throws `std::runtime_error` where a wish closes a circle; then the registration stays unconnected.
    virtual void connect(Registration registration, Actor actor, std::size_t fabric, std::size_t hook,
                         Shape shape, const Manner& manner) = 0;
    /// A callback that serves all hooks, or a part of them. Its owner outside, where the form leaves one, stays until
    /// `expire`.
    virtual void make(Actor actor, Form form, Class type) = 0;
    /// The same, also where the object has expired.
    virtual void add(Registration registration, Actor actor, std::size_t fabric, const Manner& manner) = 0;
    /// A fabric with these callbacks, in the place of the one that was there. Nobody gets their connections.
    virtual void build(std::size_t fabric, const std::vector<Actor>& actors) = 0;
    virtual void observe(Registration registration, Actor actor, std::size_t fabric, Form form) = 0;
    virtual void expire(Actor actor) = 0;

    /// How many ran, the answers, or whether the body was entered. `passed.y` is a variable that handlers may change.
    virtual std::vector<long> call(std::size_t fabric, std::size_t hook, Way way, Passed& passed) = 0;
    virtual void on_error(std::size_t fabric, std::size_t number, unsigned mode) = 0;

    virtual void disconnect(Registration registration) = 0;
    virtual void disconnect_and_wait(Registration registration) = 0;
    virtual void block(Registration registration) = 0;
    virtual void unblock(std::size_t block) = 0;
    virtual void scope(Registration registration) = 0;
    virtual void end_scope(std::size_t scope) = 0;
    virtual void release_scope(std::size_t scope) = 0;

    [[nodiscard]] virtual bool connected(Registration registration) const = 0;
    [[nodiscard]] virtual bool blocked(Registration registration) const = 0;
    /// Whether what the actor holds has not been released. Asked between calls.
    [[nodiscard]] virtual bool alive(Actor actor) const = 0;
    [[nodiscard]] virtual std::vector<HookState> inspect(std::size_t fabric) const = 0;
};

}  // namespace model
