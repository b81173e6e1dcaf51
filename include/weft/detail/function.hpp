// SPDX-License-Identifier: MIT
// A function given to `connect`: kept with its parameters' names and defaults, and invoked.
#pragma once

#include <weft/detail/callable.hpp>
#include <weft/detail/invoker.hpp>
#include <weft/detail/method.hpp>
#include <weft/detail/reflection.hpp>
#include <weft/extras.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>

namespace weft::detail {

/// Which naming extra belongs to which parameter: the k-th name to the k-th parameter that takes a name.
template <class List, class... Extras>
struct Naming;

template <class... Parameters, class... Extras>
struct Naming<TypeList<Parameters...>, Extras...> {
    static constexpr std::size_t none = sizeof...(Extras);

    static constexpr std::array<std::size_t, sizeof...(Parameters)> extra_of = [] {
        constexpr std::array<bool, sizeof...(Extras) + 1> names{names_parameter<Extras>...};
        constexpr std::array<bool, sizeof...(Parameters) + 1> takes_name{
            !std::is_same_v<ParameterOf<Parameters>, ArgsParameter>...};
        std::array<std::size_t, sizeof...(Parameters)> result{};
        std::size_t extra = 0;
        for (std::size_t i = 0; i < result.size(); ++i) {
            result[i] = none;
            if (takes_name[i]) {
                while (extra < none && !names[extra]) {
                    ++extra;
                }
                result[i] = extra;
                extra += extra < none ? 1 : 0;
            }
        }
        return result;
    }();

    static constexpr std::size_t name_count = (std::size_t{0} + ... + std::size_t{names_parameter<Extras>});
    static constexpr bool is_reflected = false;

    template <class Extra>
    static constexpr std::string_view name_in() {
        if constexpr (names_parameter<Extra>) {
            return Extra::name;
        } else {
            return {};
        }
    }
    static constexpr std::string_view name_of(std::size_t parameter) {
        constexpr std::array<std::string_view, sizeof...(Extras) + 1> names{name_in<Extras>()...};
        return names[extra_of[parameter]];
    }

    /// Whether two parameters have got one name.
    static consteval bool names_differ() {
        for (std::size_t i = 0; i < extra_of.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (!name_of(i).empty() && name_of(i) == name_of(j)) {
                    return false;
                }
            }
        }
        return true;
    }
};

/// The names that a lambda's own parameters have, where the compiler tells them.
template <class List, FixedString words>
struct LambdaNaming;

template <class... Parameters, FixedString words>
struct LambdaNaming<TypeList<Parameters...>, words> {
    static constexpr std::size_t none = 0;
    static constexpr std::array<std::size_t, sizeof...(Parameters)> extra_of{};
    static constexpr std::size_t name_count = 0;
    static constexpr bool is_reflected = false;

    static constexpr std::string_view name_of(std::size_t parameter) {
        constexpr std::array<bool, sizeof...(Parameters) + 1> takes_name{
            !std::is_same_v<ParameterOf<Parameters>, ArgsParameter>...};
        if (!takes_name[parameter]) {
            return {};
        }
        const auto before =
            std::count(takes_name.begin(), takes_name.begin() + static_cast<std::ptrdiff_t>(parameter), true);
        constexpr auto names = split_words<sizeof...(Parameters) + 1>(words.view());
        return names[static_cast<std::size_t>(before) + 1];
    }
    static consteval bool names_differ() { return true; }
};

template <class Function, class Parameters, class... Extras>
consteval auto naming_of() {
    using Type = typename Callee<Function>::type;
    if constexpr (!(names_parameter<Extras> || ...) && !lambda_words<Type>().view().empty()) {
        return std::type_identity<LambdaNaming<Parameters, lambda_words<Type>()>>{};
    } else {
        return std::type_identity<Naming<Parameters, Extras...>>{};
    }
}

/// The function and one entry per parameter: its default, or nothing.
template <class Function, class... Defaults>
struct KeptFunction {
    Function function;
    std::tuple<Defaults...> defaults;
};

