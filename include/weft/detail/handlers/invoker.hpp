// SPDX-License-Identifier: MIT
// Turns a call's arguments into a handler's parameters, and runs the handler. This is the hot path: a parameter that takes its
// argument as it is needs no look-up, no allocation and no branch.
#pragma once

#include <weft/detail/arguments/default.hpp>
#include <weft/detail/elements.hpp>
#include <weft/detail/export.hpp>
#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>
#include <weft/detail/handlers/known_result.hpp>
#include <weft/detail/handlers/signature.hpp>
#include <weft/next.hpp>

#include <array>
#include <memory>
#include <utility>

namespace weft::detail {

/// Throws `ArgumentError`: the argument has a type that fills the parameter, but a value that does not fit it.
[[noreturn]] WEFT_API void refuse_value(const HandlerType& type, const Call& call, std::size_t parameter,
                                        const ArgumentSource& source);

/// Room for one parameter's value during one run, or for the address of its default.
template <class Parameter, class Default>
class WEFT_DETAIL_HIDDEN Loaded {
    using Access = ParameterOf<Parameter>;
    static constexpr bool has_default = !std::is_same_v<Default, NoDefault>;

public:
    Loaded() noexcept {  // NOLINT(modernize-use-equals-default): a defaulted one would clear what load() fills.
        if constexpr (has_default) {
            stored_ = {};
        }
    }

    bool load(const ArgumentSource& source, const Call& call, [[maybe_unused]] const Default& fallback) {
        const Shape& shape = *call.view().shape;
        if constexpr (has_default) {
            if (source.index == ArgumentSource::absent) {
                fallback_ = std::addressof(fallback.get());
                return true;
            }
        }
        if constexpr (Access::optionals > 0) {
            void* value = source.index == ArgumentSource::absent ? nullptr : call.view().values[source.index];
            return Access::load(stored_, source, shape, value);
        } else {
            return Access::load(stored_, source, shape, call.view().values[source.index]);
        }
    }
    decltype(auto) pass() const {
        if constexpr (has_default) {
            return fallback_ != nullptr ? *fallback_ : Access::pass(stored_);
        } else {
            return Access::pass(stored_);
        }
    }

private:
    struct Nothing {};
    using Fallback = std::conditional_t<has_default, const Bare<Parameter>*, Nothing>;

    typename Access::Stored stored_;
    [[no_unique_address]] Fallback fallback_{};
};

/// A parameter `const Args&` is given all arguments of the call.
template <class Default>
class WEFT_DETAIL_HIDDEN Loaded<const Args&, Default> {
public:
    bool load(const ArgumentSource&, const Call& call, const Default&) {
        args_ = &call.args;
        return true;
    }
    const Args& pass() const { return *args_; }

private:
    const Args* args_;
};

/// A parameter `const Next&` is given what comes after the handler.
template <class Default>
class Loaded<const Next&, Default> {
public:
    bool load(const ArgumentSource&, const Call& call, const Default&) {
        call_ = &call;
        return true;
    }
    const Next& pass() const { return call_->next(); }

private:
    const Call* call_;
};

/// The parameter's value where it takes its argument as it is: the argument's address and an offset.
template <class Parameter>
WEFT_DETAIL_HIDDEN decltype(auto) direct_value([[maybe_unused]] const ArgumentSource& source,
                                               const Call& call) {
    using Access = ParameterOf<Parameter>;
    if constexpr (std::is_same_v<Access, ArgsParameter>) {
        return (call.args);
    } else if constexpr (std::is_same_v<Access, NextParameter>) {
        return call.next();
    } else {
        return Access::direct(source.base.fixed(call.view().values[source.index]));
    }
}

/// Hands a result to the call's sink. Of an optional it hands over what that holds, if anything; of a reference to an array
/// the pointer, as for an argument. What the sink throws does not count as a failure of the handler. `known` is what the file that
/// bound the handler knows of the type.
template <KnownHere known, class Result>
WEFT_DETAIL_HIDDEN void give_result(Handler& handler, Call& call, Result&& result) {
    using Value = std::remove_cvref_t<Result>;
    if (call.is_stopped) {
        return;  // `first` has its answer from a handler inside this one.
    }
    if constexpr (std::is_volatile_v<std::remove_reference_t<Result>>) {
        // `Held` refuses what is volatile, so the sink gets a copy, or nothing where none can be made.
        if constexpr (std::is_constructible_v<Value, Result>) {
            give_result<known>(handler, call, Value(std::forward<Result>(result)));
        }
    } else if constexpr (is_optional<Value>) {
        if (result.has_value()) {
            give_result<known>(handler, call, *result);
        }
    } else {
        const Held<Result> held(std::forward<Result>(result));
        using Taken = typename Held<Result>::Value;
        constexpr ReadingFault reading = fault_of_reading<Taken>();
        WEFT_DETAIL_REFUSE_READING(reading);
        static constexpr ArgInfo info{{}, &arg_type<Taken, known>, false};
        call.is_answering = true;
        call.sink->accept(*call.sink, handler, call, info, held.address());
        call.is_answering = false;
    }
}

/// Invokes the handlers of one C++ type. `Target` has the parameters and the result (`parameters`, `result`), applies the
/// function (`apply`), and knows the defaults of the parameters (`default_at`). The names of parameters are no part of this
/// type, as debuggers show the names of its functions. What needs no C++ types is done in the library, which keeps handlers
/// cheap to compile.
template <class Target, class Parameters, class Places>
class InvokerAt;

template <class Target, class... Parameters, std::size_t... index>
class WEFT_DETAIL_HIDDEN InvokerAt<Target, TypeList<Parameters...>, std::index_sequence<index...>> {
public:
    /// The type of a parameter's default, or `NoDefault`.
    template <std::size_t place>
    using Default =
        std::remove_cvref_t<decltype(Target::template default_at<place>(std::declval<Handler&>()))>;

