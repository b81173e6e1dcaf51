// SPDX-License-Identifier: MIT
// weft, and the bare engine with its default settings.
#pragma once

#include "scenario.hpp"

#include <weft/weft.hpp>

#include <boost/signals2/signal.hpp>

#include <string>

namespace bench {

using namespace weft::literals;

/// Anything that connects the audience to a fabric and calls it.
template <int arguments>
class WeftCall {
public:
    explicit WeftCall(std::size_t count) : audience_(count) {
        for (Listener& listener : audience_.listeners) {
            if constexpr (arguments == 2) {
                fabric_.connect(
                    "on_train_batch_end",
                    [&listener](double loss, Tensor& output) { listener.hear(loss, output); }, "loss"_a,
                    "output"_a);
            } else {
                fabric_.connect(
                    "on_train_batch_end",
                    [&listener](double loss, Tensor& output, int epoch, int step) {
                        listener.hear(loss, output, epoch, step);
                    },
                    "loss"_a, "output"_a, "epoch"_a, "step"_a);
            }
        }
    }

    void call() { call_by_name("on_train_batch_end"); }

    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<arguments>);
    }

protected:
    template <class Name>
    [[gnu::always_inline]] void call_by_name(const Name& name) {
        if constexpr (arguments == 2) {
            fabric_.call(name, "loss"_a = values_.loss, "output"_a = values_.output);
        } else {
            fabric_.call(name, "loss"_a = values_.loss, "output"_a = values_.output,
                         "epoch"_a = values_.epoch, "step"_a = values_.step);
        }
    }

    weft::Fabric& fabric() { return fabric_; }

private:
    Audience audience_;
    Values values_;
    weft::Fabric fabric_;
};

/// The name is a string that no compiler has seen.
template <int arguments>
class WeftCallByString : public WeftCall<arguments> {
public:
    using WeftCall<arguments>::WeftCall;
    void call() { this->call_by_name(name_); }

private:
    std::string name_ = "on_train_batch_end";
};

/// An observer that came and went leaves nothing behind that is slow.
class WeftCallOnceObserved : public WeftCall<2> {
public:
    explicit WeftCallOnceObserved(std::size_t count) : WeftCall(count) {
        fabric().observe([](const weft::Event&) {}).disconnect();
    }
};

template <int arguments>
class SignalCall;

template <>
class SignalCall<2> {
public:
    explicit SignalCall(std::size_t count) : audience_(count) {
        for (Listener& listener : audience_.listeners) {
            signal_.connect([&listener](double loss, Tensor& output) { listener.hear(loss, output); });
        }
    }

    void call() { signal_(values_.loss, values_.output); }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<2>);
    }

private:
    Audience audience_;
    Values values_;
    boost::signals2::signal<void(double, Tensor&)> signal_;
};

template <>
class SignalCall<4> {
public:
    explicit SignalCall(std::size_t count) : audience_(count) {
        for (Listener& listener : audience_.listeners) {
            signal_.connect([&listener](double loss, Tensor& output, int epoch, int step) {
                listener.hear(loss, output, epoch, step);
            });
        }
    }

    void call() { signal_(values_.loss, values_.output, values_.epoch, values_.step); }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<4>);
    }

private:
    Audience audience_;
    Values values_;
    boost::signals2::signal<void(double, Tensor&, int, int)> signal_;
};

/// A hook that nobody listens to, and a signal without slots.
class WeftUnheard {
public:
    explicit WeftUnheard(std::size_t) {
        fabric_.connect("on_fit_end", [] {});
    }

    void call() {
        ran_ += fabric_.call("on_train_batch_end", "loss"_a = values_.loss, "output"_a = values_.output);
    }
    [[nodiscard]] bool has_heard(std::int64_t) const { return ran_ == 0; }

private:
    Values values_;
    std::size_t ran_ = 0;
    weft::Fabric fabric_;
};

/// A hook whose handlers have all gone.
class WeftEmptied {
public:
    explicit WeftEmptied(std::size_t) {
        for (int i = 0; i < 4; ++i) {
            fabric_.connect("on_train_batch_end", [this] { ++heard_; }).disconnect();
        }
    }

    void call() {
        heard_ += fabric_.call("on_train_batch_end", "loss"_a = values_.loss, "output"_a = values_.output);
    }
    [[nodiscard]] bool has_heard(std::int64_t) const { return heard_ == 0; }

private:
    Values values_;
    std::size_t heard_ = 0;
    weft::Fabric fabric_;
};

class SignalUnheard {
public:
    explicit SignalUnheard(std::size_t) {}

    void call() { signal_(values_.loss, values_.output); }
    [[nodiscard]] bool has_heard(std::int64_t) const { return true; }

private:
    Values values_;
    boost::signals2::signal<void(double, Tensor&)> signal_;
};

}  // namespace bench
