// SPDX-License-Identifier: MIT
// The fabric: what a loop calls its hooks on, and what callbacks and handlers are connected to.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/callback.hpp>
#include <weft/connection.hpp>
#include <weft/detail/arguments/passed.hpp>
#include <weft/detail/engine/function_registration.hpp>
#include <weft/detail/engine/observer_registration.hpp>
#include <weft/detail/handlers/answers.hpp>
#include <weft/detail/handlers/call_fault.hpp>
#include <weft/event.hpp>
#include <weft/failure.hpp>
#include <weft/hook_info.hpp>
#include <weft/hook_name.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace weft {

namespace detail {

struct BridgeAccess;
struct FabricState;

/// Runs the handlers of the hook and returns how many ran. The shape and the values must last until it returns. `sink` takes
/// the results of the handlers; null for a call that ignores them.
WEFT_API std::size_t call_hook(const FabricState& state, std::string_view name, std::uint64_t hash,
                               const Shape* shape, void* const* values, Sink* sink);

/// The same for a call by `around`: also runs the body, at the end or within a handler that takes a `Next`.
WEFT_API std::size_t call_hook(const FabricState& state, std::string_view name, std::uint64_t hash,
                               const Shape* shape, void* const* values, Body* body);

/// Throws `ArgumentError` for a name at run time that is empty or given twice.
WEFT_API void check_names(const HookName& hook, const View& arguments);

}  // namespace detail

/// Connects a loop with those who listen to it. The loop calls hooks by name; callbacks and handlers are added here:
///
/// `weft::Fabric fabric{MyCallback{}}; fabric.call("on_step", "loss"_a = loss);`
///
/// **Order.** A hook is a name, and exists once something has been connected to it. Its handlers run one after the other in the
/// order of registration, in the thread that calls; `at_front` changes that order, and so do `before`, `after`, `before_all` and
/// `after_all`, also of handlers that are registered later.
///
/// **Changes during a call.** A handler may do anything to the fabric: call any hook again, add, connect, disconnect, block.
/// What it connects runs from the next call on; what it disconnects before its turn does not run. It may even destroy the
/// fabric: it then finishes safely, and the handlers after it do not run.
///
/// **Threads.** All members may be used from several threads at once. Only moving, assigning and destroying a fabric need no
/// other thread inside it. No lock of weft's is held while a handler, a destructor or any other code of the user runs.
///
/// **Moving.** Connections stay valid and follow the fabric. A moved-from fabric may only be assigned or destroyed.
///
/// **Not supported.** A fiber or coroutine must not be switched inside a call: weft keeps a stack of the active calls for each
/// thread, and would find them in the wrong order. A process must not `fork` while another of its threads is inside weft, as a
/// lock could stay taken for ever in the child; a process of one thread may fork anywhere. A shared library whose code calls or
/// connects must stay loaded as long as the program uses weft, which keeps pointers to constants in it.
class WEFT_API Fabric {
public:
    Fabric();

    /// Registers the callbacks in this order, each in any form that `Callback` takes: `Fabric fabric{Timer{}, std::ref(log)};`.
    /// Throws what `add` throws.
    template <class... Given, class Mode = detail::CompileMode>
        requires(sizeof...(Given) > 0 &&
                 (sizeof...(Given) > 1 ||
                  (!detail::is_one_of<std::remove_cvref_t<Given>, Fabric, std::vector<Callback>> && ...)))
    WEFT_DETAIL_ALWAYS_INLINE explicit Fabric(Given&&... callbacks) : Fabric() {
        WEFT_DETAIL_REFUSE_CALLBACKS(Given...);
        if constexpr (detail::are_free_of_all<Mode, Given...>) {
            (add(Callback(std::forward<Given>(callbacks))), ...);
        }
    }
    /// The same for a list that is made at run time.
    explicit Fabric(std::vector<Callback> callbacks);

    Fabric(Fabric&& other) noexcept;
    Fabric& operator=(Fabric&& other) noexcept;
    Fabric(const Fabric&) = delete;
    Fabric& operator=(const Fabric&) = delete;
    /// Disconnects everything. Does not wait for other threads: none may be inside. A handler of its own may be.
    ~Fabric();