template <class Kept, class Function>
struct FunctionTarget {
    using parameters = typename FunctionSignature<Function>::parameters;
    using result = typename FunctionSignature<Function>::result;

    static constexpr const std::type_info* callback() { return nullptr; }

    template <std::size_t index>
    static const auto& default_at(Handler& handler) {
        return std::get<index>(static_cast<Kept*>(handler.object)->defaults);
    }
    template <class... Values>
    [[gnu::always_inline, gnu::artificial]] static inline decltype(auto) run(Handler& handler,
                                                                             Values&... values) {
        auto& function = static_cast<Kept*>(handler.object)->function;
        if constexpr (std::is_same_v<Function, typename Callee<Function>::type>) {
            return function(values...);
        } else {
            return function.get()(values...);
        }
    }
};

template <class Kept>
class FunctionRegistration final : public Registration {
public:
    template <class... Parts>
    explicit FunctionRegistration(HandlerCount count, Parts&&... parts)
        : Registration(sizeof(FunctionRegistration), count), kept_function{std::forward<Parts>(parts)...} {}
    FunctionRegistration(const FunctionRegistration&) = delete;
    FunctionRegistration& operator=(const FunctionRegistration&) = delete;
    ~FunctionRegistration() override {
        if (!is_released()) {
            kept_function.~Kept();
        }
    }

    [[nodiscard]] Kept& kept() noexcept { return kept_function; }

private:
    void release() noexcept override { kept_function.~Kept(); }

    union {
        Kept kept_function;  // Ends with the release, before the memory does.
    };
};

/// A registration that is ready to be connected, and the handler type that runs it.
struct PreparedFunction {
    RegistrationPointer registration;
    void* object;
    const HandlerType* type;
};

template <class Names, bool has_rhythm, class... Parameters, std::size_t... index, class Given, class Extras>
PreparedFunction prepare_function(TypeList<Parameters...>, std::index_sequence<index...>, Given&& given,
                                  const Extras& extras) {
    using Function = std::decay_t<Given>;
    constexpr auto keep = []<std::size_t parameter, class Parameter>(const Extras& all) {
        if constexpr (Names::extra_of[parameter] == Names::none) {
            return NoDefault{};
        } else {
            return keep_default<Parameter>(std::get<Names::extra_of[parameter]>(all));
        }
    };
    using Kept = KeptFunction<Function, decltype(keep.template operator()<index, Parameters>(extras))...>;
    auto registration = make_registration<FunctionRegistration<Kept>>(
        HandlerCount{1, has_rhythm},
        Kept{std::forward<Given>(given), {keep.template operator()<index, Parameters>(extras)...}});
    void* object = std::addressof(registration->kept());
    return {std::move(registration), object, &HandlerTypeOf<FunctionTarget<Kept, Function>, Names>::type};
}

/// Whether the handler is a null function pointer, an empty `std::function` or another empty wrapper.
template <class Function>
bool is_empty_function(const Function& function) {
    if constexpr (std::is_pointer_v<Function> || requires { typename Function::result_type; }) {
        if constexpr (requires { function == nullptr; }) {
            return function == nullptr;
        }
    }
    return false;
}

/// Why `connect` cannot take a handler with these extras.
enum class HandlerFault : std::uint8_t {
    none,
    method,
    bound,
    generic,
    not_callable,
    rvalue_only,
    unknown_signature,
    moved_parameter,
    uncopyable_parameter,
    unknown_extra,
    both_ends,
    once_twice,
    every_twice,
    more_names,
    name_twice,
    default_for_reference,
    unconvertible_default,
};

