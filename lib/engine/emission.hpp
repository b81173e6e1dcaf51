// SPDX-License-Identifier: MIT
// A call on its way through the engine, from a hook's signal to the handlers.
#pragma once

#include "engine/call_stack.hpp"

#include <weft/detail/handlers/call.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace weft::detail {

struct Hook;

/// Looks at handlers instead of running them.
struct Visit {
    virtual void handler(const Handler& handler, std::string_view hook) = 0;

protected:
    ~Visit() = default;
};

/// What the engine leaves to whoever calls it is virtual: what becomes of an exception, and who hears of each run.
struct Emission : Call, Frame {
    Hook* hook;
    Visit* visit = nullptr;    ///< Where handlers are looked at and none is run.
    bool is_observed = false;  ///< Whether `begin_run` and `end_run` are asked for each handler.

    Emission(const View& arguments, Hook* on, Sink* to) noexcept : Call(arguments, to), hook(on) {}

    [[nodiscard]] std::string who() const final;

    /// Takes the one run that `once` allows.
    bool begin_run(Handler& handler) override;

    /// After a handler has run, with what it has thrown or null.
    virtual void end_run(const Handler& /*handler*/, const std::exception_ptr& /*thrown*/) {}

    /// Called while what the handler has thrown is being handled. Throws it on, or returns where the call goes on with the
    /// next handler.
    virtual void handle_failure(Handler& handler) = 0;

protected:
    ~Emission() = default;
};

}  // namespace weft::detail
