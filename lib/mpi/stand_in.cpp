// SPDX-License-Identifier: MIT
// Makes a method of each hook that is served elsewhere.
#include "mpi/stand_in.hpp"

#include <string>
#include <utility>

namespace weft::detail {

namespace {

class StandInMethod final : public DynamicMethod {
public:
    StandInMethod(StandIn::Run run, const ServedHook& hook, std::size_t place)
        : DynamicMethod(&invoke, hook.takes_next), run_(std::move(run)), hook_(hook), place_(place) {}

private:
    static void invoke(const HandlerType& type, Handler& handler, Call& call,
                       const ArgumentSource* /*sources*/) {
        // On all ranks, before it is known whether the callback takes the arguments: observers see the same.
        if (call.is_announced && !call.begin_run(handler)) {
            return;
        }
        const auto& self = static_cast<const StandInMethod&>(type);
        self.run_({self.hook_, self.place_, handler, call, call.ran++});
    }

    StandIn::Run run_;
    const ServedHook& hook_;
    std::size_t place_;
};

}  // namespace

StandIn::StandIn(Served served, const Run& run, const RegisteredCallback* callback)
    : served_(std::move(served)), callback_(callback) {
    for (const ServedWish& wish : served_.wishes) {
        wishes_.push_back({wish.kind, wish.name});
    }
    for (const ServedHook& hook : served_.hooks) {
        auto method = std::make_unique<StandInMethod>(run, hook, methods_.size());
        std::vector<std::string> names;
        std::vector<ParameterInfo> infos;
        for (const ServedParameter& parameter : hook.parameters) {
            names.push_back(parameter.name);
            // The rank that has the callback refuses a call that lacks one.
            infos.push_back({{}, &DynamicMethod::any_type(true), false, parameter.is_named_only});
        }
        method->describe(served_.name, hook.hook, std::move(names), std::move(infos), hook.takes_args);
        method->reads = hook.says_reads ? &list_reads : nullptr;
        method->is_reflected = hook.is_reflected;
        method->is_named_as_class = served_.is_class;
        entries_.push_back({method->hook(), method.get()});
        methods_.push_back(std::move(method));
    }
    type_ = {&typeid(StandIn), entries_.data(), entries_.size(), served_.name, wishes_};
}

std::vector<Read> StandIn::list_reads(const void* object) {
    std::vector<Read> reads;
    for (const ServedHook& hook : static_cast<const StandIn*>(object)->served_.hooks) {
        for (const ServedRead& read : hook.reads) {
            reads.push_back({hook.hook, read.argument, read.need, read.changes});
        }
    }
    return reads;
}

RegisteredCallback StandIn::register_it(KeptObject kept) {
    const auto& self = *static_cast<const StandIn*>(kept.object);
    RegisteredCallback registered{std::move(kept), &self.type_};
    if (self.callback_ != nullptr) {
        registered.ending = self.callback_->ending;
        registered.adopt = self.callback_->adopt != nullptr ? &adopt : nullptr;
    }
    return registered;
}

void StandIn::adopt(void* object, const Fabric& fabric) {
    const RegisteredCallback& callback = *static_cast<const StandIn*>(object)->callback_;
    callback.adopt(callback.object.object, fabric);
}

const CallbackType& StandIn::weft_run_time_type() noexcept {
    static const CallbackType type{&typeid(StandIn), nullptr, 0, {}, {}, &register_it};
    return type;
}

}  // namespace weft::detail
