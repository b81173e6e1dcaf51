// SPDX-License-Identifier: MIT
// Makes a method of each hook that is served elsewhere.
#include "mpi/stand_in.hpp"

#include <utility>

namespace weft::detail {

namespace {

struct Plain {
    StandIn::Run run;
    std::string hook;

    void operator()(const Args& args) const { run(hook, args, nullptr); }
};

struct Around {
    StandIn::Run run;
    std::string hook;

    void operator()(const Args& args, const Next& next) const { run(hook, args, &next); }
};

template <class Function>
std::shared_ptr<DynamicMethod> method_of(const StandIn::Run& run, const std::string& hook) {
    return std::make_shared<DynamicMethodOf<Function, known_of_dynamic<Function>()>>(Function{run, hook});
}

}  // namespace

StandIn::StandIn(Served served, const Run& run) : served_(std::move(served)) {
    for (const ServedWish& wish : served_.wishes) {
        wishes_.push_back({wish.kind, wish.name});
    }
    for (const ServedHook& hook : served_.hooks) {
        const auto method =
            hook.takes_next ? method_of<Around>(run, hook.hook) : method_of<Plain>(run, hook.hook);
        const std::vector<std::string> parameters =
            hook.takes_all ? std::vector<std::string>() : hook.parameters;
        // The rank that has the callback refuses a call that lacks one.
        const std::vector<bool> are_optional(parameters.size(), true);
        method->describe(served_.name, hook.hook, parameters, are_optional, hook.takes_all);
        method->is_named_as_class = served_.is_class;
        methods_.push_back(method);
        entries_.push_back({method->hook(), method.get()});
    }
    type_ = {&typeid(StandIn), entries_.data(), entries_.size(), served_.name, wishes_};
}

RegisteredCallback StandIn::register_it(KeptObject kept) {
    const CallbackType& type = static_cast<const StandIn*>(kept.object)->type_;
    return {std::move(kept), &type};
}

const CallbackType& StandIn::weft_run_time_type() noexcept {
    static const CallbackType type{&typeid(StandIn), nullptr, 0, {}, {}, &register_it};
    return type;
}

}  // namespace weft::detail
