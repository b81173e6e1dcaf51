// SPDX-License-Identifier: MIT
// The protocol of lib/engine/biased_mutex.hpp as a model, of which every interleaving is looked at: threads that do one step of
// it at a time, and store buffers that are written back at any time. Faults can be put into it.
#pragma once

#include "mutex_model_memory.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

namespace mutex_model {

class Search : Memory {
public:
    using Memory::Memory;

    /// What is broken by some interleaving; empty if nothing is.
    std::string run() {
        State first{};
        for (std::size_t i = 0; i < most_threads; ++i) {
            first.threads[i].rounds = setting_.rounds[i];
            first.threads[i].at = setting_.rounds[i] == 0 ? At::end : At::lock;
        }
        first.word = setting_.is_biased ? biased : free_word;
        add(first);
        while (!open_.empty() && broken_.empty()) {
            const State state = open_.back();
            open_.pop_back();
            const std::size_t before = steps_;
            bool has_ended = true;
            for (std::size_t i = 0; i < most_threads; ++i) {
                step(state, i);
                write_back(state, i);
                has_ended = has_ended && state.threads[i].at == At::end && state.threads[i].stores == 0;
            }
            if (has_ended) {
                unsigned sum = 0;
                for (const Byte rounds : setting_.rounds) {
                    sum += rounds;
                }
                if (state.data != sum) {
                    broken_ = "a write is lost";
                }
            } else if (steps_ == before) {
                broken_ = "a thread sleeps for ever";
            }
        }
        return broken_;
    }
    [[nodiscard]] std::size_t states() const { return known_.size(); }

private:
    void add(const State& state) {
        ++steps_;
        if (known_.emplace(reinterpret_cast<const char*>(&state), sizeof(State)).second) {
            open_.push_back(state);
        }
    }

    void write_back(const State& state, std::size_t i) {
        const Thread& thread = state.threads[i];
        for (std::size_t k = 0; k < thread.stores; ++k) {
            if (k == 0 || (setting_.order == Order::of_each_variable && !thread.buffer[k].is_release)) {
                State next = state;
                take_out_last(next, i, k);
                add(next);
            }
        }
    }

    // What a thread does next.

    void go(State next, std::size_t i, At at) {
        next.threads[i].at = at;
        add(next);
    }
    void enter(State& next, std::size_t i) {
        if (++next.inside > 1) {
            broken_ = "two threads are inside";
        }
        go(next, i, At::read);
    }
    void end_round(State& next, std::size_t i) {
        Thread& thread = next.threads[i];
        thread.seen = thread.read = thread.after = thread.has_it = 0;
        --thread.rounds;  // Before the state is copied for the call.
        go(next, i, setting_.takes_another ? At::another : begin_or_end(thread));
    }
    static At begin_or_end(const Thread& thread) { return thread.rounds == 0 ? At::end : At::lock; }
    /// Wakes one of those that sleep, whichever; then the thread goes on by `then`.
    template <class Then>
    void wake(const State& state, Then then) {
        bool has_woken = false;
        for (std::size_t other = 0; other < most_threads; ++other) {
            if (state.threads[other].at == At::asleep) {
                State next = state;
                Thread& thread = next.threads[other];
                thread.at = thread.after != 0 ? At::ask : At::wait;
                thread.seen = next.word;
                has_woken = true;
                then(next);
            }
        }
        if (!has_woken) {
            State next = state;
            then(next);
        }
    }
    static bool is_biased_or_withdrawn(Byte word) { return word >= biased; }
    static std::size_t owner_of(Byte word) { return static_cast<std::size_t>(word - biased) % most_threads; }

