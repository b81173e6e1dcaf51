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
    Elements<Defaults...> defaults;
};

template <class Kept, class Function>
struct FunctionTarget {
    using parameters = typename FunctionSignature<Function>::parameters;
    using result = typename FunctionSignature<Function>::result;

    static constexpr const std::type_info* callback() { return nullptr; }

    template <std::size_t index>
    [[gnu::always_inline]] static inline const auto& default_at(Handler& handler) {
        return element_at<index>(static_cast<Kept*>(handler.object)->defaults);
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
    template <class Given, class... Defaults>
    FunctionRegistration(HandlerCount count, Given&& given, Defaults&&... defaults)
        : Registration(sizeof(FunctionRegistration), count),
          kept{std::forward<Given>(given), {{std::forward<Defaults>(defaults)}...}} {}
    FunctionRegistration(const FunctionRegistration&) = delete;
    FunctionRegistration& operator=(const FunctionRegistration&) = delete;
    ~FunctionRegistration() override {
        if (!is_released()) {
            kept.~Kept();
        }
    }

    union {
        Kept kept;  // Ends with the release, before the memory does.
    };

private:
    void release() noexcept override { kept.~Kept(); }
};

/// A registration that is ready to be connected, and the handler type that runs it.
struct PreparedFunction {
    RegistrationPointer registration;
    void* object;
    const HandlerType* type;
};

/// Whether the handler may be a null function pointer, an empty `std::function` or another empty wrapper.
template <class Function>
inline constexpr bool can_be_empty =
    (std::is_pointer_v<Function> || requires { typename Function::result_type; }) &&
    requires(const Function& function) { function == nullptr; };

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

/// Makes the registration of a function: `Names` is how its parameters are called, and keeps apart what a file with reflection
/// makes of a handler from what one without it does.
template <class Function, class Names, class Parameters, class Places>
struct Preparing;

template <class Function, class Names, class... Parameters, std::size_t... index>
struct Preparing<Function, Names, TypeList<Parameters...>, std::index_sequence<index...>> {
    /// The default of one parameter among the extras, or nothing.
    template <class Parameter, std::size_t extra, class Extras>
    [[gnu::always_inline]] static inline auto keep([[maybe_unused]] const Extras& extras) {
        if constexpr (extra == Names::none) {
            return NoDefault{};
        } else {
            return keep_default<Parameter>(element_at<extra>(extras));
        }
    }

    template <class Given, class... Extras>
    static PreparedFunction prepare(Given&& given, const Extras&... extras) {
        using All = Elements<const Extras&...>;
        [[maybe_unused]] const All all{{extras}...};
        using Kept =
            KeptFunction<Function,
                         decltype(keep<Parameters, Names::extra_of[index]>(std::declval<const All&>()))...>;
        constexpr HandlerCount count{1, (std::is_same_v<Extras, Every> || ...)};
        auto* const made = new (count) FunctionRegistration<Kept>(
            count, std::forward<Given>(given), keep<Parameters, Names::extra_of[index]>(all)...);
        return {RegistrationPointer(made), std::addressof(made->kept),
                &HandlerTypeOf<FunctionTarget<Kept, Function>, Names>::type};
    }
};

template <class Function, class... Extras>
using PreparingOf =
    Preparing<Function,
              typename decltype(naming_of<Function, typename FunctionSignature<Function>::parameters,
                                          Extras...>())::type,
              typename FunctionSignature<Function>::parameters,
              std::make_index_sequence<FunctionSignature<Function>::parameters::size>>;

}  // namespace weft::detail
