// SPDX-License-Identifier: MIT
// What the guests do, one thread each.
#include "guests.hpp"

#include <memory>

using namespace weft::literals;

namespace stress {

namespace {

// A guest waits for a few calls, and callers for a guest: neither gets far without the other, however few cores there are.
constexpr std::uint64_t calls_for_a_visit = 20;
constexpr std::uint64_t calls_between_visits = 5;

struct Visitor {
    Counts* counts;
    std::shared_ptr<std::atomic<bool>> may_run = std::make_shared<std::atomic<bool>>(true);

    void on_letter(const Letter& letter) const {
        if (!letter.is_whole()) {
            counts->torn.fetch_add(1);
        }
        if (!may_run->load()) {
            counts->too_late.fetch_add(1);
        }
    }
    void on_unheard() {}

    /// Whatever runs from here on is too late.
    void leave(const weft::Connection& connection) const {
        connection.disconnect_and_wait();
        may_run->store(false);
    }
};
WEFT_CALLBACK(Visitor, (on_letter, letter), (on_unheard))

void add(weft::Fabric& fabric, Counts& counts) {
    const Visitor back{&counts};
    const Visitor front{&counts};
    const weft::Connection first = fabric.add(Visitor(front), weft::at_front);
    back.leave(fabric.add(Visitor(back)));
    front.leave(first);
}

void connect_and_block(weft::Fabric& fabric, Counts& counts) {
    const Visitor visitor{&counts};
    const weft::Connection connection = fabric.connect(
        "on_letter", [visitor](const Letter& letter) { visitor.on_letter(letter); }, "letter"_a,
        weft::every(3));
    { const weft::Block block = connection.block(); }
    visitor.leave(connection);
}

void observe(weft::Fabric& fabric, Counts& counts) {
    const Visitor visitor{&counts};
    visitor.leave(fabric.observe([visitor](const weft::Event& event) {
        if (event.args().contains("letter")) {
            visitor.on_letter(event.args().get<const Letter&>("letter"));
        }
    }));
}

/// Lets go without a word: what it leaves behind expires, or runs once.
void come_and_go(weft::Fabric& fabric, Counts& counts) {
    const auto owner = std::make_shared<Visitor>(Visitor{&counts});
    fabric.add(std::weak_ptr<Visitor>(owner));
    const Visitor visitor{&counts};
    fabric.connect(
        "on_letter", [visitor](const Letter& letter) { visitor.on_letter(letter); }, "letter"_a, weft::once);
    static_cast<void>(fabric.hooks());
}

}  // namespace

Guests::Guests(weft::Fabric& fabric, Counts& counts) : counts_(counts) {
    repeat([&] { add(fabric, counts); });
    repeat([&] { connect_and_block(fabric, counts); });
    repeat([&] { observe(fabric, counts); });
    repeat([&] { come_and_go(fabric, counts); });
    repeat([&fabric, number = 0]() mutable {
        constexpr int most = 500;  // A hook stays: after so many names they are used again.
        fabric.connect("on_" + std::to_string(number++ % most), [] {}).disconnect();
    });
}

void Guests::keep_up() const {
    while (visits_.load(std::memory_order_relaxed) * calls_for_a_visit <
           counts_.calls.load(std::memory_order_relaxed)) {
        std::this_thread::yield();
    }
}

void Guests::stop() {
    is_over_.store(true);
    threads_.clear();
}

void Guests::repeat(std::function<void()> visit) {
    threads_.emplace_back([this, visit = std::move(visit)] {
        std::uint64_t next = 0;
        while (!is_over_.load()) {
            if (counts_.calls.load(std::memory_order_relaxed) < next) {
                std::this_thread::yield();
                continue;
            }
            next = counts_.calls.load(std::memory_order_relaxed) + calls_between_visits;
            visit();
            visits_.fetch_add(1, std::memory_order_relaxed);
        }
    });
}

}  // namespace stress
