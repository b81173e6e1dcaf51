// SPDX-License-Identifier: MIT
// StopOnSignal: handles signals as long as somebody watches them, and tells who does of the first one.
#include <weft/callbacks/stop_on_signal.hpp>

#include "callbacks/handled_signal.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/stop_flag.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view stop_on_signal_name = "StopOnSignal";

/// What the process knows of one signal. The handler reads it, and may interrupt any thread anywhere.
struct Watched {
    std::atomic<std::size_t> watchers = 0;  // Changed with the mutex locked.
    std::atomic<std::uint64_t> received = 0;
};

std::mutex mutex;
std::array<Watched, NSIG> watched_signals;
/// Whether a signal has come since it was last forgotten: the next one does what it would have done.
std::atomic<bool> is_asked = false;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<std::uint64_t>::is_always_lock_free,
              "a signal's handler takes no lock");

bool takes(int signal) noexcept {
    Watched& watched = watched_signals[static_cast<std::size_t>(signal)];
    if (watched.watchers == 0 || is_asked.exchange(true)) {
        return false;
    }
    watched.received.fetch_add(1);
    return true;
}

void begin_to_watch(int signal) {
    const std::lock_guard lock(mutex);
    Watched& watched = watched_signals[static_cast<std::size_t>(signal)];
    if (watched.watchers == 0) {
        if (const int error = detail::handle_signal(signal, &takes); error != 0) {
            detail::refuse_signal(stop_on_signal_name, signal, std::generic_category().message(error));
        }
        is_asked = false;
    }
    ++watched.watchers;
}

void end_watching(int signal) noexcept {
    const std::lock_guard lock(mutex);
    if (--watched_signals[static_cast<std::size_t>(signal)].watchers == 0) {
        detail::release_signal(signal);
    }
}

}  // namespace

class StopOnSignal::Watch {
public:
    explicit Watch(std::initializer_list<int> signals) {
        try {
            for (const int signal : signals) {
                if (signal < 1 || signal >= NSIG) {
                    detail::refuse_signal(stop_on_signal_name, signal, "no signal has that number");
                }
                Seen& one = seen_.emplace_back(signal);
                begin_to_watch(signal);
                one.is_watched = true;
            }
        } catch (...) {
            end();
            throw;
        }
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() { end(); }

    [[nodiscard]] std::optional<int> received() const noexcept {
        const auto one = std::find_if(seen_.begin(), seen_.end(), [](const Seen& of) {
            return watched_signals[static_cast<std::size_t>(of.signal)].received != of.count;
        });
        return one != seen_.end() ? std::optional(one->signal) : std::nullopt;
    }
    /// The next signal is the first one again.
    void forget() noexcept {
        for (Seen& one : seen_) {
            one.count = watched_signals[static_cast<std::size_t>(one.signal)].received.load();
        }
        is_asked = false;
    }

    std::atomic<bool> is_heeded = false;    // It has told a loop of the signal.
    std::atomic<bool> has_stopped = false;  // That loop was going on.

private:
    struct Seen {
        explicit Seen(int of) noexcept
            : signal(of), count(watched_signals[static_cast<std::size_t>(of)].received.load()) {}

        const int signal;
        std::atomic<std::uint64_t> count;  // Of those that came before.
        bool is_watched = false;
    };

    void end() noexcept {
        for (const Seen& one : seen_) {
            if (one.is_watched) {
                end_watching(one.signal);
            }
        }
    }

    std::deque<Seen> seen_;
};

StopOnSignal::StopOnSignal(std::initializer_list<int> signals) : watch_(std::make_unique<Watch>(signals)) {
    if (signals.size() == 0) {
        detail::refuse_option(stop_on_signal_name, "no signal", "those to watch");
    }
}

StopOnSignal::StopOnSignal(StopOnSignal&& other) noexcept = default;
StopOnSignal::~StopOnSignal() = default;

std::optional<int> StopOnSignal::received() const noexcept {
    return watch_->received();
}

bool StopOnSignal::has_stopped() const noexcept {
    return watch_->has_stopped;
}

void StopOnSignal::operator()(const Event& event) {
    if (event.kind() == EventKind::call_begin) {
        if (event.hook() == "on_fit_start") {
            on_fit_start();
        }
        look(event.args());
    }
}

void StopOnSignal::on_fit_start() {
    if (watch_->is_heeded.exchange(false)) {
        watch_->has_stopped = false;
        watch_->forget();
    }
}

void StopOnSignal::look(const Args& args) {
    if (watch_->received() && args.contains(detail::should_stop_name)) {
        const bool was_going_on = detail::StopFlag(args).stop();
        watch_->is_heeded = true;
        if (was_going_on) {
            watch_->has_stopped = true;
        }
    }
}

}  // namespace weft
