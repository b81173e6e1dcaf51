// SPDX-License-Identifier: MIT
// Fabric::declare, check and strict: compares handlers with the hooks and arguments that a loop has declared.
#include "fabric/check.hpp"

#include "fabric/inspection.hpp"
#include "fabric/refusals.hpp"
#include "handlers/handler_name.hpp"

#include <weft/fabric.hpp>

#include <string>
#include <utility>
#include <vector>

namespace weft {

namespace detail {

namespace {

/// Collects what is wrong with each handler that it is shown.
struct Checking final : Visit {
    explicit Checking(const Declarations& all) : declarations(all) {}

    const Declarations& declarations;
    std::vector<std::string> problems;

    void handler(const Handler& handler, std::string_view hook) override {
        for (std::string& problem :
             declarations.problems(hook, *handler.type, handler.object, handler.registration->name())) {
            problems.push_back(std::move(problem));
        }
    }
};

/// Throws `Error` with a line for each problem of a handler that is connected.
void check_handlers(const FabricState& state, Inspection& inspection) {
    Checking checking(state.declarations);
    inspection.visit(checking);
    if (!checking.problems.empty()) {
        refuse_problems(checking.problems);
    }
}

}  // namespace

void refuse_manner(const Manner& manner, const std::string& who) {
    if (manner.period == 0) {
        refuse_period(who);
    }
    refuse_predicate(who);
}

void check_registration(const FabricState& state, const HookName& hook, const HandlerType& type) {
    const std::vector<std::string> problems = state.declarations.problems(
        hook.text(), type, nullptr, handler_name(nullptr, hook.file(), hook.line()));
    if (!problems.empty()) {
        refuse_problems(problems);
    }
}

void check_registration(const FabricState& state, const CallbackType& type, const void* object) {
    const std::string who = callback_name(type);
    std::vector<std::string> all;
    for (std::size_t i = 0; i < type.method_count; ++i) {
        for (std::string& problem :
             state.declarations.problems(type.methods[i].hook, *type.methods[i].type, object, who)) {
            all.push_back(std::move(problem));
        }
    }
    if (!all.empty()) {
        refuse_problems(all);
    }
}

}  // namespace detail

void Fabric::declare(const HookName& hook, const std::vector<std::string_view>& arguments) {
    if (hook.text().empty()) {
        detail::refuse_empty_declaration(hook);
    }
    state_->declarations.declare(hook.text(), arguments);
}

void Fabric::check() const {
    detail::Inspection inspection(*state_);
    detail::check_handlers(*state_, inspection);
}

void Fabric::strict() {
    // An inspection may release an object whose destructor destroys this fabric. It keeps the state, which is used below
    // in place of the fabric.
    detail::FabricState& state = *state_;
    detail::Inspection inspection(state);
    detail::check_handlers(state, inspection);
    state.declarations.be_strict();
    state.watch();
}

}  // namespace weft
