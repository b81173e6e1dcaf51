// SPDX-License-Identifier: MIT
// What a call costs: weft beside the bare engine and what one writes by hand, in one process.
#include "listener.hpp"

#include <weft/weft.hpp>

#include <benchmark/benchmark.h>
#include <boost/signals2/signal.hpp>

#include <any>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace weft::literals;
using bench::Listener;
using bench::Tensor;

/// N listeners, and the check that each has heard every call with the right values.
struct Audience {
    std::vector<Listener> listeners;

    explicit Audience(const benchmark::State& state) : listeners(static_cast<std::size_t>(state.range(0))) {}

    void check(benchmark::State& state, double each) const {
        for (const Listener& listener : listeners) {
            if (listener.calls != state.iterations() ||
                listener.sum != each * static_cast<double>(listener.calls)) {
                state.SkipWithError("a listener has not heard what it should");
            }
        }
    }
};

// Values whose sums are exact.
constexpr double loss_value = 0.5;
constexpr double each_of_two = 2.5;
constexpr double each_of_four = 12.5;

struct Call {
    double loss = loss_value;
    Tensor output{2.0};
    int epoch = 3;
    int step = 7;
};

void signals2_two(benchmark::State& state) {
    Audience audience(state);
    boost::signals2::signal<void(double, Tensor&)> signal;
    for (Listener& listener : audience.listeners) {
        signal.connect([&listener](double loss, Tensor& output) { listener.hear(loss, output); });
    }
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        signal(call.loss, call.output);
        benchmark::ClobberMemory();
    }
    audience.check(state, each_of_two);
}

void signals2_four(benchmark::State& state) {
    Audience audience(state);
    boost::signals2::signal<void(double, Tensor&, int, int)> signal;
    for (Listener& listener : audience.listeners) {
        signal.connect([&listener](double loss, Tensor& output, int epoch, int step) {
            listener.hear(loss, output, epoch, step);
        });
    }
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        signal(call.loss, call.output, call.epoch, call.step);
        benchmark::ClobberMemory();
    }
    audience.check(state, each_of_four);
}

void connect_two(weft::Fabric& fabric, Audience& audience) {
    for (Listener& listener : audience.listeners) {
        fabric.connect(
            "on_train_batch_end", [&listener](double loss, Tensor& output) { listener.hear(loss, output); },
            "loss"_a, "output"_a);
    }
}

void call_two(benchmark::State& state, const weft::Fabric& fabric, const Audience& audience) {
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        fabric.call("on_train_batch_end", "loss"_a = call.loss, "output"_a = call.output);
        benchmark::ClobberMemory();
    }
    audience.check(state, each_of_two);
}

void weft_two(benchmark::State& state) {
    Audience audience(state);
    weft::Fabric fabric;
    connect_two(fabric, audience);
    call_two(state, fabric, audience);
}

/// An observer that came and went leaves nothing behind that is slow.
void weft_two_once_observed(benchmark::State& state) {
    Audience audience(state);
    weft::Fabric fabric;
    connect_two(fabric, audience);
    fabric.observe([](const weft::Event&) {}).disconnect();
    call_two(state, fabric, audience);
}

void weft_two_observed(benchmark::State& state) {
    Audience audience(state);
    weft::Fabric fabric;
    connect_two(fabric, audience);
    fabric.observe([](const weft::Event&) {});
    call_two(state, fabric, audience);
}

void weft_four(benchmark::State& state) {
    Audience audience(state);
    weft::Fabric fabric;
    for (Listener& listener : audience.listeners) {
        fabric.connect(
            "on_train_batch_end",
            [&listener](double loss, Tensor& output, int epoch, int step) {
                listener.hear(loss, output, epoch, step);
            },
            "loss"_a, "output"_a, "epoch"_a, "step"_a);
    }
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        fabric.call("on_train_batch_end", "loss"_a = call.loss, "output"_a = call.output,
                    "epoch"_a = call.epoch, "step"_a = call.step);
        benchmark::ClobberMemory();
    }
    audience.check(state, each_of_four);
}

/// As one writes it by hand: a signal that passes a map.
template <class Map>
void by_hand_two(benchmark::State& state) {
    Audience audience(state);
    std::map<std::string, boost::signals2::signal<void(const Map&)>> signals;
    for (Listener& listener : audience.listeners) {
        signals["on_train_batch_end"].connect([&listener](const Map& arguments) {
            listener.hear(std::any_cast<double>(arguments.at("loss")),
                          *std::any_cast<Tensor*>(arguments.at("output")));
        });
    }
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        signals.at("on_train_batch_end")(Map{{"loss", call.loss}, {"output", &call.output}});
        benchmark::ClobberMemory();
    }
    audience.check(state, each_of_two);
}

/// No names, no engine: what a typed list of functions costs.
void functions_two(benchmark::State& state) {
    Audience audience(state);
    std::vector<std::function<void(double, Tensor&)>> functions;
    for (Listener& listener : audience.listeners) {
        functions.emplace_back([&listener](double loss, Tensor& output) { listener.hear(loss, output); });
    }
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        for (const auto& function : functions) {
            function(call.loss, call.output);
        }
        benchmark::ClobberMemory();
    }
    audience.check(state, each_of_two);
}

void signals2_unheard(benchmark::State& state) {
    const boost::signals2::signal<void(double, Tensor&)> signal;
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        signal(call.loss, call.output);
        benchmark::ClobberMemory();
    }
}

void weft_unheard(benchmark::State& state) {
    weft::Fabric fabric;
    fabric.connect("on_fit_end", [] {});
    Call call;
    for ([[maybe_unused]] auto _ : state) {
        fabric.call("on_train_batch_end", "loss"_a = call.loss, "output"_a = call.output);
        benchmark::ClobberMemory();
    }
}

void handlers(benchmark::internal::Benchmark* benchmark) {
    benchmark->Arg(1)->Arg(4)->Arg(16);
}

BENCHMARK(signals2_two)->Apply(handlers);
BENCHMARK(weft_two)->Apply(handlers);
BENCHMARK(weft_two_once_observed)->Apply(handlers);
BENCHMARK(weft_two_observed)->Apply(handlers);
BENCHMARK_TEMPLATE(by_hand_two, std::map<std::string, std::any>)->Apply(handlers);
BENCHMARK(functions_two)->Apply(handlers);
BENCHMARK(signals2_four)->Apply(handlers);
BENCHMARK(weft_four)->Apply(handlers);
BENCHMARK(signals2_unheard);
BENCHMARK(weft_unheard);

}  // namespace

BENCHMARK_MAIN();
