// SPDX-License-Identifier: MIT
// From a call's arguments to a handler's parameters. This is the hot path: it looks up nothing, allocates nothing, and
// goes through at most one branch per parameter to the value.
#pragma once

#include <weft/detail/default.hpp>
#include <weft/detail/handler.hpp>
#include <weft/detail/signature.hpp>

#include <array>
#include <memory>
#include <tuple>
#include <utility>

namespace weft::detail {

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

    bool load(const Source& source, const Call& call, [[maybe_unused]] const Default& fallback) {
        const Shape& shape = *call.view().shape;
        if constexpr (has_default) {
            if (source.index == Source::absent) {
                fallback_ = std::addressof(fallback.get());
                return true;
            }
        }
        if constexpr (Access::optionals > 0) {
            void* value = source.index == Source::absent ? nullptr : call.view().values[source.index];
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
    bool load(const Source&, const Call& call, const Default&) {
        args_ = &call.args;
        return true;
    }
    const Args& pass() const { return *args_; }

private:
    const Args* args_;
};

/// The parameter's value where it is an argument as it is.
template <class Parameter>
decltype(auto) direct_value([[maybe_unused]] const Source& source, const Call& call) {
    using Access = ParameterOf<Parameter>;
    if constexpr (std::is_same_v<Access, ArgsParameter>) {
        return (call.args);
    } else {
        return Access::direct(static_cast<char*>(call.view().values[source.index]) + source.offset);
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

/// Invokes handlers of one C++ type. `Target` says what to run (`run`), with which parameters (`parameters`), and which
/// defaults the object keeps (`default_at`). Names are no part of it, as a debugger shows these functions.
template <class Target, class List = typename Target::parameters>
class Invoker;

template <class Target, class... Parameters>
class Invoker<Target, TypeList<Parameters...>> {
    static constexpr std::size_t count = sizeof...(Parameters);
    using Indices = std::index_sequence_for<Parameters...>;

public:
    template <std::size_t index>
    using Default =
        std::remove_cvref_t<decltype(Target::template default_at<index>(std::declval<Handler&>()))>;

private:
    template <class Sequence>
    struct Storage;
    template <std::size_t... index>
    struct Storage<std::index_sequence<index...>> {
        using type = std::tuple<Loaded<Parameters, Default<index>>...>;
    };

    template <std::size_t... index>
    static void run([[maybe_unused]] const HandlerType& type, Handler& handler, Call& call,
                    [[maybe_unused]] const Source* sources, std::index_sequence<index...>) {
        [[maybe_unused]] typename Storage<Indices>::type loaded;
        ((std::get<index>(loaded).load(sources[index], call, Target::template default_at<index>(handler))
              ? void()
              : refuse_value(handler, type, call, index, sources[index])),
         ...);
        if (call.is_announced && !begin_run(handler, call)) [[unlikely]] {
            return;
        }
        run_target(handler, call, std::get<index>(loaded).pass()...);
    }

    template <std::size_t... index>
    [[gnu::always_inline]] static void run_directly(Handler& handler, Call& call,
                                                    [[maybe_unused]] const Source* sources,
                                                    std::index_sequence<index...>) {
        run_target(handler, call, direct_value<Parameters>(sources[index], call)...);
    }

    template <class... Values>
    [[gnu::always_inline]] static void run_target(Handler& handler, Call& call, Values&... values) {
        ++call.ran;
        if constexpr (std::is_void_v<typename Target::result>) {
            Target::run(handler, values...);
        } else {
            if (call.sink == nullptr) {
                // Not a cast to void: GCC warns that this does not read what is volatile.
                [[maybe_unused]] auto&& ignored = Target::run(handler, values...);
            } else {
                give_result(handler, call, Target::run(handler, values...));
            }
        }
    }

public:
    static void run_with(const HandlerType& type, Handler& handler, Call& call, const Source* sources) {
        run(type, handler, call, sources, Indices{});
    }
    static void invoke(Handler& handler, Call& call) {
        const Shape* shape = call.view().shape;
        const Plan* plan = handler.plan.load(std::memory_order_acquire);
        if (plan != nullptr && plan->shape == shape) [[likely]] {
            if (plan->is_direct && !call.is_announced) [[likely]] {
                run_directly(handler, call, plan->sources(), Indices{});
            } else {
                run(*handler.type, handler, call, plan->sources(), Indices{});
            }
        } else if (shape->is_fixed) {
            run(*handler.type, handler, call, plan_for(handler, call).sources(), Indices{});
        } else {
            std::array<Source, count> sources;
            bind(handler, call, sources.data());
            run(*handler.type, handler, call, sources.data(), Indices{});
        }
    }
};

template <class Parameter>
constexpr ParameterInfo describe_parameter(std::string_view name, bool has_default) {
    using Access = ParameterOf<Parameter>;
    constexpr Form form = !std::is_reference_v<Parameter> ? Form::value
                          : MutableReference<Parameter>   ? Form::reference
                                                          : Form::const_reference;
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
    using Invoke = Invoker<Target, TypeList<Parameters...>>;

    template <std::size_t... index>
    static constexpr auto describe(std::index_sequence<index...>) {
        return std::array<ParameterInfo, sizeof...(Parameters)>{describe_parameter<Parameters>(
            Names::name_of(index), !std::is_same_v<typename Invoke::template Default<index>, NoDefault>)...};
    }

    static constexpr auto parameters = describe(std::index_sequence_for<Parameters...>{});
    static inline constinit std::atomic<const Plan*> plans = nullptr;
    static constexpr HandlerType type{Target::callback(), parameters.data(), sizeof...(Parameters),
                                      &Invoke::invoke,    &Invoke::run_with, &plans,
                                      Names::is_reflected};
};

}  // namespace weft::detail
