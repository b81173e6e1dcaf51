// SPDX-License-Identifier: MIT
// One thread, two and four, on different hooks and on the same hook: weft, and signals that are used in the same way.
#include "weft_call.hpp"

#include <array>
#include <string>

namespace bench {
namespace {

constexpr std::size_t handlers = 4;
constexpr int most_threads = 4;

struct WeftEngine {
    weft::Fabric fabric;
    std::array<std::string, most_threads> names{"on_train_batch_end", "on_validation_batch_end",
                                                "on_train_epoch_end", "on_validation_epoch_end"};

    WeftEngine() {
        for (const std::string& name : names) {
            for (std::size_t i = 0; i < handlers; ++i) {
                fabric.connect(
                    name, [](double loss, Tensor& output) { listener_of_thread().hear(loss, output); },
                    "loss"_a, "output"_a);
            }
        }
    }
    void call(std::size_t hook, Values& values) const {
        fabric.call(names[hook], "loss"_a = values.loss, "output"_a = values.output);
    }
};

struct SignalEngine {
    std::array<boost::signals2::signal<void(double, Tensor&)>, most_threads> signals;

    SignalEngine() {
        for (auto& signal : signals) {
            for (std::size_t i = 0; i < handlers; ++i) {
                signal.connect([](double loss, Tensor& output) { listener_of_thread().hear(loss, output); });
            }
        }
    }
    void call(std::size_t hook, Values& values) { signals[hook](values.loss, values.output); }
};

/// All threads of a run use the one engine.
template <class Engine, bool is_same_hook>
void call_in_threads(benchmark::State& state) {
    static Engine engine;
    const std::size_t hook = is_same_hook ? 0 : static_cast<std::size_t>(state.thread_index());
    Values values;
    listener_of_thread() = Listener();
    for ([[maybe_unused]] auto _ : state) {
        engine.call(hook, values);
        benchmark::ClobberMemory();
    }
    const Listener& heard = listener_of_thread();
    const std::int64_t calls = state.iterations() * static_cast<std::int64_t>(handlers);
    if (heard.calls != calls || heard.sum != sum_of_call<2> * static_cast<double>(calls)) {
        state.SkipWithError("a listener has not heard what it should");
    }
}

void up_to_four(benchmark::internal::Benchmark* benchmark) {
    benchmark->Threads(1)->Threads(2)->Threads(most_threads)->UseRealTime();
}

BENCHMARK(call_in_threads<WeftEngine, false>)->Name("weft_different")->Apply(up_to_four);
BENCHMARK(call_in_threads<WeftEngine, true>)->Name("weft_same")->Apply(up_to_four);
BENCHMARK(call_in_threads<SignalEngine, false>)->Name("signals2_different")->Apply(up_to_four);
BENCHMARK(call_in_threads<SignalEngine, true>)->Name("signals2_same")->Apply(up_to_four);

}  // namespace
}  // namespace bench