    /// Registers a callback for all of its hooks. The connection covers all of them.
    ///
    /// `const weft::Connection connection = fabric.add(std::ref(logger), weft::every(100));`
    ///
    /// The extras come in any order: `at_front` puts it before all that is registered so far, `at_back`, the default, behind;
    /// `every(n)` and `when(predicate)` hold for each of its hooks, and `every` counts each hook by itself; `named`, `before`,
    /// `after`, `before_all` and `after_all` order it by name on each of its hooks. These five replace the `weft_order` of the
    /// class whole: a public `static constexpr auto`, which is one of them or a `std::tuple` of several.
    ///
    /// If it throws, no hook is registered. Throws `Error` for a null or expired pointer, for `every(0)`, for an empty
    /// predicate or name, for a wish that closes a circle, and on a strict fabric for a hook or parameter that is not declared. The connection may be dropped: the
    /// callback stays connected.
    // Not inlined: each class of callbacks would have the code again.
    template <class... Extras>
    // NOLINTNEXTLINE(performance-unnecessary-value-param): it is moved on, where the extras are right
    WEFT_DETAIL_NO_INLINE Connection add(Callback callback, const Extras&... extras) {
        constexpr detail::HandlerFault fault = detail::fault_of_callback_extras<Extras...>();
        static_assert(
            fault != detail::HandlerFault::once_twice,
            "weft: once is for connect: a callback has several handlers, of which each would run once");
        static_assert(
            fault != detail::HandlerFault::unknown_extra,
            "weft: add takes weft::at_front, weft::at_back, weft::every(n), weft::when(predicate), "
            "weft::named(name), weft::before(...), weft::after(...), weft::before_all and weft::after_all "
            "beside the callback");
        WEFT_DETAIL_REFUSE_EXTRAS(fault);
        if constexpr (fault == detail::HandlerFault::none) {
            return register_callback(std::move(callback), detail::manner_of(extras...));
        } else {
            return {};
        }
    }

    /// Connects one function to one hook: a lambda, a functor, a function pointer or a `std::function`.
    ///
    /// `fabric.connect("on_step", [](int step, double lr) { ... }, "step"_a, "lr"_a = 0.1, weft::every(20));`
    ///
    /// An rvalue is moved in, an lvalue is copied; `std::ref(functor)` borrows it, and the caller keeps it alive. The extras
    /// come in any order: `"step"_a` is the name of the next parameter, `"lr"_a = 0.1` also gives it a default, which is
    /// copied and converted at once; the others are `at_front`, `at_back`, `once`, `every(n)`, `when(predicate)`, `named`, `before`,
    /// `after`, `before_all` and `after_all`. Without a name, a parameter is filled by position alone; with C++26 reflection, a lambda that is given no name has those of its own parameters.
    ///
    /// Throws `Error`, and connects nothing, for an empty function, predicate or name, for `every(0)`, for a wish that closes a circle,
    /// for a default out of range or a null text as one, and on a strict fabric for a hook or parameter that is not declared. What cannot be a handler, such
    /// as a generic lambda, does not compile, and the message says what to write.
    template <class Function, class Mode = detail::ModeOf<std::decay_t<Function>>, class... Extras>
    Connection connect(HookName hook, Function&& function, const Extras&... extras) {
        constexpr detail::HandlerFault fault = detail::fault_of_handler<std::decay_t<Function>, Extras...>();
        WEFT_DETAIL_REFUSE_HANDLER(fault);
        WEFT_DETAIL_REFUSE_EXTRAS(fault);
        constexpr detail::ReadingFault reading = detail::reading_fault_of_result<std::decay_t<Function>>();
        WEFT_DETAIL_REFUSE_READING(reading);
        if constexpr (fault == detail::HandlerFault::none && reading == detail::ReadingFault::none) {
            using Handler = std::decay_t<Function>;
            if constexpr (detail::can_be_empty<std::remove_cvref_t<Function>>) {
                if (function == nullptr) {
                    refuse_empty_function(hook);
                }
            }
            return attach(hook,
                          detail::PreparingOf<Handler, Mode, Extras...>::prepare(
                              std::forward<Function>(function), extras...),
                          detail::manner_of(extras...));
        } else {
            return {};
        }
    }

