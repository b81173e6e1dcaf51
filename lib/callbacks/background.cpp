// SPDX-License-Identifier: MIT
// Background: a queue of runs, and the thread that makes them.
#include <weft/callbacks/background.hpp>
#include <weft/detail/engine/deferring.hpp>
#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/printer.hpp>

#include "callbacks/refusals.hpp"
#include "callbacks/thread_without_signals.hpp"
#include "callbacks/thrown_text.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view background_name = "Background";

}  // namespace

/// Entries are numbered in the order in which they come, and at most one is being run. It is run by the thread, or, for a
/// handler with a `T&`, by the thread that has put in a turn, when that is the first entry. The mutex is never held while
/// anything of the user's runs.
class Background::Queue final : public detail::Deferring {
public:
    explicit Queue(BackgroundOptions options) : options_(options) {
        if (options_.capacity == 0) {
            detail::refuse_option(background_name, "a capacity of 0", "at least 1");
        }
    }

    /// `self` is kept by the thread until it ends.
    void start(const std::shared_ptr<Queue>& self) {
        thread_ = detail::thread_without_signals([self] { self->run_all(); });
    }

    void defer(detail::DeferredRun run) override {
        std::list<Entry> gone;
        std::unique_lock lock(mutex_);
        while (waiting_ >= options_.capacity && !is_mine()) {
            if (!options_.drop_oldest) {
                changed_.wait(lock);
                continue;
            }
            const auto oldest = std::find_if(entries_.begin(), entries_.end(),
                                             [](const Entry& entry) { return entry.run.has_value(); });
            gone.splice(gone.end(), entries_, oldest);
            --waiting_;
            ++dropped_;
        }
        entries_.push_back({++last_number_, std::move(run)});
        ++waiting_;
        changed_.notify_all();
        throw_error(lock);
    }

    void run_in_turn(const std::function<void()>& run) override {
        std::unique_lock lock(mutex_);
        if (is_mine()) {
            run_waiting(lock);
            lock.unlock();
            run();
            lock.lock();
            throw_error(lock);
            return;
        }
        const std::uint64_t number = ++last_number_;
        entries_.push_back({number, std::nullopt});
        changed_.wait(lock, [&] { return running_ == 0 && entries_.front().number == number; });
        entries_.pop_front();
        begin_run(number);
        lock.unlock();
        {
            struct End {
                Queue& queue;
                ~End() { queue.end_turn(); }
            };
            const End at_end{*this};
            run();
        }
        lock.lock();
        throw_error(lock);
    }

    void begin() noexcept override {
        const std::lock_guard lock(mutex_);
        ++registrations_;
    }
    void end() noexcept override {
        const std::lock_guard lock(mutex_);
        --registrations_;
    }

    void drop_disconnected() noexcept override {
        std::list<Entry> gone;
        const std::lock_guard lock(mutex_);
        for (auto next = entries_.begin(); next != entries_.end();) {
            const auto entry = next++;
            if (entry->run && entry->run->is_disconnected()) {
                gone.splice(gone.end(), entries_, entry);
            }
        }
        waiting_ -= gone.size();
        changed_.notify_all();
    }

    void finish() noexcept override {
        drain();
        report_if_over();
    }

    void flush() {
        drain();
        std::unique_lock lock(mutex_);
        throw_error(lock);
    }

    /// Nothing comes any more: runs what is queued and ends the thread.
    void close() noexcept {
        bool is_own_thread = false;
        {
            std::unique_lock lock(mutex_);
            is_closed_ = true;
            changed_.notify_all();
            if (is_mine()) {
                run_waiting(lock);
            }
            is_own_thread = is_mine();
        }
        if (is_own_thread) {
            thread_.detach();  // It cannot wait for itself, nor for a thread that waits for its turn to end.
        } else {
            thread_.join();
        }
    }

    [[nodiscard]] std::uint64_t dropped() const {
        const std::lock_guard lock(mutex_);
        return dropped_;
    }

private:
    struct Entry {
        std::uint64_t number;
        std::optional<detail::DeferredRun> run;  ///< Empty for a turn.
    };

    /// Whether this thread is inside a run: whatever it would wait for would wait for it.
    [[nodiscard]] bool is_mine() const { return running_ != 0 && runner_ == std::this_thread::get_id(); }

    void begin_run(std::uint64_t number) {
        running_ = number;
        runner_ = std::this_thread::get_id();
    }
    void end_turn() {
        const std::lock_guard lock(mutex_);
        running_ = 0;
        changed_.notify_all();
    }

