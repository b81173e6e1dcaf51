// SPDX-License-Identifier: MIT
// What mutex_model.hpp is a model of: threads at a step of the protocol, their store buffers, and the memory that they share.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mutex_model {

using Byte = std::uint8_t;

constexpr std::size_t most_threads = 3;
constexpr std::size_t longest_buffer = 4;

enum class Fault : Byte {
    none,
    load_before_flag,          // The compiler swaps L2 and L3.
    load_before_flag_is_down,  // The compiler swaps U2 and U3.
    no_barrier,                // R3 is missing.
    no_count,                  // A bias does not look at the number of those who withdraw.
    taken_as_locked,           // R5 says locked, so that its unlock wakes nobody.
    no_wake,                   // The owner leaves a withdrawn mutex and wakes nobody.
    no_step_back,              // L3 is missing.
    one_flag,                  // The flag is the mutex's and not the thread's.
    no_release,                // U2 is a relaxed store.
};

/// How the processor writes back what it has stored: in order, as x86 does, or each variable for itself and of it only the last
/// value, as AArch64 may. A release waits for all before it, but not what takes its place.
enum class Order : Byte { of_stores, of_each_variable };

struct Setting {
    Fault fault = Fault::none;
    Order order = Order::of_stores;
    std::array<Byte, most_threads> rounds{};  // How often each thread locks and unlocks.
    bool is_biased = true;                    // To the first thread, at the begin.
    bool takes_another = false;  // After each round a thread has another mutex, which is biased to it.
};

// The word: of biased and withdrawn, the thread is added.
constexpr Byte free_word = 0;
constexpr Byte locked = 1;
constexpr Byte contended = 2;
constexpr Byte biased = 3;
constexpr Byte withdrawn = 3 + most_threads;

// The flag: 0 while its thread is in no mutex.
constexpr Byte inside_this = 1;
constexpr Byte inside_another = 2;

enum class At : Byte {
    lock,
    look,
    look_early,
    flag_late,
    step_back,
    give_up,
    wake_after_giving_up,
    anybody,
    may_bias,
    flag_of_bias,
    bias,
    undo_bias,
    wait,
    sleep_contended,
    asleep,
    count,
    withdraw,
    barrier,
    ask,
    take,
    sleep_withdrawn,
    uncount,
    read,
    write,
    unlock,
    look_again,
    look_again_early,
    flag_down_late,
    release,
    wake_after_release,
    another,
    leave_another,
    end
};

/// A variable in a store buffer: the flag of the thread, or what the mutex guards.
enum class Variable : Byte { flag, data };

struct Store {
    Variable variable;
    Byte value;
    bool is_release;
    Byte unused;
};

struct Thread {
    At at;
    Byte rounds;
    Byte seen;   // What the thread has last seen of the word, or of another thread's flag.
    Byte read;   // Of the guarded data.
    Byte after;  // Whether it sleeps in a withdrawal.
    Byte has_it;
    Byte stores;
    Byte unused;
    std::array<Store, longest_buffer> buffer;
};

/// Without a gap, as states are compared byte by byte.
struct State {
    std::array<Thread, most_threads> threads;
    std::array<Byte, most_threads> flag;
    Byte word;
    Byte revokers;
    Byte data;
    Byte inside;  // How many threads are between lock and unlock.
    Byte unused;
};
static_assert(sizeof(Thread) == 8 + 4 * longest_buffer && sizeof(State) == most_threads * sizeof(Thread) + 8);

/// What threads do to memory.
class Memory {
public:
    explicit Memory(const Setting& setting) : setting_(setting) {}

protected:
    std::size_t flag_of(std::size_t thread) const { return setting_.fault == Fault::one_flag ? 0 : thread; }
    void write(State& state, std::size_t i, const Store& store) const {
        (store.variable == Variable::flag ? state.flag[flag_of(i)] : state.data) = store.value;
    }
    /// What the thread sees: the last store of its own, or memory.
    Byte read(const State& state, std::size_t i, Variable variable) const {
        const Thread& thread = state.threads[i];
        for (std::size_t k = thread.stores; k-- > 0;) {
            if (thread.buffer[k].variable == variable) {
                return thread.buffer[k].value;
            }
        }
        return variable == Variable::flag ? state.flag[flag_of(i)] : state.data;
    }
    void store(State& state, std::size_t i, Variable variable, Byte value, bool is_release = false) const {
        Thread& thread = state.threads[i];
        if (thread.stores == longest_buffer) {
            take_out(state, i, 0);
        }
        thread.buffer[thread.stores++] = {variable, value, is_release, 0};
    }
    void take_out(State& state, std::size_t i, std::size_t place) const {
        Thread& thread = state.threads[i];
        write(state, i, thread.buffer[place]);
        for (std::size_t k = place + 1; k < thread.stores; ++k) {
            thread.buffer[k - 1] = thread.buffer[k];
        }
        thread.buffer[--thread.stores] = {};
    }
    /// Those of the same variable before it are gone.
    void take_out_last(State& state, std::size_t i, std::size_t place) const {
        const Variable variable = state.threads[i].buffer[place].variable;
        for (std::size_t k = place; k-- > 0;) {
            if (state.threads[i].buffer[k].variable == variable) {
                take_out(state, i, k);
                --place;
            }
        }
        take_out(state, i, place);
    }
    void drain(State& state, std::size_t i) const {
        while (state.threads[i].stores > 0) {
            take_out(state, i, 0);
        }
    }
    /// An exchange writes back first, on each processor that has this protocol compiled to one that is sequentially consistent.
    bool exchange(State& state, std::size_t i, Byte expected, Byte wanted) const {
        drain(state, i);
        Thread& thread = state.threads[i];
        thread.seen = state.word;
        if (state.word != expected) {
            return false;
        }
        state.word = wanted;
        return true;
    }

    Setting setting_;
};

}  // namespace mutex_model
