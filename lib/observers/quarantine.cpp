// SPDX-License-Identifier: MIT
// Quarantine: blocks handlers that keep failing, and keeps each block until it is released or the last copy has gone.
#include <weft/quarantine.hpp>

#include "observers/refusals.hpp"

#include <weft/detail/text/exception_text.hpp>
#include <weft/detail/text/printer.hpp>

#include <algorithm>
#include <cstdio>
#include <list>
#include <mutex>

#include <fmt/format.h>

namespace weft {

/// Shared by all copies of a policy. The mutex guards the entries, and is not held while code of the user runs.
struct Quarantine::State {
    struct Entry {
        Quarantined handler;
        Block block;
    };
    using Entries = std::list<Entry>;  // A list moves entries to another list without copying or allocating.

    State(std::size_t its_limit, Report its_report) : limit(its_limit), report(std::move(its_report)) {}

    /// Removes and returns the entries for whose connection the condition holds. The caller destroys them when the mutex is
    /// unlocked: an entry may be the last to keep an exception, whose destructor is the user's code.
    template <class Condition>
    Entries take_if(Condition holds) {
        Entries taken;
        const std::lock_guard lock(mutex);
        for (auto entry = entries.begin(); entry != entries.end();) {
            const auto next = std::next(entry);
            if (holds(entry->handler.connection)) {
                taken.splice(taken.end(), entries, entry);
            }
            entry = next;
        }
        return taken;
    }

    /// Removes the entries of handlers that are no longer connected. Asks the connections with the mutex unlocked: to answer,
    /// the engine may have to destroy what a handler captured.
    void forget_disconnected() {
        std::vector<Connection> gone;
        {
            const std::lock_guard lock(mutex);
            for (const Entry& entry : entries) {
                gone.push_back(entry.handler.connection);
            }
        }
        std::erase_if(gone, [](const Connection& one) { return one.connected(); });
        take_if([&gone](const Connection& one) {
            return std::find(gone.begin(), gone.end(), one) != gone.end();
        });
    }

    /// Blocks the handler and adds it. False if it is there already: another thread, or another hook of the same callback, was
    /// first.
    bool put(const Quarantined& handler) {
        Entries entry;
        entry.push_back({handler, Block()});
        const std::lock_guard lock(mutex);
        const bool is_in = std::any_of(entries.begin(), entries.end(), [&handler](const Entry& one) {
            return one.handler.connection == handler.connection;
        });
        if (!is_in) {
            entry.front().block = handler.connection.block();
            entries.splice(entries.end(), entry);
        }
        return !is_in;
    }

    const std::size_t limit;
    const Report report;
    std::mutex mutex;
    Entries entries;
};

Quarantine::Quarantine(std::size_t failures, Report report) {
    if (failures == 0) {
        detail::refuse_quarantine();
    }
    if (!report) {
        detail::refuse_report();
    }
    state_ = std::make_shared<State>(failures, std::move(report));
}

void Quarantine::operator()(const Failure& failure) const {
    const std::shared_ptr<State> state = state_;  // The report may destroy this object.
    if (failure.consecutive() < state->limit) {
        return;
    }
    state->forget_disconnected();
    const Quarantined handler{std::string(failure.hook()), failure.callback(),
                              failure.consecutive(),       detail::exception_text(failure.exception()),
                              failure.exception(),         failure.connection()};
    if (state->put(handler)) {
        state->report(handler);
    }
}

std::vector<Quarantined> Quarantine::handlers() const {
    state_->forget_disconnected();
    const std::lock_guard lock(state_->mutex);
    std::vector<Quarantined> handlers;
    for (const State::Entry& entry : state_->entries) {
        handlers.push_back(entry.handler);
    }
    return handlers;
}

bool Quarantine::release(const Connection& connection) const {
    return !state_->take_if([&connection](const Connection& one) { return one == connection; }).empty();
}

std::size_t Quarantine::release() const {
    return state_->take_if([](const Connection&) { return true; }).size();
}

Quarantine quarantine(std::size_t failures) {
    return quarantine(failures,
                      [printer = detail::Printer("quarantine", stderr)](const Quarantined& handler) {
                          printer.print(fmt::format("{}\n", handler));
                      });
}

Quarantine quarantine(std::size_t failures, Quarantine::Report report) {
    return {failures, std::move(report)};
}

}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::Quarantined>::format(const weft::Quarantined& handler,
                                                                        fmt::format_context& context) const {
    return formatter<string_view>::format(weft::detail::spell_quarantined(handler), context);
}