template <class Function>
consteval HandlerFault fault_of_function() {
    using Type = typename Callee<Function>::type;
    using Pointer = FunctionPointer<Function>;
    if constexpr (std::is_member_pointer_v<Type>) {
        return HandlerFault::method;
    } else if constexpr (std::is_bind_expression_v<Type>) {
        return HandlerFault::bound;
    } else if constexpr (std::is_void_v<Pointer>) {
        return has_call_operator<Type> ? HandlerFault::generic : HandlerFault::not_callable;
    } else if constexpr (!HasSignature<Pointer>) {
        return HandlerFault::unknown_signature;
    } else if constexpr (Signature<Pointer>::is_rvalue_only) {
        return HandlerFault::rvalue_only;
    } else {
        return []<class... Parameters>(TypeList<Parameters...>) {
            return (std::is_rvalue_reference_v<Parameters> || ...) ? HandlerFault::moved_parameter
                   : (is_taken_by_value_safely<Parameters> && ...) ? HandlerFault::none
                                                                   : HandlerFault::uncopyable_parameter;
        }(typename Signature<Pointer>::parameters{});
    }
}

template <class... Extras>
consteval HandlerFault fault_of_extras() {
    return !(is_extra<Extras> && ...)                                ? HandlerFault::unknown_extra
           : (0 + ... + int{is_one_of<Extras, AtFront, AtBack>}) > 1 ? HandlerFault::both_ends
           : (0 + ... + int{is_one_of<Extras, Once>}) > 1            ? HandlerFault::once_twice
           : (0 + ... + int{is_one_of<Extras, Every>}) > 1           ? HandlerFault::every_twice
                                                                     : HandlerFault::none;
}

template <class Names, class... Extras, class... Parameters, std::size_t... index>
consteval HandlerFault fault_of_defaults(TypeList<Parameters...>, std::index_sequence<index...>) {
    [[maybe_unused]] constexpr auto fault_of = []<std::size_t parameter, class Parameter>() {
        if constexpr (Names::extra_of[parameter] == Names::none) {
            return HandlerFault::none;
        } else {
            using Default =
                DefaultOf<std::tuple_element_t<Names::extra_of[parameter], std::tuple<Extras...>>>;
            if constexpr (std::is_void_v<Default>) {
                return HandlerFault::none;
            } else if constexpr (MutableReference<Parameter>) {
                return HandlerFault::default_for_reference;
            } else {
                return default_converts<Bare<Parameter>, Default>() ? HandlerFault::none
                                                                    : HandlerFault::unconvertible_default;
            }
        }
    };
    HandlerFault fault = HandlerFault::none;
    ((fault = fault == HandlerFault::none ? fault_of.template operator()<index, Parameters>() : fault), ...);
    return fault;
}

template <class Function, class... Extras>
consteval HandlerFault fault_of_handler() {
    constexpr HandlerFault function = fault_of_function<Function>();
    constexpr HandlerFault extras = fault_of_extras<Extras...>();
    if constexpr (function != HandlerFault::none) {
        return function;
    } else if constexpr (extras != HandlerFault::none) {
        return extras;
    } else {
        using Parameters = typename FunctionSignature<Function>::parameters;
        using Names = typename decltype(naming_of<Function, Parameters, Extras...>())::type;
        if constexpr (Names::name_count > named_parameters<Parameters>) {
            return HandlerFault::more_names;
        } else if constexpr (!Names::names_differ()) {
            return HandlerFault::name_twice;
        } else {
            return fault_of_defaults<Names, Extras...>(Parameters{},
                                                       std::make_index_sequence<Parameters::size>{});
        }
    }
}

/// `Mode` keeps what a file built with reflection makes of a handler apart from what a file without it does.
template <class Mode, class Given, class... Extras>
PreparedFunction prepare(Given&& given, const Extras&... extras) {
    using Function = std::decay_t<Given>;
    using Parameters = typename FunctionSignature<Function>::parameters;
    using Names = typename decltype(naming_of<Function, Parameters, Extras...>())::type;
    return prepare_function<Names, (std::is_same_v<Extras, Every> || ...)>(
        Parameters{}, std::make_index_sequence<Parameters::size>{}, std::forward<Given>(given),
        std::tuple<const Extras&...>(extras...));
}

}  // namespace weft::detail
