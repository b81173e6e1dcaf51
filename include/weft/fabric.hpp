// SPDX-License-Identifier: MIT
// The fabric: what a loop calls its hooks on, and what callbacks and handlers are connected to.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/callback.hpp>
#include <weft/connection.hpp>
#include <weft/detail/engine/function_registration.hpp>
#include <weft/detail/engine/observer_registration.hpp>
#include <weft/detail/handlers/answers.hpp>
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

struct FabricState;

/// Calls the handlers of the hook. The shape and the values last until it returns.
WEFT_API std::size_t call_hook(const FabricState& state, std::string_view name, std::uint64_t hash,
                               const Shape* shape, void* const* values, Sink* sink);

/// Refuses run-time names that are empty or given twice.
WEFT_API void check_names(const HookName& hook, const View& arguments);

template <class Given>
decltype(auto) as_argument(Given&& given) noexcept {
    using Type = std::remove_cvref_t<Given>;
    if constexpr (is_named<Type> || is_runtime_named<Type> || std::same_as<Type, Unpacked>) {
        return (static_cast<const Type&>(given));
    } else {
        return PositionalArg<Given>{Held<Given>(std::forward<Given>(given))};
    }
}

/// Why a call cannot be made with arguments of these types.
enum class CallFault : std::uint8_t {
    none,
    name_without_value,
    unpack_with_others,
    positional_after_named,
    name_twice
};

template <class... Given>
inline constexpr CallFault fault_of_call = ((names_parameter<Given> && !is_named<Given>) || ...)
                                               ? CallFault::name_without_value
                                           : sizeof...(Given) > 1 && (std::same_as<Given, Unpacked> || ...)
                                               ? CallFault::unpack_with_others
                                           : !positional_come_first<Given...>()
                                               ? CallFault::positional_after_named
                                           : !names_differ<Given...>() ? CallFault::name_twice
                                                                       : CallFault::none;

}  // namespace detail

// Stands in each function that arguments are given to, as GCC tells of every function that is between.
#define WEFT_DETAIL_REFUSE_ARGUMENTS(fault)                                         \
    static_assert(fault != ::weft::detail::CallFault::name_without_value,           \
                  "weft: an argument of a call needs a value: \"name\"_a = value"); \
    static_assert(fault != ::weft::detail::CallFault::unpack_with_others,           \
                  "weft: unpack must be the only argument of a call");              \
    static_assert(fault != ::weft::detail::CallFault::positional_after_named,       \
                  "weft: a positional argument follows a named one");               \
    static_assert(fault != ::weft::detail::CallFault::name_twice, "weft: an argument name is given twice")

/// A hook is a name; the first handler connected to it makes its signal. Handlers run in the order of registration, in
/// the thread that calls. During a call a handler may do anything to the fabric: what it connects runs from the next
/// call on, what it disconnects before its turn does not run.
///
/// All members may be used from several threads at once; moving, assigning and destroying need no other thread inside.
/// A handler may destroy the fabric whose call it is in: it finishes, the handlers after it do not run. A moved-from
/// fabric may only be assigned or destroyed. No lock is held while a handler or anything else of the user's runs.
///
/// Not supported: a fiber or coroutine that switches inside a call, as what a thread is in is kept on the thread in the
/// order of its stack; `fork` while another thread is inside, as the child may find a lock taken for ever. In a process of
/// one thread, `fork` is fine anywhere.
///
/// A shared library whose code calls or connects stays loaded as long as the program uses weft.
class WEFT_API Fabric {
public:
    Fabric();

    /// Registers the callbacks in this order, each in any form that `Callback` takes.
    template <class... Given, class Mode = detail::CompileMode>
        requires(sizeof...(Given) > 0 &&
                 (sizeof...(Given) > 1 ||
                  (!detail::is_one_of<std::remove_cvref_t<Given>, Fabric, std::vector<Callback>> && ...)))
    explicit Fabric(Given&&... callbacks) : Fabric() {
        WEFT_DETAIL_REFUSE_CALLBACKS(Given...);
        if constexpr (detail::are_free_of_all<Mode, Given...>) {
            (add(Callback(std::forward<Given>(callbacks))), ...);
        }
    }
    /// The same for a list that is built at run time.
    explicit Fabric(std::vector<Callback> callbacks);

    Fabric(Fabric&& other) noexcept;
    Fabric& operator=(Fabric&& other) noexcept;
    Fabric(const Fabric&) = delete;
    Fabric& operator=(const Fabric&) = delete;
    /// Disconnects everything. Does not wait for other threads: none may be inside.
    ~Fabric();

