// SPDX-License-Identifier: MIT
// Fabric::declare, check and strict: compares handlers with the hooks and arguments that a loop has declared, and the names that
// they ask for with those that there are.
#include "fabric/check.hpp"

#include "engine/registration_access.hpp"
#include "fabric/inspection.hpp"
#include "fabric/refusals.hpp"
#include "text/nearest_name.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/fabric.hpp>

#include <algorithm>
#include <set>
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

/// Collects the names that handlers go by, and those that they ask for.
struct CheckingNames final : Visit {
    struct Asked {
        std::string who;
        Wish::Kind kind;
        std::string name;
        std::string hook;  // The first of the callback's.
    };

    std::set<std::string> names;
    std::vector<Asked> asked;

    void handler(const Handler& handler, std::string_view hook) override {
        for (std::string& name : names_of(handler)) {
            names.insert(std::move(name));
        }
        if (const Standing* const standing = RegistrationAccess::standing(*handler.registration)) {
            const std::string who = handler.registration->name();
            for (const std::string& name : standing->before) {
                ask({who, Wish::Kind::before, name, std::string(hook)});
            }
            for (const std::string& name : standing->after) {
                ask({who, Wish::Kind::after, name, std::string(hook)});
            }
        }
    }

    [[nodiscard]] std::vector<std::string> problems() const {
        const std::vector<std::string_view> known(names.begin(), names.end());
        std::vector<std::string> found;
        for (const Asked& one : asked) {
            if (!names.contains(one.name)) {
                found.push_back(
                    unknown_name(one.who, one.hook, one.kind, one.name, nearest_name(one.name, known)));
            }
        }
        return found;
    }

private:
    /// What a callback asks for on each of its hooks counts once.
    void ask(Asked one) {
        const bool is_known = std::any_of(asked.begin(), asked.end(), [&one](const Asked& other) {
            return other.who == one.who && other.kind == one.kind && other.name == one.name;
        });
        if (!is_known) {
            asked.push_back(std::move(one));
        }
    }
};

/// A text for each problem of a handler that is connected with what is declared.
std::vector<std::string> problems_of_handlers(const FabricState& state, Inspection& inspection) {
    Checking checking(state.declarations);
    inspection.visit(checking);
    return std::move(checking.problems);
}

void refuse_any(const std::vector<std::string>& problems) {
    if (!problems.empty()) {
        refuse_problems(problems);
    }
}

/// Whether it is a name that was given as an empty text.
bool is_empty_name(const Wish& wish) noexcept {
    return wish.name.empty() && wish.kind != Wish::Kind::before_all && wish.kind != Wish::Kind::after_all;
}

}  // namespace

bool is_right(const Manner& manner) noexcept {
    return manner.period > 0 && (!manner.has_predicate || manner.when) &&
           std::none_of(manner.wishes.begin(), manner.wishes.end(), is_empty_name);
}

std::string registered_name(std::span<const Wish> wishes, std::string otherwise) {
    const auto named = std::find_if(wishes.begin(), wishes.end(), [](const Wish& wish) {
        return wish.kind == Wish::Kind::named && !wish.name.empty();
    });
    return named != wishes.end() ? escaped(named->name) : std::move(otherwise);
}

void refuse_manner(const Manner& manner, const std::string& who) {
    const auto empty = std::find_if(manner.wishes.begin(), manner.wishes.end(), is_empty_name);
    if (empty != manner.wishes.end()) {
        refuse_empty_name(who, empty->kind);
    }
    if (manner.period == 0) {
        refuse_period(who);
    }
    refuse_predicate(who);
}

void check_registration(const FabricState& state, const HookName& hook, const HandlerType& type,
                        const std::string& who) {
    const std::vector<std::string> problems = state.declarations.problems(hook.text(), type, nullptr, who);
    if (!problems.empty()) {
        refuse_problems(problems);
    }
}

void check_registration(const FabricState& state, const CallbackType& type, const void* object,
                        const std::string& who) {
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
    std::vector<std::string> problems = detail::problems_of_handlers(*state_, inspection);
    detail::CheckingNames names;
    inspection.visit(names);
    for (std::string& problem : names.problems()) {
        problems.push_back(std::move(problem));
    }
    detail::refuse_any(problems);
}

void Fabric::strict() {
    // An inspection may release an object whose destructor destroys this fabric. It keeps the state, which is used below
    // in place of the fabric.
    detail::FabricState& state = *state_;
    detail::Inspection inspection(state);
    detail::refuse_any(detail::problems_of_handlers(state, inspection));
    state.declarations.be_strict();
    state.watch();
}

}  // namespace weft