    /// Runs the handlers of the hook in order, and returns how many ran: `fabric.call("on_step", "loss"_a = loss)`.
    ///
    /// The arguments are positional ones first, then named ones: `"name"_a = value`, or `weft::arg(name, value)` for a name at
    /// run time. Or a single `unpack(map)`. An lvalue is passed by reference, and a handler with a `T&` changes it unless it is
    /// const; an rvalue lives until the call returns and is const to handlers. A handler takes the arguments that it names and
    /// never sees the others.
    ///
    /// Throws `ArgumentError` if a parameter of a handler cannot be filled, before that handler runs. What a handler throws
    /// leaves the call with its own type, unless `on_error` handles it. Either way, the handlers before it have run and those
    /// after it do not. Throws `Error` for an undeclared hook on a strict fabric.
    ///
    /// A hook that nobody listens to costs one look-up: it allocates nothing and is created by no call.
    template <class... Arguments>
    WEFT_DETAIL_ALWAYS_INLINE std::size_t call(HookName hook, Arguments&&... arguments) const {
        constexpr detail::CallFault fault = detail::fault_of_call<std::remove_cvref_t<Arguments>...>;
        WEFT_DETAIL_REFUSE_ARGUMENTS(fault);
        if constexpr (fault == detail::CallFault::none) {
            return call_with(hook, no_sink, detail::as_argument(std::forward<Arguments>(arguments))...);
        } else {
            return 0;
        }
    }
    /// The same with the entries of a map as arguments: `fabric.call("on_epoch_end", weft::unpack(map))`; or with those of another
    /// call: `weft::unpack(args)`.
    std::size_t call(HookName hook, detail::Unpacked map) const { return call_with(hook, no_sink, map); }

    /// Runs the handlers of the hook around a body, the last argument, which is a function without parameters:
    ///
    /// `fabric.around("around_validation", "epoch"_a = epoch, [&] { validate(epoch); });`
    ///
    /// The handlers run in order, as in `call`, then the body. A handler that takes a `const weft::Next&` has all that comes
    /// after it, the body too, inside its own run: between what it does before `next()` and after. One that does not call it
    /// keeps the rest from running. Returns whether the body was entered.
    ///
    /// What the body throws leaves the call through the handlers that are around it, and no handler has failed. The body is
    /// called by reference, in this thread; what it returns is ignored. It runs also where a handler has destroyed the fabric.
    /// Throws what `call` throws, and `Error` for an empty body.
    template <class... Given>
    WEFT_DETAIL_ALWAYS_INLINE bool around(HookName hook, Given&&... given) const {
        constexpr detail::AroundFault fault = detail::fault_of_around<Given&&...>();
        WEFT_DETAIL_REFUSE_ARGUMENTS(fault.arguments);
        static_assert(fault.has_body,
                      "weft: around takes the body as its last argument, a function without parameters: "
                      "fabric.around(hook, arguments..., [&] { ... })");
        if constexpr (fault.has_body && fault.arguments == detail::CallFault::none) {
            return run_around(hook, std::make_index_sequence<sizeof...(Given) - 1>{},
                              std::forward_as_tuple(std::forward<Given>(given)...));
        } else {
            return false;
        }
    }

