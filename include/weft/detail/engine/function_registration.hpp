// SPDX-License-Identifier: MIT
// The registration of a function given to `connect`: it keeps the function and the defaults of its parameters.
#pragma once

#include <weft/detail/engine/registration.hpp>
#include <weft/detail/export.hpp>
#include <weft/detail/handlers/handler_fault.hpp>
#include <weft/detail/handlers/invoker.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// What `Handler::object` points to: the function, and for each parameter its default or `NoDefault`.
template <class Function, class... Defaults>
struct KeptFunction {
    Function function;
    Elements<Defaults...> defaults;
};

/// A `Target` for `InvokerAt`: applies the function in a `KeptFunction`, or the functor that it refers to.
template <class Kept, class Function>
struct WEFT_DETAIL_HIDDEN FunctionTarget {
    using parameters = typename FunctionSignature<Function>::parameters;
    using result = typename FunctionSignature<Function>::result;

    static constexpr const std::type_info* callback() { return nullptr; }
    static consteval ListReads reads() { return nullptr; }

    template <std::size_t index>
    WEFT_DETAIL_ALWAYS_INLINE static inline const auto& default_at(Handler& handler) {
        return element_at<index>(static_cast<Kept*>(handler.object)->defaults);
    }
    template <class... Values>
    WEFT_DETAIL_ARTIFICIAL static inline decltype(auto) apply(Handler& handler, Values&... values) {
        auto& function = static_cast<Kept*>(handler.object)->function;
        if constexpr (std::is_same_v<Function, typename Callee<Function>::type>) {
            return function(values...);
        } else {
            return function.get()(values...);
        }
    }
};

/// The registration of one function.
template <class Kept>
class WEFT_DETAIL_HIDDEN FunctionRegistration final : public Registration {
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
        Kept kept;  // Destroyed by `release()`, while connections may still keep the registration's memory.
    };

private:
    void release() noexcept override { kept.~Kept(); }
};

/// The registration of a function that is ready to be connected, and what its handler needs: object and type.
struct PreparedFunction {
    RegistrationPointer registration;
    void* object;
    const HandlerType* type;
};

/// Makes the registration of a function. `Mode` is that of `connect`. `Names` has the names of its parameters. That they are part of the type matters where
/// a file with reflection knows a lambda's names and a file without does not: the linker must not mix them up.
template <class Function, class Mode, class Names, class Parameters, class Places>
struct Preparing;

template <class Function, class Mode, class Names, class... Parameters, std::size_t... index>
struct WEFT_DETAIL_HIDDEN
    Preparing<Function, Mode, Names, TypeList<Parameters...>, std::index_sequence<index...>> {
    /// What is kept as the default of one parameter, of which `extra` is the place of its name among the extras.
    template <class Parameter, std::size_t extra, class Extras>
    WEFT_DETAIL_ALWAYS_INLINE static inline auto keep([[maybe_unused]] const Extras& extras) {
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
        constexpr HandlerCount count{1, (is_condition<Extras> || ...), (is_order<Extras> || ...)};
        auto* const made = new (count) FunctionRegistration<Kept>(
            count, std::forward<Given>(given), keep<Parameters, Names::extra_of[index]>(all)...);
        return {RegistrationPointer(made), std::addressof(made->kept),
                &HandlerTypeOf<TargetHere<FunctionTarget<Kept, Function>>, Names>::type};
    }
};

template <class Function, class Mode, class... Extras>
using PreparingOf =
    Preparing<Function, Mode,
              typename decltype(naming_of<Function, typename FunctionSignature<Function>::parameters,
                                          Extras...>())::type,
              typename FunctionSignature<Function>::parameters,
              std::make_index_sequence<FunctionSignature<Function>::parameters::size>>;

}  // namespace weft::detail
