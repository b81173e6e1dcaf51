// SPDX-License-Identifier: MIT
// The rule of the contract, word by word: groups, who joins them, and the walk.
#include "order.hpp"

#include <algorithm>
#include <functional>

namespace model {

namespace {

std::vector<std::string_view> names_of(const Registry& registry, const Handler& handler) {
    if (handler.manner.order.has_value() && handler.manner.order->name > 0) {
        return {given_names.at(handler.manner.order->name)};
    }
    if (!handler.is_method) {
        return {};
    }
    const bool is_full = registry.fault != Fault::forgets_namespaces;
    switch (registry.actors.at(handler.registration->actor).type) {
        case Class::partly: return {"Partly", is_full ? "model::Partly" : "Partly"};
        case Class::around: return {"Around"};
        case Class::dynamic: return {"Dynamic"};
        case Class::late: return {"Late"};
        default: return {"Wholly"};
    }
}

class Walk {
public:
    Walk(const Registry& registry, const Handlers& handlers) : registry_(registry), handlers_(handlers) {
        for (const std::shared_ptr<Handler>& handler : handlers_) {
            said_.push_back(order_of(registry, *handler).group);
        }
    }

    std::optional<Handlers> make() {
        const std::vector<std::size_t> walk = sorted_by_group();
        state_.assign(handlers_.size(), State::not_seen);
        for (const std::size_t one : walk) {
            visit(one, walk);
        }
        return is_circle_ ? std::nullopt : std::optional(ordered_);
    }

private:
    enum class State : std::uint8_t { not_seen, on_the_way, placed };

    [[nodiscard]] bool asks(std::size_t one, std::size_t names, std::size_t other) const {
        if (one == other && registry_.fault != Fault::orders_a_handler_by_itself) {
            return false;
        }
        const std::vector<std::string_view> its_names = names_of(registry_, *handlers_[other]);
        return std::any_of(others.at(names).begin(), others.at(names).end(), [&](std::string_view name) {
            return std::find(its_names.begin(), its_names.end(), name) != its_names.end();
        });
    }
    [[nodiscard]] bool asks_to_be_before(std::size_t one, std::size_t other) const {
        return registry_.fault != Fault::forgets_who_asks_to_be_before &&
               asks(one, order_of(registry_, *handlers_[one]).before, other);
    }
    [[nodiscard]] bool asks_to_be_after(std::size_t one, std::size_t other) const {
        return asks(one, order_of(registry_, *handlers_[one]).after, other);
    }

    /// Those that say the group, and what asks to be beside one of them on the inner side, also by way of others.
    [[nodiscard]] std::vector<bool> members_of(
        Group group, const std::function<bool(std::size_t, std::size_t)>& joins) const {
        std::vector<bool> is_member;
        for (const Group one : said_) {
            is_member.push_back(one == group);
        }
        for (bool changes = registry_.fault != Fault::lets_a_group_beat_a_name; changes;) {
            changes = false;
            for (std::size_t one = 0; one < handlers_.size(); ++one) {
                for (std::size_t other = 0; other < handlers_.size(); ++other) {
                    if (!is_member[one] && is_member[other] && joins(one, other)) {
                        is_member[one] = changes = true;
                    }
                }
            }
        }
        return is_member;
    }

    [[nodiscard]] std::vector<std::size_t> sorted_by_group() const {
        const std::vector<bool> last = members_of(
            Group::last, [this](std::size_t one, std::size_t other) { return asks_to_be_after(one, other); });
        const std::vector<bool> first = members_of(Group::first, [this](std::size_t one, std::size_t other) {
            return asks_to_be_before(one, other);
        });
        std::array<std::vector<std::size_t>, 3> groups;
        for (std::size_t one = 0; one < handlers_.size(); ++one) {
            const bool joins_last = last[one] && said_[one] != Group::last;
            const bool joins_first = first[one] && said_[one] != Group::first;
            const Group group = joins_last ? Group::last : joins_first ? Group::first : said_[one];
            groups[group == Group::first ? 0 : group == Group::middle ? 1 : 2].push_back(one);
        }
        std::vector<std::size_t> walk;
        for (const std::vector<std::size_t>& group : groups) {
            walk.insert(walk.end(), group.begin(), group.end());
        }
        return walk;
    }

    void visit(std::size_t one, const std::vector<std::size_t>& walk) {
        if (state_[one] != State::not_seen) {
            is_circle_ = is_circle_ || state_[one] == State::on_the_way;
            return;
        }
        state_[one] = State::on_the_way;
        for (const std::size_t other : walk) {
            if (asks_to_be_before(other, one) || asks_to_be_after(one, other)) {
                visit(other, walk);
            }
        }
        state_[one] = State::placed;
        ordered_.push_back(handlers_[one]);
    }

    const Registry& registry_;
    const Handlers& handlers_;
    std::vector<Group> said_;
    std::vector<State> state_;
    bool is_circle_ = false;
    Handlers ordered_;
};

}  // namespace

OrderAsked order_of(const Registry& registry, const Handler& handler) {
    const bool is_late = handler.is_method &&
                         registry.actors.at(handler.registration->actor).type == Class::late &&
                         registry.fault != Fault::forgets_the_order_of_a_class;
    if (is_late && registry.fault == Fault::keeps_the_order_of_a_class) {
        return late_order;
    }
    if (handler.manner.order.has_value()) {
        return *handler.manner.order;
    }
    return is_late ? late_order : OrderAsked{};
}

std::optional<Handlers> in_order(const Registry& registry, const Handlers& registered) {
    Handlers connected = registered;
    if (registry.fault != Fault::keeps_what_the_disconnected_asked) {
        std::erase_if(connected, [&](const auto& one) { return !registry.is_connected(*one->registration); });
    }
    return Walk(registry, connected).make();
}

std::size_t count_known(const Registry& registry, const Handlers& connected, const Handler& asking,
                        std::size_t names) {
    const auto is_known = [&](std::string_view name) {
        return std::any_of(connected.begin(), connected.end(), [&](const auto& other) {
            const std::vector<std::string_view> its_names = names_of(registry, *other);
            return other.get() != &asking &&
                   std::find(its_names.begin(), its_names.end(), name) != its_names.end();
        });
    };
    return static_cast<std::size_t>(
        std::count_if(others.at(names).begin(), others.at(names).end(), is_known));
}

}  // namespace model