    /// Calls the hook as `call` does, and returns what the handlers return: `fabric.collect<double>("on_metric", args...)`.
    ///
    /// There is one entry for each result whose type converts to `Result` as an argument converts to a parameter, in the order
    /// of the handlers. Handlers with another result, or none, run and add nothing, nor does an empty `std::optional`; a full
    /// one adds its value. A value out of range throws `ArgumentError`; as that is no failure of the handler, `on_error` does
    /// not see it. `Result` is a value: a reference or a view does not compile.
    template <class Result, class... Arguments>
    WEFT_DETAIL_ALWAYS_INLINE std::vector<detail::AnswerOr<Result>> collect(HookName hook,
                                                                            Arguments&&... arguments) const {
        constexpr detail::CallFault fault = detail::fault_of_call<std::remove_cvref_t<Arguments>...>;
        WEFT_DETAIL_REFUSE_ARGUMENTS(fault);
        static_assert(
            detail::can_be_answer<Result>,
            "weft: collect and first keep answers beyond the call: ask for a value, not for a reference or a "
            "view");
        if constexpr (fault == detail::CallFault::none && detail::can_be_answer<Result>) {
            detail::Answers<Result> answers(false);
            call_with(hook, std::addressof(answers),
                      detail::as_argument(std::forward<Arguments>(arguments))...);
            return std::move(answers.all);
        } else {
            return {};
        }
    }

    /// Calls the hook as `collect` does, but ends the call after the first handler whose result would be collected, and returns
    /// that: the handlers after it do not run. Empty if there is none.
    ///
    /// `const std::optional<std::string> path = fabric.first<std::string>("on_resolve", "name"_a = name);`
    template <class Result, class... Arguments>
    WEFT_DETAIL_ALWAYS_INLINE std::optional<detail::AnswerOr<Result>> first(HookName hook,
                                                                            Arguments&&... arguments) const {
        constexpr detail::CallFault fault = detail::fault_of_call<std::remove_cvref_t<Arguments>...>;
        WEFT_DETAIL_REFUSE_ARGUMENTS(fault);
        static_assert(
            detail::can_be_answer<Result>,
            "weft: collect and first keep answers beyond the call: ask for a value, not for a reference or a "
            "view");
        if constexpr (fault == detail::CallFault::none && detail::can_be_answer<Result>) {
            detail::Answers<Result> answers(true);
            call_with(hook, std::addressof(answers),
                      detail::as_argument(std::forward<Arguments>(arguments))...);
            return answers.all.empty() ? std::nullopt : std::optional<Result>(std::move(answers.all.front()));
        } else {
            return std::optional<detail::AnswerOr<Result>>();
        }
    }

    /// Sets the function that decides what becomes of an exception that left a handler. If it returns, the call goes on with
    /// the next handler, and the one that failed counts as run; if it throws, that leaves the call.
    ///
    /// `fabric.on_error(weft::quarantine(3));` or `fabric.on_error([](const weft::Failure& failure) { report(failure); });`
    ///
    /// It runs in the thread of the call, in several at once where several call. It does not see the refusal to run a handler
    /// for its arguments, nor what an observer throws. It replaces the function before; an empty one brings back the default,
    /// by which the exception leaves the call.
    void on_error(std::function<void(const Failure&)> handle);

    /// States that the loop calls this hook and passes these arguments, for `check` and `strict`:
    /// `fabric.declare("on_step", "step"_a, "loss"_a);`. Called again for the same hook, it adds to the arguments. Throws
    /// `Error` for an empty name of a hook.
    template <detail::FixedString... names>
    void declare(HookName hook, const Name<names>&...) {
        declare(hook, {Name<names>::name...});
    }

    /// Throws `Error` with a line for each handler whose hook or parameter no declaration knows, with the nearest declared name
    /// if one is near. Call it when all is registered, before the loop begins.
    ///
    /// A fabric without declarations has no hooks and parameters to check. Of the methods found by reflection, only those named
    /// `on_...` are checked, as others may be no handlers at all.
    ///
    /// With or without declarations it also lists the names that a handler asks to be before or after and that nobody in the
    /// fabric has, with the nearest name that somebody has.
    void check() const;

    /// Compares with the declarations as `check` does, and does not look names up that handlers ask to be before or after. From then on, and for good, `add` and `connect` make the same check and throw `Error` instead of
    /// registering, and the call of an undeclared hook throws `Error`. If the first check throws, the fabric does not become
    /// strict. Each call then takes a lock while it looks its hook up among the declarations.
    void strict();

    /// What is connected, as data: the hooks that have handlers, in the order in which they were first connected to, and their
    /// handlers in the order of a call. Blocked handlers are included. No handler runs.
    [[nodiscard]] std::vector<HookInfo> hooks() const;

