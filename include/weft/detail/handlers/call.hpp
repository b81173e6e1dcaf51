// SPDX-License-Identifier: MIT
// What invoking a handler needs to know of a call: its arguments, and who wants the results.
#pragma once

#include <weft/args.hpp>

#include <cstddef>
#include <memory>

namespace weft::detail {

struct Handler;
struct Call;

/// Receives what handlers return. `info` describes the result, which is const. `stops_at_first` is for `first`: the call ends
/// with the first result that the sink keeps.
struct Sink {
    void (*accept)(Sink& sink, Handler& handler, Call& call, const ArgInfo& info, void* result);
    bool stops_at_first;
};

/// The function that `Fabric::around` is given, for the end of the call. Lives on the stack of whoever calls.
struct Body {
    void (*run)(void* function);
    void* function;
    bool is_entered = false;
};

template <class Function>
[[nodiscard]] Body body_of(Function& function) noexcept {
    return {[](void* it) { static_cast<void>((*static_cast<Function*>(it))()); },
            const_cast<void*>(static_cast<const void*>(std::addressof(function)))};
}

/// One call of a hook. Lives on the stack of the thread that calls; the engine derives from it, to add what it needs itself.
struct Call : Asker {
    Args args;
    Sink* sink;                 ///< Null where nobody asks for results.
    std::size_t ran = 0;        ///< How many handlers have begun to run.
    bool is_announced = false;  ///< Whether `begin_run` is asked before a handler runs.
    bool is_answering = false;  ///< Whether a handler has returned and the sink is taking its result.
    bool is_stopped = false;    ///< Whether no further handler runs.

    Call(const View& arguments, Sink* to) noexcept
        : args(View{arguments.shape, arguments.values, this}), sink(to) {}

    /// Called where `is_announced`, when nothing can refuse the parameters any more and before the handler runs. Returns false
    /// where it must not run after all.
    virtual bool begin_run(Handler& handler) = 0;

    /// What comes after the handler that is about to run. Asked for a handler that takes it, after the last refusal.
    [[nodiscard]] virtual const Next& next() const noexcept = 0;

    [[nodiscard]] const View& view() const noexcept { return args.view_; }

protected:
    ~Call() = default;
};

}  // namespace weft::detail
