// SPDX-License-Identifier: MIT
// Many handlers, many hook names, and the first call of a shape.
#include "weft_call.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace bench {
namespace {

void many_handlers(benchmark::internal::Benchmark* benchmark) {
    benchmark->Arg(4)->Arg(16)->Arg(100)->Arg(1000)->Arg(10000);
}

BENCHMARK(run<WeftCall<2>>)->Name("weft_handlers")->Apply(many_handlers);
BENCHMARK(run<SignalCall<2>>)->Name("signals2_handlers")->Apply(many_handlers);

/// Calls ten hooks in turn, of as many as there are.
class WeftHooks {
public:
    explicit WeftHooks(std::size_t count) : audience_(called) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = "on_hook_number_" + std::to_string(i);
            if (i % (count / called) == 0) {
                Listener& listener = audience_.listeners[names_.size()];
                fabric_.connect(
                    name, [&listener](double loss, Tensor& output) { listener.hear(loss, output); }, "loss"_a,
                    "output"_a);
                names_.push_back(name);
            } else {
                fabric_.connect(name, [] {});
            }
        }
    }

    void call() {
        for (const std::string& name : names_) {
            fabric_.call(name, "loss"_a = values_.loss, "output"_a = values_.output);
        }
    }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<2>);
    }

private:
    static constexpr std::size_t called = 10;

    Audience audience_;
    Values values_;
    std::vector<std::string> names_;
    weft::Fabric fabric_;
};

BENCHMARK(run<WeftHooks>)->Name("weft_hooks")->Arg(10)->Arg(100)->Arg(1000)->Arg(10000);

/// Calls one hook of 4 handlers from as many places as there are shapes, each with another argument that no handler takes.
template <std::size_t shapes>
class WeftShapes {
public:
    explicit WeftShapes(std::size_t count) : audience_(count) {
        for (Listener& listener : audience_.listeners) {
            fabric_.connect(
                "on_step", [&listener](double loss, Tensor& output) { listener.hear(loss, output); },
                "loss"_a, "output"_a);
        }
    }

    void call() {
        call_with("a"_a);
        call_with<1>("b"_a);
        call_with<2>("c"_a);
        call_with<3>("d"_a);
        call_with<4>("e"_a);
    }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(5 * calls, sum_of_call<2>);
    }

private:
    template <std::size_t place = 0, class Name>
    void call_with(Name name) {
        if constexpr (place < shapes) {
            fabric_.call("on_step", "loss"_a = values_.loss, "output"_a = values_.output, name = 1);
        } else {
            fabric_.call("on_step", "loss"_a = values_.loss, "output"_a = values_.output, "a"_a = 1);
        }
    }

    Audience audience_;
    Values values_;
    weft::Fabric fabric_;
};

BENCHMARK(run<WeftShapes<1>>)->Name("weft_shapes_1")->Arg(4);
BENCHMARK(run<WeftShapes<2>>)->Name("weft_shapes_2")->Arg(4);
BENCHMARK(run<WeftShapes<3>>)->Name("weft_shapes_3")->Arg(4);
BENCHMARK(run<WeftShapes<4>>)->Name("weft_shapes_4")->Arg(4);
BENCHMARK(run<WeftShapes<5>>)->Name("weft_shapes_5")->Arg(4);

/// Calls as many types of handler as there are numbers, each on a hook of its own and for the first time, and takes the median
/// of their times. As the process remembers what it has found out about a type and a shape, this runs once.
template <std::size_t... number>
void first_calls(benchmark::State& state, std::index_sequence<number...>) {
    Listener listener;
    Values values;
    weft::Fabric fabric;
    std::vector<std::string> hooks;
    const auto connect = [&]<std::size_t index>() {
        hooks.push_back("on_train_batch_end_" + std::to_string(index));
        fabric.connect(
            hooks.back(),
            [&listener](double loss, Tensor& output, std::integral_constant<std::size_t, index>* = nullptr) {
                listener.hear(loss, output);
            },
            "loss"_a, "output"_a,
            "nothing"_a = static_cast<std::integral_constant<std::size_t, index>*>(nullptr));
    };
    (connect.template operator()<number>(), ...);
    for ([[maybe_unused]] auto _ : state) {
        std::vector<double> seconds;
        for (const std::string& hook : hooks) {
            const auto begin = std::chrono::steady_clock::now();
            fabric.call(hook, "loss"_a = values.loss, "output"_a = values.output);
            seconds.push_back(
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        }
        std::nth_element(seconds.begin(), seconds.begin() + sizeof...(number) / 2, seconds.end());
        state.SetIterationTime(seconds[sizeof...(number) / 2]);
    }
    if (listener.calls != static_cast<std::int64_t>(sizeof...(number))) {
        state.SkipWithError("a listener has not heard what it should");
    }
}

void weft_first_call(benchmark::State& state) {
    first_calls(state, std::make_index_sequence<64>{});
}

BENCHMARK(weft_first_call)->UseManualTime()->Iterations(1)->Repetitions(1);

}  // namespace
}  // namespace bench
