// SPDX-License-Identifier: MIT
// Events, from the engine to the observers.
#include "observation.hpp"

#include <algorithm>

namespace weft {

std::string Event::callback() const {
    return handler_ != nullptr ? handler_->registration->name() : std::string();
}

bool Event::reads(std::size_t argument) const noexcept {
    if (handler_ == nullptr || argument >= args_->size()) {
        return false;
    }
    const Arg arg = *std::next(args_->begin(), static_cast<std::ptrdiff_t>(argument));
    const auto reads_it = [&](const detail::HandlerType& type) {
        std::size_t place = 0;
        for (std::size_t i = 0; i < type.parameter_count; ++i) {
            const detail::ParameterInfo& parameter = type.parameters[i];
            if (parameter.is_args ||
                (arg.name().empty() ? place == argument : parameter.name == arg.name())) {
                return true;
            }
            ++place;
        }
        return false;
    };
    const detail::HandlerType& type = *handler_->type;
    return reads_it(type) ||
           std::any_of(type.overloads, type.overloads + type.overload_count,
                       [&](const detail::HandlerType* overload) { return reads_it(*overload); });
}

namespace detail {

bool Observation::is_due(const Core& core) noexcept {
    if (core.observers.signal.empty()) {
        return false;
    }
    for (const Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->core == &core && static_cast<const Call*>(frame)->hook == &core.observers) {
            return false;
        }
    }
    return true;
}

void Observation::tell(WatchedEmission& observed, Event& event) {
    event.notes_ = &observed.notes;
    const Core& core = *observed.core;
    void* const values[]{&event};
    Emission call({&fixed_shape<PositionalArg<const Event&>>, values}, &core.observers, nullptr);
    call.core = &core;
    call.is_plain = true;
    const FrameScope scope(call);
    emit_signal(core.observers, call);
}

void Observation::call_begin(WatchedEmission& call, std::string_view hook) {
    Event event(EventKind::call_begin, hook, call.args);
    tell(call, event);
}

void Observation::call_end(WatchedEmission& call, std::string_view hook, Event::Duration duration,
                           const std::exception_ptr& exception) {
    Event event(EventKind::call_end, hook, call.args);
    event.duration_ = duration;
    event.exception_ = exception;
    event.ran_ = call.ran;
    tell(call, event);
}

void Observation::handler_begin(const Handler& handler, WatchedEmission& call) {
    Event event(EventKind::handler_begin, call.hook->name, call.args, &handler);
    tell(call, event);
    call.handler_begin = std::chrono::steady_clock::now();
}

void Observation::handler_end(const Handler& handler, WatchedEmission& call,
                              const std::exception_ptr& exception) {
    Event event(EventKind::handler_end, call.hook->name, call.args, &handler);
    event.duration_ = std::chrono::steady_clock::now() - call.handler_begin;
    event.exception_ = exception;
    tell(call, event);
}

}  // namespace detail
}  // namespace weft
