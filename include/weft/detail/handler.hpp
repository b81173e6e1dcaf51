// SPDX-License-Identifier: MIT
// A handler and a call as both sides of the library's border see them.
#pragma once

#include <weft/args.hpp>
#include <weft/detail/source.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <typeinfo>

namespace weft::detail {

class Registration;
struct Hook;
struct Observation;

/// How a parameter is written: the text of errors and of reports needs it.
enum class Form : std::uint8_t { value, const_reference, reference };

struct ParameterInfo {
    std::string_view name;  ///< Empty where it is not known: then only a positional argument fills it.
    const std::type_info* type;
    Kind kind;  ///< Of what an optional holds, where it is one.
    Form form;
    bool has_default;
    std::uint8_t optionals;  ///< How many optionals deep the parameter is: with one, it may be absent.
    bool is_args;
    Match (*resolve)(const ArgInfo& info, bool is_mutable, void* value, Source& source);
};

struct Handler;
struct HandlerType;
struct Call;

/// The sources of all parameters of one handler type for one fixed shape. Made once, kept for ever. The sources follow in
/// the same piece of memory: the way to an argument leads through them.
struct Plan {
    const Shape* shape;
    const Plan* next;
    const HandlerType* type;  ///< Whose parameters: of overloads, the one that is chosen.
    bool is_direct;           ///< Whether every parameter takes an argument as it is.

    [[nodiscard]] const Source* sources() const noexcept { return reinterpret_cast<const Source*>(this + 1); }
};

/// What all handlers of one C++ type share.
struct HandlerType {
    const std::type_info* callback;  ///< The callback's class; null for a function given to `connect`.
    const ParameterInfo* parameters;
    std::uint32_t parameter_count;
    /// Finds the sources of the parameters and runs the function.
    void (*invoke)(Handler& handler, Call& call);
    /// Runs the function with parameters from these sources. `type` is this one: of overloads, a handler has another.
    void (*run)(const HandlerType& type, Handler& handler, Call& call, const Source* sources);
    std::atomic<const Plan*>* plans;
    bool is_reflected;  ///< A method that nobody declared: it may serve no hook at all.
    /// Methods of one name, of which each call takes one; then there are no parameters here.
    const HandlerType* const* overloads = nullptr;
    std::size_t overload_count = 0;
};

/// Of `every`: which calls run the handler.
struct Rhythm {
    std::uint64_t period;
    std::atomic<std::uint64_t> calls = 0;

    explicit Rhythm(std::uint64_t each) noexcept : period(each) {}

    /// Counts a call.
    bool is_due() noexcept { return (calls.fetch_add(1, std::memory_order_relaxed) + 1) % period == 0; }
};

/// One function on one hook. Lives from its registration until it is disconnected and runs nowhere. What each run reads
/// comes first.
struct Handler {
    /// What makes a run more than an invocation: a flag each, and counted in units of `off` what keeps the handler from
    /// running.
    enum Attention : std::uint32_t { once = 1, every = 2, tracked = 4, has_failed = 8, off = 16 };

    const HandlerType* type = nullptr;
    void* object = nullptr;  ///< The callback, or what keeps the function and its defaults.
    std::atomic<const Plan*> plan = nullptr;
    Registration* registration = nullptr;
    std::atomic<std::uint32_t> attention = off;  ///< 0 for the most of them.
    std::atomic<std::uint32_t> failures = 0;     ///< In a row, up to the last run.

    [[nodiscard]] bool is(Attention flag) const noexcept {
        return (attention.load(std::memory_order_relaxed) & flag) != 0;
    }
};

/// Takes what a handler returns. `info` describes the result, which is const.
struct Sink {
    void (*accept)(Sink& sink, Handler& handler, Call& call, const ArgInfo& info, void* result);
    bool stops_at_first;
};

/// Looks at handlers instead of running them.
struct Visit {
    virtual void handler(const Handler& handler, std::string_view hook) = 0;

protected:
    ~Visit() = default;
};

struct Core;

/// What a thread knows of the weft code it is in, the innermost first. Kept by the library.
struct Frame {
    Frame* outer = nullptr;
    const Core* core = nullptr;               ///< The fabric of a call; null for other work of the engine.
    const Registration* inside = nullptr;     ///< Whose handler is running or about to run.
    const Registration* releasing = nullptr;  ///< Whose object is being ended.
    Registration* garbage = nullptr;          ///< To be released as soon as no engine code is on the stack.
    bool is_plain = false;  ///< Whether a call just runs handlers: no garbage, no visit, no observer.
};

struct Call : Frame {
    Args args;
    Hook* hook;
    Sink* sink;
    std::size_t ran = 0;
    Visit* visit = nullptr;
    bool is_observed = false;
    bool is_announced = false;  ///< Whether the run of a handler asks `begin_run` first.
    bool is_answering = false;  ///< Whether the handler has returned and the sink takes its result.
    bool is_stopped = false;

    Call(const View& arguments, Hook* on, Sink* to) noexcept : args(arguments), hook(on), sink(to) {}

    [[nodiscard]] const View& view() const noexcept { return args.view_; }
};

/// Runs a handler whose plan is not that of the call: finds or makes one, or binds for this call alone. Of overloads, it is
/// their `HandlerType::invoke`.
WEFT_API void invoke_unplanned(Handler& handler, Call& call);

/// Refuses a value that does not fit the parameter.
[[noreturn]] WEFT_API void refuse_value(const Handler& handler, const HandlerType& type, const Call& call,
                                        std::size_t parameter, const Source& source);

/// Refuses a result that does not fit what was asked for.
[[noreturn]] WEFT_API void refuse_result(const Handler& handler, const Call& call, const ArgInfo& info,
                                         const void* result, const std::type_info& wanted, Kind kind);

/// Called between the last refusal and the first line of the handler; false where it must not run after all.
WEFT_API bool begin_run(Handler& handler, Call& call);

}  // namespace weft::detail