    /// Makes the run with the mutex unlocked, and keeps what it throws.
    void make(std::unique_lock<std::mutex>& lock, std::optional<detail::DeferredRun> run) {
        std::exception_ptr thrown;
        lock.unlock();
        try {
            (*run)();
        } catch (...) {
            thrown = std::current_exception();
        }
        run.reset();
        lock.lock();
        if (thrown != nullptr) {
            errors_.push_back(std::move(thrown));
        }
    }

    /// What the thread does.
    void run_all() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] {
                return running_ == 0 && (entries_.empty() ? is_closed_ : entries_.front().run.has_value());
            });
            if (entries_.empty()) {
                break;
            }
            Entry entry = std::move(entries_.front());
            entries_.pop_front();
            --waiting_;
            begin_run(entry.number);
            changed_.notify_all();  // There is room.
            make(lock, std::move(entry.run));
            running_ = 0;
            changed_.notify_all();
        }
        lock.unlock();
        report();  // Also where a handler has ended the background, and has thrown then.
    }

    /// From inside a run: makes those that wait by now. Turns of other threads wait on, as they wait for this one.
    void run_waiting(std::unique_lock<std::mutex>& lock) {
        const std::uint64_t last = last_number_;
        while (true) {
            const auto next = std::find_if(entries_.begin(), entries_.end(),
                                           [](const Entry& entry) { return entry.run.has_value(); });
            if (next == entries_.end() || next->number > last) {
                return;
            }
            Entry entry = std::move(*next);
            entries_.erase(next);
            --waiting_;
            changed_.notify_all();
            make(lock, std::move(entry.run));
        }
    }

    void drain() noexcept {
        std::unique_lock lock(mutex_);
        if (is_mine()) {
            run_waiting(lock);
            return;
        }
        changed_.wait(lock, [this, last = last_number_] {
            return (running_ == 0 || running_ > last) && (entries_.empty() || entries_.front().number > last);
        });
    }

    /// Throws the oldest error that nobody has taken.
    void throw_error(std::unique_lock<std::mutex>& lock) {
        if (!errors_.empty()) {
            const std::exception_ptr error = std::move(errors_.front());
            errors_.pop_front();
            lock.unlock();
            std::rethrow_exception(error);
        }
    }

    void report_if_over() {
        bool is_over = false;
        {
            const std::lock_guard lock(mutex_);
            is_over = registrations_ == 0;
        }
        if (is_over) {
            report();
        }
    }
    void report() {
        std::deque<std::exception_ptr> errors;
        {
            const std::lock_guard lock(mutex_);
            errors.swap(errors_);
        }
        for (const std::exception_ptr& error : errors) {
            detail::Printer(background_name, stderr)
                .print(fmt::format("{}: nobody has taken what a handler has thrown: {}\n", background_name,
                                   detail::escaped(detail::thrown_text(error))));
        }
    }

    const BackgroundOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::list<Entry> entries_;
    std::size_t waiting_ = 0;        // How many entries are runs.
    std::uint64_t last_number_ = 0;  // Of the entry that came last.
    std::uint64_t running_ = 0;      // The number of the entry that is being run; 0: none.
    std::thread::id runner_;         // Who runs it.
    std::deque<std::exception_ptr> errors_;
    std::uint64_t dropped_ = 0;
    std::size_t registrations_ = 0;
    bool is_closed_ = false;
    std::thread thread_;
};

Background::Background(Callback callback, BackgroundOptions options)
    : callback_(std::move(callback)), queue_(std::make_shared<Queue>(options)) {
    queue_->start(queue_);
}

Background::~Background() {
    queue_->close();
}

void Background::flush() {
    queue_->flush();
}

std::uint64_t Background::dropped() const {
    return queue_->dropped();
}

const detail::CallbackType& Background::weft_run_time_type() noexcept {
    static const detail::CallbackType type{&typeid(Background), nullptr, 0, {}, {}, &register_it};
    return type;
}

detail::RegisteredCallback Background::register_it(detail::KeptObject kept) {
    const std::shared_ptr<void> alive =
        kept.ownership == detail::Ownership::tracked ? kept.tracked.lock() : kept.owner;
    if (kept.ownership == detail::Ownership::tracked && alive == nullptr) {
        return {detail::KeptObject{}, &weft_run_time_type()};
    }
    const auto& background = *static_cast<const Background*>(kept.object);
    return detail::defer(background.callback_, background.queue_, std::move(kept));
}

std::shared_ptr<Background> in_background(Callback callback, BackgroundOptions options) {
    return std::make_shared<Background>(std::move(callback), options);
}

}  // namespace weft