    /// Registers all hooks of a callback, after all others or before them, or throws and registers none. The connection
    /// covers them all. Throws `Error` for a null or expired pointer.
    Connection add(Callback callback, AtBack = at_back);
    /// The same, before all others: `fabric.add(MyCallback{}, weft::at_front)`.
    Connection add(Callback callback, AtFront);

    /// Connects one function to one hook: a lambda, a functor, a function pointer, a `std::function`; an lvalue is
    /// copied, `std::ref(functor)` borrowed. The extras, in any order: `"loss"_a` names the next parameter,
    /// `"lr"_a = 0.1` also gives its default, `at_front`, `at_back`, `once`, `every(n)`. Throws `Error` for an empty
    /// function or hook name, for `every(0)`, and for a default that does not fit.
    template <class Function, class Mode = detail::CompileMode, class... Extras>
    Connection connect(HookName hook, Function&& function, const Extras&... extras) {
        using Fault = detail::HandlerFault;
        constexpr Fault fault = detail::fault_of_handler<std::decay_t<Function>, Extras...>();
        static_assert(fault != Fault::method,
                      "weft: a method needs its object: connect a lambda that calls it, or add the object as "
                      "a callback");
        static_assert(fault != Fault::bound,
                      "weft: what std::bind gives takes arguments of any type: write a lambda whose "
                      "parameters have the "
                      "types and names that the handler needs");
        static_assert(
            fault != Fault::generic,
            "weft: a handler needs parameters with spelt types: replace auto by the type, and an object with "
            "several operator() by a lambda");
        static_assert(fault != Fault::not_callable,
                      "weft: a handler is a function, a lambda or an object with one operator()");
        static_assert(fault != Fault::rvalue_only,
                      "weft: a handler runs more than once: operator() cannot be &&-qualified");
        static_assert(fault != Fault::unknown_signature,
                      "weft: a handler has parameters of known types: remove volatile and the three dots");
        static_assert(fault != Fault::moved_parameter,
                      "weft: a parameter T&& would move an argument that all handlers share: take it by "
                      "const T&, T& or T");
        static_assert(
            fault != Fault::uncopyable_parameter,
            "weft: a parameter taken by value must be copyable, as handlers share the argument: take it by "
            "const T& or T&");
        static_assert(fault != Fault::unknown_extra,
                      "weft: connect takes \"name\"_a, \"name\"_a = default, weft::at_front, weft::at_back, "
                      "weft::once and "
                      "weft::every(n) beside the handler");
        static_assert(fault != Fault::both_ends, "weft: a handler goes either to the front or to the back");
        static_assert(fault != Fault::once_twice, "weft: once is given twice");
        static_assert(fault != Fault::every_twice, "weft: every is given twice");
        static_assert(fault != Fault::more_names, "weft: more names than the handler has parameters");
        static_assert(fault != Fault::name_twice, "weft: two parameters of the handler get the same name");
        static_assert(fault != Fault::default_for_reference,
                      "weft: a parameter T& cannot have a default: there is no object to refer to");
        static_assert(fault != Fault::unconvertible_default,
                      "weft: the default does not convert to the parameter's type");
        if constexpr (fault == Fault::none) {
            using Handler = std::decay_t<Function>;
            if constexpr (detail::can_be_empty<std::remove_cvref_t<Function>>) {
                if (function == nullptr) {
                    refuse_empty_function(hook);
                }
            }
            return attach(
                hook,
                detail::PreparingOf<Handler, Extras...>::prepare(std::forward<Function>(function), extras...),
                detail::manner_of(extras...));
        } else {
            return {};
        }
    }

    /// Runs the handlers of the hook and returns how many ran: 0 for a hook nobody listens to, which costs a look-up
    /// and no more. Arguments are positional ones first, then `"name"_a = value` or `weft::arg(name, value)`; or one
    /// `unpack(map)`. Lvalues are passed by reference, rvalues live until the call returns and are const to handlers.
    ///
    /// Throws `ArgumentError` where a handler's parameters cannot be filled, before that handler runs. What a handler
    /// throws leaves the call as it is, unless `on_error` keeps it; the handlers after it do not run then.
    template <class... Arguments>
    [[gnu::always_inline]] std::size_t call(HookName hook, Arguments&&... arguments) const {
        constexpr detail::CallFault fault = detail::fault_of_call<std::remove_cvref_t<Arguments>...>;
        WEFT_DETAIL_REFUSE_ARGUMENTS(fault);
        if constexpr (fault == detail::CallFault::none) {
            return call_with(hook, nullptr, detail::as_argument(std::forward<Arguments>(arguments))...);
        } else {
            return 0;
        }
    }
    /// The same with the entries of a map: `fabric.call("on_epoch_end", weft::unpack(map))`.
    std::size_t call(HookName hook, detail::Unpacked map) const { return call_with(hook, nullptr, map); }

