// SPDX-License-Identifier: MIT
// A call as the handlers that it runs see it.
#pragma once

#include <weft/args.hpp>

#include <cstddef>

namespace weft::detail {

struct Handler;
struct Call;

/// Takes what a handler returns. `info` describes the result, which is const.
struct Sink {
    void (*accept)(Sink& sink, Handler& handler, Call& call, const ArgInfo& info, void* result);
    bool stops_at_first;
};

/// Lives on the stack of the thread that calls. The engine derives from it what it keeps of a call.
struct Call : Asker {
    Args args;
    Sink* sink;                 ///< Null where nobody asks for results.
    std::size_t ran = 0;        ///< How many handlers have begun to run.
    bool is_announced = false;  ///< Whether `begin_run` is asked before a handler runs.
    bool is_answering = false;  ///< Whether a handler has returned and the sink takes its result.
    bool is_stopped = false;    ///< Whether the handlers that are left do not run.

    Call(const View& arguments, Sink* to) noexcept
        : args(View{arguments.shape, arguments.values, this}), sink(to) {}

    /// Called between the last refusal and the first line of the handler; false where it must not run after all.
    virtual bool begin_run(Handler& handler) = 0;

    [[nodiscard]] const View& view() const noexcept { return args.view_; }

protected:
    ~Call() = default;
};

}  // namespace weft::detail
