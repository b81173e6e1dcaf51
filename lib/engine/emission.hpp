// SPDX-License-Identifier: MIT
// One emission of a hook's signal: what the engine knows of a call while it goes from handler to handler.
#pragma once

#include "engine/call_stack.hpp"

#include <weft/detail/handlers/call.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace weft::detail {

class Wrapping;
struct Hook;

/// Is shown each handler of an emission that only inspects a fabric: no handler runs then.
struct Visit {
    virtual void handler(const Handler& handler, std::string_view hook) = 0;

    /// Whether a tracked object is kept alive while its handler is shown, as the visit may ask it something.
    bool keeps_objects = true;

protected:
    ~Visit() = default;
};

/// Lives on the stack of the calling thread. To the handlers it is a `Call`, on the thread's stack of operations a `Frame`.
/// The virtual functions are what the engine leaves to lib/fabric: what becomes of an exception, and who is told of each run.
struct Emission : Call, Frame {
    Hook* hook;
    Handler* wrapping_handler = nullptr;  ///< The one with a `Next` that is about to run.
    Wrapping* wrapping = nullptr;         ///< The innermost run of such a handler.
    Visit* visit = nullptr;               ///< Set for an inspection: it is shown the handlers, and none runs.
    Body* body = nullptr;                 ///< Set for a call by `around`.
    /// The exceptions that `let_pass` was told of, the last one first.
    mutable const PassingException* passing = nullptr;
    bool is_observed = false;  ///< Whether `begin_run` is called before and `end_run` after each handler.
    /// Whether it has come to a handler for which the fast path was not taken, or not to its end. If not, and none ran, the hook
    /// has no slot.
    bool has_met_handler = false;

    Emission(const View& arguments, Hook* on, Sink* to) noexcept : Call(arguments, to), hook(on) {}

    /// `HOOK: CALLBACK`, the beginning of an error; without the callback while no handler is about to run.
    [[nodiscard]] std::string who() const final;

    [[nodiscard]] const Next& next() const noexcept final;

    void let_pass(PassingException& one) const noexcept final;
    /// Whether `let_pass` was told of it, or it has left what comes after the innermost handler with a `Next`.
    [[nodiscard]] bool passes(const std::exception_ptr& exception) const noexcept final;
    [[nodiscard]] bool is_of_this_thread() const noexcept final;

    /// Called when nothing can refuse the handler's parameters any more. For a handler connected with `once`: takes its single run and
    /// disconnects it, or returns false if another call was first.
    bool begin_run(Handler& handler) override;

    /// Called after a handler has run, with what it threw; null where it has returned. Observed calls tell the observers.
    virtual void end_run(const Handler& /*handler*/, const std::exception_ptr* /*thrown*/) {}

    /// Runs a handler about which nothing is special but that the call is observed. False if no later handler runs.
    virtual bool run_observed(Handler& handler);

    /// Runs what comes after a handler, for its `Next`. What leaves it is no failure of the handler.
    virtual void run_rest(Wrapping& around);

    /// Called when all handlers have had their turn.
    void run_body();

    /// Called in the `catch` block for what the handler threw. Either throws, which ends the call, or returns, and the call
    /// goes on with the next handler.
    virtual void handle_failure(Handler& handler) = 0;

protected:
    ~Emission() = default;
};

/// Marks the call as inside a handler's registration, so that this thread does not wait for it, and errors can name it.
class Inside {
public:
    Inside(Emission& call, const Registration& registration) noexcept : call_(call) {
        call.inside = &registration;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { call_.inside = nullptr; }

private:
    Emission& call_;
};

}  // namespace weft::detail