    /// Shows each call and each run of a handler to the observer, also calls that nobody hears:
    /// `weft::Unused unused; fabric.observe(std::ref(unused));`.
    ///
    /// An observer is a function or an object that can be called with `const weft::Event&`. It is handed over in any form of a
    /// callback, or as a plain variable, which is copied. It runs in the thread of the call. What it throws leaves the call,
    /// and `on_error` does not see it. Calls on this fabric that an observer makes itself are not observed.
    ///
    /// A class of observers that never looks at `Event::duration` says so by a public `static constexpr bool needs_durations =
    /// false;`. Where all say so, no clock is read, which is half of what an observer costs that does little.
    ///
    /// Throws `Error` for an empty function and for a null or expired pointer. A fabric without observers pays nothing for
    /// them.
    template <class Observer>
    Connection observe(Observer&& observer) {
        constexpr bool is_observer = detail::is_observer<Observer>;
        constexpr bool can_be_kept = detail::can_be_kept<Observer>;
        static_assert(
            is_observer,
            "weft: an observer is a function or an object that can be called with const weft::Event&");
        static_assert(
            !is_observer || can_be_kept,
            "weft: this observer cannot be copied: pass std::ref(it) to borrow, std::move(it) to hand over, "
            "or a std::shared_ptr to share");
        if constexpr (is_observer && can_be_kept) {
            return attach(detail::prepare_observer(std::forward<Observer>(observer)));
        } else {
            return {};
        }
    }

private:
    friend struct detail::BridgeAccess;

    static constexpr detail::Sink* no_sink = nullptr;

    /// `With` is a `Sink` or a `Body`.
    template <class With>
    std::size_t call_with(const HookName& hook, With* with, const detail::Unpacked& map) const {
        return detail::call_hook(*state_, hook.text(), hook.hash(), map.view.shape, map.view.values, with);
    }

    template <class With, class... Arguments>
    WEFT_DETAIL_ALWAYS_INLINE std::size_t call_with(const HookName& hook, With* with,
                                                    const Arguments&... arguments) const {
        const detail::Passed<Arguments...> passed(arguments...);
        if constexpr (!passed.is_fixed) {
            detail::check_names(hook, passed.view());
        }
        return detail::call_hook(*state_, hook.text(), hook.hash(), passed.shape(), passed.values(), with);
    }

    /// `all` holds references to the arguments and, last, to the body.
    template <std::size_t... index, class... All>
    WEFT_DETAIL_ALWAYS_INLINE bool run_around(const HookName& hook, std::index_sequence<index...>,
                                              std::tuple<All...> all) const {
        auto&& body = std::get<sizeof...(index)>(all);
        if constexpr (detail::can_be_empty<std::remove_cvref_t<decltype(body)>>) {
            if (body == nullptr) {
                refuse_empty_body(hook);
            }
        }
        auto run = [&body] { static_cast<void>(body()); };
        detail::Body run_once = detail::body_of(run);
        call_with(hook, std::addressof(run_once), detail::as_argument(std::get<index>(std::move(all)))...);
        return run_once.is_entered;
    }

    [[noreturn]] static void refuse_empty_function(const HookName& hook);
    [[noreturn]] static void refuse_empty_body(const HookName& hook);
    void declare(const HookName& hook, const std::vector<std::string_view>& arguments);
    Connection attach(detail::PreparedObserver observer);
    Connection attach(const HookName& hook, const detail::PreparedFunction& function,
                      detail::Manner&& manner);
    Connection register_callback(Callback callback, detail::Manner&& manner);

    struct DeleteState {
        void operator()(detail::FabricState* state) const noexcept;
    };
    std::unique_ptr<detail::FabricState, DeleteState> state_;
};

}  // namespace weft

/// Prints what `hooks()` returns: a line for each hook, and an indented one for each of its handlers.
template <>
struct fmt::formatter<weft::Fabric> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Fabric& fabric,
                                                  fmt::format_context& context) const;
};
