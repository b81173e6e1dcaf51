// SPDX-License-Identifier: MIT
// Connecting, disconnecting, adding and ending.
#include "weft_call.hpp"

#include <optional>

namespace bench {
namespace {

constexpr std::size_t many = 1000;

/// One call after the time has been taken tells how many handlers are there.
template <class Engine>
bool has_handlers(Engine& engine, Listener& listener, std::size_t count) {
    Values values;
    listener = Listener();
    engine.call(values);
    return listener.calls == static_cast<std::int64_t>(count);
}

void check(benchmark::State& state, bool is_right) {
    if (!is_right) {
        state.SkipWithError("not the handlers that should be there");
    }
}

struct WeftEngine {
    using Connection = weft::Connection;
    weft::Fabric fabric;

    Connection connect(Listener& listener) {
        return fabric.connect(
            "on_train_batch_end", [&listener](double loss, Tensor& output) { listener.hear(loss, output); },
            "loss"_a, "output"_a);
    }
    void call(Values& values) const {
        fabric.call("on_train_batch_end", "loss"_a = values.loss, "output"_a = values.output);
    }
};

struct SignalEngine {
    using Connection = boost::signals2::connection;
    boost::signals2::signal<void(double, Tensor&)> signal;

    Connection connect(Listener& listener) {
        return signal.connect([&listener](double loss, Tensor& output) { listener.hear(loss, output); });
    }
    void call(Values& values) { signal(values.loss, values.output); }
};

/// Connects many handlers, a fresh engine each time. The clock stands still meanwhile.
template <class Engine>
void connect(benchmark::State& state) {
    Listener listener;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        std::optional<Engine> engine(std::in_place);
        state.ResumeTiming();
        for (std::size_t i = 0; i < many; ++i) {
            benchmark::DoNotOptimize(engine->connect(listener));
        }
        state.PauseTiming();
        check(state, has_handlers(*engine, listener, many));
        engine.reset();
        state.ResumeTiming();
    }
}

template <class Engine>
void disconnect(benchmark::State& state) {
    Listener listener;
    std::vector<typename Engine::Connection> connections(many);
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        std::optional<Engine> engine(std::in_place);
        for (auto& connection : connections) {
            connection = engine->connect(listener);
        }
        state.ResumeTiming();
        for (const auto& connection : connections) {
            connection.disconnect();
        }
        state.PauseTiming();
        check(state, has_handlers(*engine, listener, 0));
        engine.reset();
        state.ResumeTiming();
    }
}

BENCHMARK(connect<WeftEngine>)->Name("weft_connect");
BENCHMARK(connect<SignalEngine>)->Name("signals2_connect");
BENCHMARK(disconnect<WeftEngine>)->Name("weft_disconnect");
BENCHMARK(disconnect<SignalEngine>)->Name("signals2_disconnect");

struct TenHooks {
    Listener* listener;

    void on_0(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_1(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_2(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_3(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_4(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_5(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_6(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_7(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_8(double loss, Tensor& output) { listener->hear(loss, output); }
    void on_9(double loss, Tensor& output) { listener->hear(loss, output); }
};
WEFT_CALLBACK(TenHooks, (on_0, loss, output), (on_1, loss, output), (on_2, loss, output),
              (on_3, loss, output), (on_4, loss, output), (on_5, loss, output), (on_6, loss, output),
              (on_7, loss, output), (on_8, loss, output), (on_9, loss, output))

/// A thousand callbacks of ten hooks, and ten signals of a thousand slots.
struct WeftTen {
    weft::Fabric fabric;

    void fill(Listener& listener) {
        for (std::size_t i = 0; i < many; ++i) {
            fabric.add(TenHooks{&listener});
        }
    }
    void call(Values& values) const {
        for (const char* hook :
             {"on_0", "on_1", "on_2", "on_3", "on_4", "on_5", "on_6", "on_7", "on_8", "on_9"}) {
            fabric.call(hook, "loss"_a = values.loss, "output"_a = values.output);
        }
    }
};

struct SignalTen {
    boost::signals2::signal<void(double, Tensor&)> signals[10];

    void fill(Listener& listener) {
        for (std::size_t i = 0; i < many; ++i) {
            for (auto& signal : signals) {
                signal.connect([&listener](double loss, Tensor& output) { listener.hear(loss, output); });
            }
        }
    }
    void call(Values& values) {
        for (auto& signal : signals) {
            signal(values.loss, values.output);
        }
    }
};

template <class Engine>
void add(benchmark::State& state) {
    Listener listener;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        std::optional<Engine> engine(std::in_place);
        state.ResumeTiming();
        engine->fill(listener);
        state.PauseTiming();
        check(state, has_handlers(*engine, listener, many * 10));
        engine.reset();
        state.ResumeTiming();
    }
}

template <class Engine>
void end(benchmark::State& state) {
    Listener listener;
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        std::optional<Engine> engine(std::in_place);
        engine->fill(listener);
        check(state, has_handlers(*engine, listener, many * 10));
        state.ResumeTiming();
        engine.reset();
    }
}

BENCHMARK(add<WeftTen>)->Name("weft_add");
BENCHMARK(add<SignalTen>)->Name("signals2_add");
BENCHMARK(end<WeftTen>)->Name("weft_end");
BENCHMARK(end<SignalTen>)->Name("signals2_end");

}  // namespace
}  // namespace bench
