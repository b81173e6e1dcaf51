// SPDX-License-Identifier: MIT
// From a call's arguments to a handler's parameters. This is the hot path: it looks up nothing, allocates nothing, and
// goes through at most one branch per parameter to the value.
#pragma once

#include <weft/detail/arguments/default.hpp>
#include <weft/detail/elements.hpp>
#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>
#include <weft/detail/handlers/signature.hpp>

#include <array>
#include <memory>
#include <utility>

namespace weft::detail {

/// Runs a handler whose last plan does not fit the call: finds or makes one that does, or matches parameters with arguments
/// for this call alone. Of overloads, it is their `HandlerType::invoke`.
WEFT_API void invoke_unplanned(Handler& handler, Call& call);

/// Refuses a value that does not fit the parameter.
[[noreturn]] WEFT_API void refuse_value(const HandlerType& type, const Call& call, std::size_t parameter,
                                        const ArgumentSource& source);

/// Room for one parameter's value during one run.
template <class Parameter, class Default>
class Loaded {
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

template <class Default>
class Loaded<const Args&, Default> {
public:
    bool load(const ArgumentSource&, const Call& call, const Default&) {
        args_ = &call.args;
        return true;
    }
    const Args& pass() const { return *args_; }

private:
    const Args* args_;
};

/// The parameter's value where it is an argument as it is.
template <class Parameter>
decltype(auto) direct_value([[maybe_unused]] const ArgumentSource& source, const Call& call) {
    using Access = ParameterOf<Parameter>;
    if constexpr (std::is_same_v<Access, ArgsParameter>) {
        return (call.args);
    } else {
        return Access::direct(static_cast<char*>(call.view().values[source.index]) + source.base.offset);
    }
}

/// Hands a result to the call's sink. An optional counts as what it holds, an array as the pointer that an argument
/// would be. What the sink throws is not the handler's failure.
template <class Result>
void give_result(Handler& handler, Call& call, Result&& result) {
    using Value = std::remove_cvref_t<Result>;
    if constexpr (std::is_volatile_v<std::remove_reference_t<Result>>) {
        if constexpr (std::is_constructible_v<Value, Result>) {
            give_result(handler, call, Value(std::forward<Result>(result)));
        }
    } else if constexpr (is_optional<Value>) {
        if (result.has_value()) {
            give_result(handler, call, *result);
        }
    } else {
        const Held<Result> held(std::forward<Result>(result));
        static constexpr ArgInfo info{{}, &arg_type<typename Held<Result>::Value>, false};
        call.is_answering = true;
        call.sink->accept(*call.sink, handler, call, info, held.address());
        call.is_answering = false;
    }
}

/// Invokes handlers of one C++ type. `Target` says what is called (`apply`), with which parameters (`parameters`), and which
/// defaults the object keeps (`default_at`). Names are no part of it, as a debugger shows these functions. What is not a
/// matter of types is done in the library, so that a handler costs no more to compile than it must.
template <class Target, class Parameters, class Places>
class InvokerAt;

template <class Target, class... Parameters, std::size_t... index>
class InvokerAt<Target, TypeList<Parameters...>, std::index_sequence<index...>> {
public:
    template <std::size_t place>
    using Default =
        std::remove_cvref_t<decltype(Target::template default_at<place>(std::declval<Handler&>()))>;

    /// The way of all parameters. Not inlined, so that it is there only once.
    [[gnu::noinline]] static void invoke_from([[maybe_unused]] const HandlerType& type, Handler& handler,
                                              Call& call, [[maybe_unused]] const ArgumentSource* sources) {
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

    /// The shortest way to the function, where each parameter takes an argument as it is.
    static void invoke(Handler& handler, Call& call) {
        const Plan* const plan = handler.plan.load(std::memory_order_acquire);
        if (plan == nullptr || plan->shape != call.view().shape) [[unlikely]] {
            invoke_unplanned(handler, call);
        } else if (!plan->is_direct || call.is_announced) {
            invoke_from(*handler.type, handler, call, plan->sources());
        } else {
            [[maybe_unused]] const ArgumentSource* const sources = plan->sources();
            apply_to(handler, call, direct_value<Parameters>(sources[index], call)...);
        }
    }

private:
    template <std::size_t place, class Parameter>
    using Place = Element<place, Loaded<Parameter, Default<place>>>;

    template <class... Values>
    [[gnu::always_inline]] static void apply_to(Handler& handler, Call& call, Values&... values) {
        ++call.ran;
        if constexpr (std::is_void_v<typename Target::result>) {
            Target::apply(handler, values...);
        } else {
            if (call.sink == nullptr) {
                // Not a cast to void: GCC warns that this does not read what is volatile.
                [[maybe_unused]] auto&& ignored = Target::apply(handler, values...);
            } else {
                give_result(handler, call, Target::apply(handler, values...));
            }
        }
    }
};

template <class Target, class Parameters = typename Target::parameters>
using Invoker = InvokerAt<Target, Parameters, std::make_index_sequence<Parameters::size>>;

template <class Parameter>
constexpr ParameterInfo describe_parameter(std::string_view name, bool has_default) {
    using Access = ParameterOf<Parameter>;
    constexpr Form form = form_of<Parameter>;
    if constexpr (std::is_same_v<Access, ArgsParameter>) {
        return {{}, &typeid(Args), Kind::other, form, false, 0, true, nullptr};
    } else {
        return {
            name,  &typeid(Bare<Parameter>), parameter_kind<Parameter>, form, has_default, Access::optionals,
            false, &Access::resolve};
    }
}

/// What is known of the handlers of one C++ type with one set of names: `Names` tells those of the parameters
/// (`name_of`), and whether somebody declared them (`is_reflected`).
template <class Target, class Names, class List = typename Target::parameters>
struct HandlerTypeOf;

template <class Target, class Names, class... Parameters>
struct HandlerTypeOf<Target, Names, TypeList<Parameters...>> {
    using Invoke = Invoker<Target>;

    template <std::size_t... index>
    static constexpr auto describe(std::index_sequence<index...>) {
        return std::array<ParameterInfo, sizeof...(Parameters)>{describe_parameter<Parameters>(
            Names::name_of(index), !std::is_same_v<typename Invoke::template Default<index>, NoDefault>)...};
    }

    static constexpr auto parameters = describe(std::index_sequence_for<Parameters...>{});
    static inline constinit std::atomic<const Plan*> plans = nullptr;
    static constexpr HandlerType type{Target::callback(), parameters.data(),    sizeof...(Parameters),
                                      &Invoke::invoke,    &Invoke::invoke_from, &plans,
                                      Names::is_reflected};
};

}  // namespace weft::detail