    /// Calls the hook and returns what the handlers answer: one entry for each result that converts to `Result` by the
    /// rules for parameters. Others add nothing, nor does an empty optional. A value that does not fit throws
    /// `ArgumentError` to whoever asked: it is no failure of the handler, and `on_error` does not see it.
    template <class Result, class... Arguments>
    std::vector<detail::AnswerOr<Result>> collect(HookName hook, Arguments&&... arguments) const {
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

    /// Calls the hook until a handler gives an answer of that type; the handlers after it do not run.
    template <class Result, class... Arguments>
    std::optional<detail::AnswerOr<Result>> first(HookName hook, Arguments&&... arguments) const {
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

    /// What to do with an exception that left a handler: if the function returns, the call goes on with the next
    /// handler; if it throws, that leaves the call. It does not see the refusal to run a handler for its arguments.
    /// Replaces the one before; an empty function brings back the default, which lets the exception leave the call.
    void on_error(std::function<void(const Failure&)> handle);

    /// States that a hook exists and which arguments it passes; again for the same hook: adds to them. Throws `Error` for
    /// an empty name.
    template <detail::FixedString... names>
    void declare(HookName hook, const Name<names>&...) {
        declare(hook, {Name<names>::name...});
    }

    /// Throws `Error` with a line for every handler whose hook or whose parameter's name no declaration knows, each with
    /// the nearest declared name. Without any declaration there is nothing to check.
    void check() const;

    /// Checks, and from then on refuses at registration what `check` would find, and the call of an undeclared hook.
    /// Where the check throws, the fabric stays as it was.
    void strict();

    /// What is connected: the hooks that have handlers in order of first use, the handlers in the order of a call.
    [[nodiscard]] std::vector<HookInfo> hooks() const;

    /// Shows every call and every run of a handler to the observer: a function or an object that can be called with
    /// `const Event&`, in any form in which a callback is handed over; a plain variable is copied. What it throws leaves
    /// the call, past `on_error`. The calls that an observer makes itself are not observed.
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
    std::size_t call_with(const HookName& hook, detail::Sink* sink, const detail::Unpacked& map) const {
        return detail::call_hook(*state_, hook.text(), hook.hash(), map.view.shape, map.view.values, sink);
    }

    template <class... Arguments>
    [[gnu::always_inline]] std::size_t call_with(const HookName& hook, detail::Sink* sink,
                                                 const Arguments&... arguments) const {
        const std::array<void*, sizeof...(Arguments)> values{arguments.held.address()...};
        if constexpr ((detail::is_runtime_named<Arguments> || ...)) {
            const std::array<detail::ArgInfo, sizeof...(Arguments)> infos{
                detail::info_of<Arguments>(arguments.name)...};
            const detail::Shape shape{infos.data(), sizeof...(Arguments),
                                      detail::positional_count<Arguments...>, false, false};
            const detail::View view{&shape, values.data()};
            detail::check_names(hook, view);
            return detail::call_hook(*state_, hook.text(), hook.hash(), &shape, values.data(), sink);
        } else {
            return detail::call_hook(*state_, hook.text(), hook.hash(), &detail::fixed_shape<Arguments...>,
                                     values.data(), sink);
        }
    }

    [[noreturn]] static void refuse_empty_function(const HookName& hook);
    void declare(const HookName& hook, const std::vector<std::string_view>& arguments);
    Connection attach(detail::PreparedObserver observer);
    Connection attach(const HookName& hook, const detail::PreparedFunction& function,
                      const detail::Manner& manner);
    Connection register_callback(Callback callback, bool goes_first);

    struct DeleteState {
        void operator()(detail::FabricState* state) const noexcept;
    };
    std::unique_ptr<detail::FabricState, DeleteState> state_;
};

}  // namespace weft

/// What `hooks()` gives, a line for each hook and for each handler.
template <>
struct fmt::formatter<weft::Fabric> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Fabric& fabric,
                                                  fmt::format_context& context) const;
};