    /// Runs the handler with parameters from these sources, converted where necessary.
    static void invoke_from([[maybe_unused]] const HandlerType& type, Handler& handler, Call& call,
                            [[maybe_unused]] const ArgumentSource* sources) {
        [[maybe_unused]] Elements<Loaded<Parameters, Default<index>>...> loaded;
        ((static_cast<Place<index, Parameters>&>(loaded).value.load(
              sources[index], call, Target::template default_at<index>(handler))
              ? void()
              : refuse_value(type, call, index, sources[index])),
         ...);
        if (call.is_announced && !call.begin_run(handler)) [[unlikely]] {
            return;
        }
        apply_to(handler, call, static_cast<Place<index, Parameters>&>(loaded).value.pass()...);
    }

    /// The same where each parameter takes its argument as it is; `begin_run` is not asked any more.
    static void invoke_direct(const HandlerType& /*type*/, Handler& handler, Call& call,
                              [[maybe_unused]] const ArgumentSource* sources) {
        apply_to(handler, call, direct_value<Parameters>(sources[index], call)...);
    }

private:
    template <std::size_t place, class Parameter>
    using Place = Element<place, Loaded<Parameter, Default<place>>>;

    /// Runs the handler with these values, and hands what it returns to the call's sink.
    template <class... Values>
    WEFT_DETAIL_ALWAYS_INLINE static void apply_to(Handler& handler, Call& call, Values&... values) {
        ++call.ran;
        if constexpr (std::is_void_v<typename Target::result>) {
            Target::apply(handler, values...);
        } else {
            if (call.sink == nullptr) {
                // A variable, as GCC would warn that a cast to void does not read a volatile result.
                [[maybe_unused]] auto&& ignored = Target::apply(handler, values...);
            } else {
                give_result<known_result<Target>>(handler, call, Target::apply(handler, values...));
            }
        }
    }
};

template <class Target, class Parameters = typename Target::parameters>
using Invoker = InvokerAt<Target, Parameters, std::make_index_sequence<Parameters::size>>;

template <class Parameter>
consteval ParameterType describe_parameter() {
    using Access = ParameterOf<Parameter>;
    constexpr Form form = form_of<Parameter>;
    if constexpr (std::is_same_v<Access, ArgsParameter>) {
        return {&typeid(Args), Kind::other, form, 0, Takes::args, nullptr};
    } else if constexpr (std::is_same_v<Access, NextParameter>) {
        return {&typeid(Next), Kind::other, form, 0, Takes::next, nullptr};
    } else {
        return {&typeid(Bare<Parameter>), parameter_kind<Parameter>, form,
                Access::optionals,        Takes::argument,           &Access::resolve};
    }
}

/// Describes a parameter's type for the library.
template <class Parameter>
WEFT_DETAIL_HIDDEN inline constexpr ParameterType parameter_type = describe_parameter<Parameter>();

/// Null for a handler that is given no `const Args&`, and for one whose class does not say what it reads.
template <class Target, class... Parameters>
consteval ListReads list_reads() {
    if constexpr ((std::is_same_v<ParameterOf<Parameters>, ArgsParameter> || ...)) {
        return Target::reads();
    }
    return nullptr;
}

/// The `HandlerType` for one `Target` and one set of names. `Names` has the names of the parameters (`name_of`), and whether
/// reflection has found the method (`is_reflected`).
template <class Target, class Names, class List = typename Target::parameters>
struct HandlerTypeOf;

template <class Target, class Names, class... Parameters>
struct WEFT_DETAIL_HIDDEN HandlerTypeOf<Target, Names, TypeList<Parameters...>> {
    using Invoke = Invoker<Target>;

    template <std::size_t... index>
    static constexpr auto describe(std::index_sequence<index...>) {
        return std::array<ParameterInfo, sizeof...(Parameters)>{
            ParameterInfo{Names::name_of(index), &parameter_type<Parameters>,
                          !std::is_same_v<typename Invoke::template Default<index>, NoDefault>}...};
    }

    static constexpr auto parameters = describe(std::index_sequence_for<Parameters...>{});
    static inline constinit std::atomic<const Plan*> plans = nullptr;
    static constexpr HandlerType type{Target::callback(),
                                      parameters.data(),
                                      sizeof...(Parameters),
                                      &Invoke::invoke_direct,
                                      &Invoke::invoke_from,
                                      &plans,
                                      Names::is_reflected,
                                      (std::is_same_v<ParameterOf<Parameters>, NextParameter> || ...),
                                      nullptr,
                                      0,
                                      {},
                                      list_reads<Target, Parameters...>()};
};

}  // namespace weft::detail
