// SPDX-License-Identifier: MIT
// What an event says about its handler: the callback's name, and which arguments the handler takes.
#include <weft/event.hpp>

#include "handlers/reads.hpp"

#include <weft/detail/engine/registration.hpp>
#include <weft/detail/handlers/handler.hpp>

#include <algorithm>
#include <iterator>

namespace weft {

std::string Event::callback() const {
    return handler_ != nullptr ? handler_->registration->name() : std::string();
}

detail::Registration* Event::registration() const noexcept {
    return handler_ != nullptr ? handler_->registration : nullptr;
}

bool Event::reads(std::size_t argument) const noexcept {
    if (handler_ == nullptr || argument >= args_->size()) {
        return false;
    }
    const Arg arg = *std::next(args_->begin(), static_cast<std::ptrdiff_t>(argument));
    const auto reads_it = [&](const detail::HandlerType& type) {
        bool takes_args = false;
        std::size_t place = 0;
        for (std::size_t i = 0; i < type.parameter_count; ++i) {
            const detail::ParameterInfo& parameter = type.parameters[i];
            const bool takes_one = parameter.type->takes == detail::Takes::argument;
            takes_args = takes_args || parameter.type->takes == detail::Takes::args;
            if (takes_one && (arg.name().empty() ? place == argument : parameter.name == arg.name())) {
                return true;
            }
            place += takes_one ? 1 : 0;
        }
        try {
            return takes_args && detail::reads_of(type, handler_->object, hook_).has(arg);
        } catch (...) {  // What it reads is not known.
            return true;
        }
    };
    const detail::HandlerType& type = *handler_->type;
    return reads_it(type) ||
           std::any_of(type.overloads, type.overloads + type.overload_count,
                       [&](const detail::HandlerType* overload) { return reads_it(*overload); });
}

}  // namespace weft
