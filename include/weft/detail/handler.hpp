// SPDX-License-Identifier: MIT
// A handler and a call as both sides of the library's border see them.
#pragma once

#include <weft/args.hpp>
#include <weft/detail/source.hpp>

#include <atomic>
#include <chrono>
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
    bool may_be_absent;
    bool is_args;
    Match (*resolve)(const ArgInfo& info, bool is_mutable, void* value, Source& source);
};

struct Handler;
struct HandlerType;
struct Call;

/// The sources of all parameters of one handler type for one fixed shape. Made once, kept for ever.
struct Plan {
    const Shape* shape;
    const Plan* next;
    const HandlerType* type;  ///< Whose parameters: of overloads, the one that is chosen.
    const Source* sources;
};

/// What all handlers of one C++ type share.
struct HandlerType {
    const std::type_info* callback;  ///< The callback's class; null for a function given to `connect`.
    const ParameterInfo* parameters;
    std::uint32_t parameter_count;
    /// Finds the sources of the parameters and runs the function.
    void (*invoke)(Handler& handler, Call& call);
    /// Runs the function with parameters from these sources.
    void (*run)(Handler& handler, Call& call, const Source* sources);
    std::atomic<const Plan*>* plans;
    bool is_reflected;  ///< A method that nobody declared: it may serve no hook at all.
    /// Methods of one name, of which each call takes one; then there are no parameters here.
    const HandlerType* const* overloads = nullptr;
    std::size_t overload_count = 0;
};

/// One function on one hook. Lives from its registration until it is disconnected and runs nowhere.
struct Handler {
    enum Flag : std::uint8_t { once = 1, every = 2, tracked = 4 };

    const HandlerType* type = nullptr;
    void* object = nullptr;  ///< The callback, or what keeps the function and its defaults.
    std::atomic<const Plan*> plan = nullptr;
    Registration* registration = nullptr;
    Hook* hook = nullptr;
    std::uint8_t flags = 0;
    std::atomic<std::uint32_t> failures = 0;  ///< In a row, up to the last run.
    std::uint64_t period = 1;                 ///< Of `every`.
    std::atomic<std::uint64_t> calls = 0;     ///< Counted for `every` only.
};

/// Takes what a handler returns. `info` describes the result, which is const.
struct Sink {
    void (*accept)(Sink& sink, Handler& handler, Call& call, const ArgInfo& info, void* result);
    bool stops_at_first;
};

/// Looks at handlers instead of running them.
struct Visit {
    virtual void handler(const Handler& handler) = 0;

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
};

struct Call : Frame {
    View view;
    Args args;
    Hook* hook;
    Sink* sink;
    std::size_t ran = 0;
    Visit* visit = nullptr;
    bool is_observed = false;
    bool is_stopped = false;
    std::chrono::steady_clock::time_point handler_begin{};  ///< Of the handler that is observed.

    Call(const View& arguments, Hook* on, Sink* to) noexcept
        : view(arguments), args(view), hook(on), sink(to) {}
};

/// The sources for this pair of handler and shape, found or made; of overloads, for the one that fits best. Throws
/// `ArgumentError` where they do not match.
WEFT_API const Plan& plan_for(Handler& handler, const Call& call);

/// The same without remembering, for a shape that does not last.
WEFT_API void bind(const Handler& handler, const Call& call, Source* sources);

/// `HandlerType::invoke` of overloads.
WEFT_API void invoke_overload(Handler& handler, Call& call);

/// Refuses a value that does not fit the parameter.
[[noreturn]] WEFT_API void refuse_value(const Handler& handler, const HandlerType& type, const Call& call,
                                        std::size_t parameter, const Source& source);

/// Refuses a result that does not fit what was asked for.
[[noreturn]] WEFT_API void refuse_result(const Handler& handler, const Call& call, const ArgInfo& info,
                                         const void* result, const std::type_info& wanted, Kind kind);

/// Called between the last refusal and the first line of the handler; false where it must not run after all.
WEFT_API bool begin_run(Handler& handler, Call& call);

}  // namespace weft::detail