    void step(const State& state, std::size_t i) {
        State next = state;
        const Byte own = static_cast<Byte>(biased + i);
        const Byte own_withdrawn = static_cast<Byte>(withdrawn + i);
        Thread& me = next.threads[i];
        switch (me.at) {
            case At::lock:
                if (setting_.fault == Fault::load_before_flag) {
                    go(next, i, At::look_early);
                } else {
                    store(next, i, Variable::flag, inside_this);  // L2
                    go(next, i, At::look);
                }
                break;
            case At::look:  // L3
                me.seen = next.word;
                if (me.seen == own || setting_.fault == Fault::no_step_back) {
                    enter(next, i);
                } else {
                    go(next, i, At::step_back);
                }
                break;
            case At::look_early:
                me.seen = next.word;
                go(next, i, At::flag_late);
                break;
            case At::flag_late:
                store(next, i, Variable::flag, inside_this);
                if (me.seen == own) {
                    enter(next, i);
                } else {
                    go(next, i, At::step_back);
                }
                break;
            case At::step_back:
                store(next, i, Variable::flag, 0, true);
                go(next, i, At::give_up);
                break;
            case At::give_up:
                if (exchange(next, i, own_withdrawn, free_word)) {
                    go(next, i, At::wake_after_giving_up);
                } else {
                    go(next, i, At::anybody);
                }
                break;
            case At::wake_after_giving_up:
                if (setting_.fault == Fault::no_wake) {
                    go(next, i, At::anybody);
                } else {
                    wake(next, [&](State& woken) { go(woken, i, At::anybody); });
                }
                break;
            case At::anybody:
                if (exchange(next, i, free_word, locked)) {
                    go(next, i, At::may_bias);
                    enter(next, i);  // In a row that is too short.
                } else {
                    go(next, i, At::wait);
                }
                break;
            case At::may_bias:
                drain(next, i);
                if (next.revokers == 0 || setting_.fault == Fault::no_count) {
                    go(next, i, At::flag_of_bias);
                } else {
                    enter(next, i);
                }
                break;
            case At::flag_of_bias:
                store(next, i, Variable::flag, inside_this);
                go(next, i, At::bias);
                break;
            case At::bias:
                if (exchange(next, i, locked, own)) {
                    enter(next, i);
                } else {
                    go(next, i, At::undo_bias);
                }
                break;
            case At::undo_bias:
                store(next, i, Variable::flag, 0, true);
                enter(next, i);
                break;
            case At::wait:
                if (me.seen == free_word) {
                    if (exchange(next, i, free_word, contended)) {
                        enter(next, i);
                    } else {
                        go(next, i, At::wait);
                    }
                } else if (me.seen == locked) {
                    if (exchange(next, i, locked, contended)) {
                        me.seen = contended;
                    }
                    go(next, i, At::wait);
                } else if (me.seen == contended) {
                    go(next, i, At::sleep_contended);
                } else {
                    go(next, i, At::count);
                }
                break;
            case At::sleep_contended:
                if (next.word == contended) {
                    me.after = 0;
                    go(next, i, At::asleep);
                } else {
                    me.seen = next.word;
                    go(next, i, At::wait);
                }
                break;
            case At::asleep: break;
            case At::count:  // R1
                drain(next, i);
                ++next.revokers;
                go(next, i, At::withdraw);
                break;
            case At::withdraw: {  // R2
                const Byte of = static_cast<Byte>(owner_of(me.seen));
                const bool is_first =
                    exchange(next, i, static_cast<Byte>(biased + of), static_cast<Byte>(withdrawn + of));
                if (is_first || me.seen == withdrawn + of) {
                    me.seen = static_cast<Byte>(withdrawn + of);
                    go(next, i, At::barrier);
                } else {
                    go(next, i, At::uncount);
                }
                break;
            }
            case At::barrier:  // R3
                if (setting_.fault != Fault::no_barrier) {
                    for (std::size_t other = 0; other < most_threads; ++other) {
                        drain(next, other);
                    }
                }
                go(next, i, At::ask);
                break;
            case At::ask:  // R4
                if (me.seen < withdrawn) {
                    go(next, i, At::uncount);
                } else {
                    go(next, i,
                       next.flag[flag_of(owner_of(me.seen))] == inside_this ? At::sleep_withdrawn : At::take);
                }
                break;
            case At::take: {  // R5
                const Byte taken = setting_.fault == Fault::taken_as_locked ? locked : contended;
                me.has_it = exchange(next, i, me.seen, taken) ? 1 : 0;
                go(next, i, At::uncount);
                break;
            }
            case At::sleep_withdrawn:
                if (next.word == me.seen) {
                    me.after = 1;
                    go(next, i, At::asleep);
                } else {
                    me.seen = next.word;
                    go(next, i, At::uncount);
                }
                break;
            case At::uncount:  // R6
                drain(next, i);
                --next.revokers;
                if (me.has_it != 0) {
                    enter(next, i);
                } else {
                    me.seen = next.word;
                    go(next, i, At::wait);
                }
                break;
            case At::read:
                me.read = read(next, i, Variable::data);
                go(next, i, At::write);
                break;
            case At::write:
                store(next, i, Variable::data, static_cast<Byte>(me.read + 1));
                go(next, i, At::unlock);
                break;
            case At::unlock:  // U1
                --next.inside;
                if (read(next, i, Variable::flag) == 0) {
                    go(next, i, At::release);
                } else if (setting_.fault == Fault::load_before_flag_is_down) {
                    go(next, i, At::look_again_early);
                } else {
                    store(next, i, Variable::flag, 0, setting_.fault != Fault::no_release);  // U2
                    go(next, i, At::look_again);
                }
                break;
            case At::look_again:  // U3
                if (next.word == own) {
                    end_round(next, i);
                } else if (exchange(next, i, own_withdrawn, free_word)) {
                    go(next, i, At::wake_after_release);
                } else {
                    end_round(next, i);
                }
                break;
            case At::look_again_early:
                me.seen = next.word;
                go(next, i, At::flag_down_late);
                break;
            case At::flag_down_late:
                store(next, i, Variable::flag, 0, true);
                if (me.seen == own) {
                    end_round(next, i);
                } else {
                    go(next, i, At::look_again);
                }
                break;
            case At::release:
                drain(next, i);
                me.seen = next.word;
                next.word = free_word;
                if (me.seen == contended) {
                    go(next, i, At::wake_after_release);
                } else {
                    end_round(next, i);
                }
                break;
            case At::wake_after_release:
                if (setting_.fault == Fault::no_wake && me.seen != contended) {
                    end_round(next, i);
                } else {
                    wake(next, [&](State& woken) { end_round(woken, i); });
                }
                break;
            case At::another:  // L2 of that one
                store(next, i, Variable::flag, inside_another);
                go(next, i, At::leave_another);
                break;
            case At::leave_another:
                store(next, i, Variable::flag, 0, true);
                go(next, i, begin_or_end(me));
                break;
            case At::end: break;
        }
    }

    std::unordered_set<std::string> known_;
    std::vector<State> open_;
    std::string broken_;
    std::size_t steps_ = 0;
};

}  // namespace mutex_model
