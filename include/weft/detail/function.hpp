// SPDX-License-Identifier: MIT
// A function given to `connect`: kept with its parameters' names and defaults, and invoked.
#pragma once

#include <weft/detail/invoker.hpp>
#include <weft/detail/reflection.hpp>
#include <weft/extras.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>

namespace weft::detail {

template <class Function>
struct Callee {
    using type = Function;
};
template <class Function>
struct Callee<std::reference_wrapper<Function>> {
    using type = Function;
};

struct OwnCallOperator {
    void operator()();
};

/// Makes the name `operator()` ambiguous where the class has one of its own.
template <class Type>
struct WithCallOperator : Type, OwnCallOperator {};

/// Whether there is any `operator()`: one alone, overloads or a template.
template <class Type>
inline constexpr bool has_call_operator = false;
template <class Type>
    requires(std::is_class_v<Type> && !std::is_final_v<Type>)
inline constexpr bool has_call_operator<Type> = !HasOneCallOperator<WithCallOperator<Type>>;

/// The function type or the `operator()` of a handler; with words where there is no single one.
template <class Function>
consteval auto signature_of_function() {
    using Type = typename Callee<Function>::type;
    if constexpr (std::is_pointer_v<Type> && std::is_function_v<std::remove_pointer_t<Type>>) {
        return std::type_identity<Signature<std::remove_pointer_t<Type>*>>{};
    } else if constexpr (std::is_function_v<Type>) {
        return std::type_identity<Signature<Type*>>{};
    } else if constexpr (HasOneCallOperator<Type>) {
        return std::type_identity<Signature<decltype(&Type::operator())>>{};
    } else {
        static_assert(!has_call_operator<Type>,
                      "weft: a handler needs parameters with spelt types: replace auto by the type");
        static_assert(has_call_operator<Type>,
                      "weft: a handler is a function, a lambda or an object with one operator()");
        return std::type_identity<Signature<void (*)()>>{};
    }
}

template <class Function>
using FunctionSignature = typename decltype(signature_of_function<Function>())::type;

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
    static_assert(name_count <= named_parameters<TypeList<Parameters...>>,
                  "weft: more names than the handler has parameters");

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

    static constexpr std::string_view name_of(std::size_t parameter) {
        constexpr std::array<bool, sizeof...(Parameters) + 1> takes_name{
            !std::is_same_v<ParameterOf<Parameters>, ArgsParameter>...};
        if (!takes_name[parameter]) {
            return {};
        }
        const auto before =
            std::count(takes_name.begin(), takes_name.begin() + static_cast<std::ptrdiff_t>(parameter), true);
        return nth_word(words, static_cast<std::size_t>(before) + 1);
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

template <class Kept, class Function, class Names>
struct FunctionTarget {
    using parameters = typename FunctionSignature<Function>::parameters;
    using result = typename FunctionSignature<Function>::result;

    static constexpr bool is_reflected = false;
    static constexpr const std::type_info* callback() { return nullptr; }
    static constexpr std::string_view name_of(std::size_t parameter) { return Names::name_of(parameter); }

    template <std::size_t index>
    static const auto& default_at(Handler& handler) {
        return std::get<index>(static_cast<Kept*>(handler.object)->defaults);
    }
    template <class... Values>
    static decltype(auto) run(Handler& handler, Values&... values) {
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
    return {std::move(registration), object, &Invoker<FunctionTarget<Kept, Function, Names>>::type};
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

/// `Mode` keeps what a file built with reflection makes of a handler apart from what a file without it does.
template <class Mode, class Given, class... Extras>
PreparedFunction prepare(Given&& given, const Extras&... extras) {
    using Function = std::decay_t<Given>;
    using Signature = FunctionSignature<Function>;
    static_assert(!Signature::is_rvalue_only,
                  "weft: a handler runs more than once: operator() cannot be &&-qualified");
    check_extras<Extras...>();
    using Parameters = typename Signature::parameters;
    using Names = typename decltype(naming_of<Function, Parameters, Extras...>())::type;
    static_assert(Names::names_differ(), "weft: two parameters of the handler get the same name");
    return prepare_function<Names, (std::is_same_v<Extras, Every> || ...)>(
        Parameters{}, std::make_index_sequence<Parameters::size>{}, std::forward<Given>(given),
        std::tuple<const Extras&...>(extras...));
}

}  // namespace weft::detail
