// SPDX-License-Identifier: MIT
// Works out the order of a hook when a handler comes or has gone, and emits the arrangement that is in use.
#include "engine/order.hpp"

#include "engine/call_order.hpp"
#include "engine/registration_access.hpp"
#include "handlers/refusals.hpp"

#include <weft/detail/text/escaped.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace weft::detail {

Hook::Hook(const HookName& hook_name) : name(hook_name.text()), hash(hook_name.hash()) {}
Hook::~Hook() = default;

namespace {

Member member_of(const Handler& handler) {
    return {RegistrationPointer(handler.registration), static_cast<Slot*>(const_cast<Handler*>(&handler)),
            std::make_shared<const std::vector<std::string>>(names_of(handler))};
}

/// An emission that only looks who is there. It has no frame: what Signals2 gives up meanwhile is gathered by the operation that
/// looks, and no code of the user runs.
struct Looking final : Emission, Visit {
    explicit Looking(Hook& at) noexcept : Emission({&nothing, nullptr}, &at, nullptr) {
        visit = this;
        keeps_objects = false;
    }

    void handler(const Handler& handler, std::string_view /*hook*/) override {
        members.push_back(member_of(handler));
    }
    void handle_failure(Handler& /*handler*/) override {}

    static constexpr Shape nothing{nullptr, 0, 0, false, false};
    std::vector<Member> members;
};

std::vector<Member> members_by_signal(Hook& hook) {
    Looking looking(hook);
    emit_signal(hook.signal, looking);
    return std::move(looking.members);
}

const Standing* standing_of(const Member& member) noexcept {
    return RegistrationAccess::standing(*member.registration);
}

bool has_gone(const Member& member) noexcept {
    return (RegistrationAccess::state(*member.registration) & RegistrationAccess::disconnected) != 0;
}

/// Whether it is only its object that has gone: somebody has to disconnect it.
bool has_expired(const Member& member) noexcept {
    return RegistrationAccess::is_expired(*member.registration);
}

/// Puts the member where its slot stands in the hook's signal.
void insert(std::vector<Member>& members, Member member, Place place) {
    const auto is_behind = [place](const Member& other) {
        const Standing* const standing = standing_of(other);
        const auto group = standing != nullptr ? standing->group : Standing::Group::middle;
        return place.at_front ? group >= place.group : group > place.group;
    };
    members.insert(std::find_if(members.begin(), members.end(), is_behind), std::move(member));
}

CallOrder order_of(const std::vector<Member>& members) {
    std::vector<OrderedHandler> handlers;
    handlers.reserve(members.size());
    for (const Member& member : members) {
        // One whose object has gone asks for nothing any more. It is disconnected when its turn comes.
        handlers.push_back(has_expired(member) ? OrderedHandler{{}, nullptr}
                                               : OrderedHandler{*member.names, standing_of(member)});
    }
    return call_order(handlers);
}

[[noreturn]] void refuse(const Hook& hook, const Slot& joining, const std::vector<Member>& members,
                         const std::vector<std::size_t>& circle) {
    std::vector<std::string> names;
    for (const std::size_t place : circle) {
        const Member& member = members[place];
        // A function without a name is called by its place.
        names.push_back(member.names->empty() ? member.registration->name() : escaped(member.names->front()));
    }
    refuse_circle(hook.name, joining.registration->name(), names);
}

}  // namespace

Order::Change::Change(Change&& other) noexcept
    : order_(std::exchange(other.order_, nullptr)),
      members_(std::move(other.members_)),
      arrangement_(other.arrangement_) {}

Order::Change::~Change() {
    if (order_ != nullptr) {
        arrangement_->clear();
    }
}

Hook* Order::Change::make() noexcept {
    Order* const order = std::exchange(order_, nullptr);
    if (order != nullptr) {
        order->members_.swap(members_);
        order->use(*arrangement_);
        order->hook_.connects.fetch_or(Hook::is_ordered);
    }
    return order != nullptr ? &order->hook_ : nullptr;
}

Order::Change Order::connect(Slot& slot, Place place) {
    const bool is_ordered = current_.load() != nullptr;
    Change change;
    std::vector<Member>& members = change.members_;
    members = is_ordered ? members_ : members_by_signal(hook_);
    std::erase_if(members, has_gone);
    insert(members, member_of(slot), place);
    const CallOrder order = order_of(members);
    if (!order.circle.empty()) {
        refuse(hook_, slot, members, order.circle);
    }
    if (is_ordered || !order.is_as_given()) {
        change.arrangement_ = &arrange(members, order);
        change.order_ = this;
        slot.connection = connected_.connect(Signal::slot_type(&slot));
    } else {
        connect_slot(hook_, slot, place);
    }
    return change;
}

bool Order::emit(Emission& call) {
    Arrangement* arrangement = &enter();
    if ((is_stale_.load() || arrangement->has_expired()) && !has_ended_.load()) [[unlikely]] {
        leave(*arrangement);
        for (const RegistrationPointer& expired : refresh()) {
            expired->disconnect();
        }
        arrangement = &enter();
    }
    struct Leave {
        Order& order;
        Arrangement& arrangement;
        ~Leave() { order.leave(arrangement); }
    } const leave{*this, *arrangement};
    return emit_signal(arrangement->signal(), call);
}

void Order::disconnect() noexcept {
    has_ended_.store(true);
    connected_.disconnect_all_slots();
    for (const auto& arrangement : arrangements_) {
        arrangement->disconnect();
    }
}

Arrangement& Order::arrange(const std::vector<Member>& members, const CallOrder& order) {
    std::vector<Arrangement::Arranged> slots;
    slots.reserve(order.places.size());
    for (const std::size_t place : order.places) {
        slots.push_back({members[place].slot, order.is_bound[place]});
    }
    const auto free = std::find_if(arrangements_.begin(), arrangements_.end(),
                                   [](const auto& one) { return !one->is_used(); });
    Arrangement& arrangement = free != arrangements_.end()
                                   ? **free
                                   : *arrangements_.emplace_back(std::make_unique<Arrangement>(is_stale_));
    arrangement.fill(slots);
    return arrangement;
}

void Order::use(Arrangement& arrangement) noexcept {
    Arrangement* const before = current_.exchange(&arrangement);
    if (before != nullptr && !before->is_entered()) {
        before->clear();
    }
}

Arrangement& Order::enter() noexcept {
    for (;;) {
        Arrangement& arrangement = *current_.load();
        arrangement.enter();
        if (current_.load() == &arrangement) {
            return arrangement;
        }
        leave(arrangement);
    }
}

void Order::leave(Arrangement& arrangement) noexcept {
    if (arrangement.leave() && current_.load() != &arrangement) [[unlikely]] {
        const std::lock_guard lock(registering_);
        if (current_.load() != &arrangement && !arrangement.is_entered()) {
            arrangement.clear();
        }
    }
}

std::vector<RegistrationPointer> Order::refresh() {
    std::vector<RegistrationPointer> expired;
    std::vector<Member> left;
    const std::lock_guard lock(registering_);
    is_stale_.store(false);  // Before it looks who is left.
    try {
        for (const Member& member : members_) {
            if (!has_gone(member) && !has_expired(member)) {
                left.push_back(member);
            } else if (!has_gone(member)) {
                expired.push_back(member.registration);
            }
        }
        use(arrange(left, order_of(left)));
    } catch (const std::bad_alloc&) {
        is_stale_.store(true);
        return expired;
    }
    members_.swap(left);
    return expired;
}

bool emit_ordered(Hook& hook, Emission& call) {
    return hook.order->emit(call);
}

}  // namespace weft::detail
