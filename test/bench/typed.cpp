// SPDX-License-Identifier: MIT
// What a typed library without names does: the price of the engine.
#include "scenario.hpp"

#include <sigc++/sigc++.h>

#include <functional>

namespace bench {
namespace {

class FunctionCall {
public:
    explicit FunctionCall(std::size_t count) : audience_(count) {
        for (Listener& listener : audience_.listeners) {
            functions_.emplace_back(
                [&listener](double loss, Tensor& output) { listener.hear(loss, output); });
        }
    }

    void call() {
        for (const auto& function : functions_) {
            function(values_.loss, values_.output);
        }
    }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<2>);
    }

private:
    Audience audience_;
    Values values_;
    std::vector<std::function<void(double, Tensor&)>> functions_;
};

class SigcCall {
public:
    explicit SigcCall(std::size_t count) : audience_(count) {
        for (Listener& listener : audience_.listeners) {
            signal_.connect([&listener](double loss, Tensor& output) { listener.hear(loss, output); });
        }
    }

    void call() { signal_.emit(values_.loss, values_.output); }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<2>);
    }

private:
    Audience audience_;
    Values values_;
    sigc::signal<void(double, Tensor&)> signal_;
};

BENCHMARK(run<FunctionCall>)->Name("function_2")->Apply(few_handlers);
BENCHMARK(run<SigcCall>)->Name("sigc_2")->Apply(few_handlers);

}  // namespace
}  // namespace bench
