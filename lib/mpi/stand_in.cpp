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
        methods_.push_back(method);
        entries_.push_back({method->hook(), method.get()});
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
    const CallbackType& type = static_cast<const StandIn*>(kept.object)->type_;
    return {std::move(kept), &type};
}

const CallbackType& StandIn::weft_run_time_type() noexcept {
    static const CallbackType type{&typeid(StandIn), nullptr, 0, {}, {}, &register_it};
    return type;
}

}  // namespace weft::detail
