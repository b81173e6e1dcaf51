// SPDX-License-Identifier: MIT
// What a call costs: weft, the bare engine, and the engine with a map as one writes it by hand.
#include "weft_call.hpp"

#include <any>
#include <map>
#include <string>
#include <unordered_map>

namespace bench {
namespace {

/// Signals by name, each passing a map.
template <class Map, int arguments>
class MapCall {
public:
    explicit MapCall(std::size_t count) : audience_(count) {
        for (Listener& listener : audience_.listeners) {
            signals_["on_train_batch_end"].connect([&listener](const Map& map) {
                const auto loss = std::any_cast<double>(map.at("loss"));
                Tensor& output = *std::any_cast<Tensor*>(map.at("output"));
                if constexpr (arguments == 2) {
                    listener.hear(loss, output);
                } else {
                    listener.hear(loss, output, std::any_cast<int>(map.at("epoch")),
                                  std::any_cast<int>(map.at("step")));
                }
            });
        }
    }

    void call() {
        if constexpr (arguments == 2) {
            signals_.at("on_train_batch_end")(Map{{"loss", values_.loss}, {"output", &values_.output}});
        } else {
            signals_.at("on_train_batch_end")(Map{{"loss", values_.loss},
                                                  {"output", &values_.output},
                                                  {"epoch", values_.epoch},
                                                  {"step", values_.step}});
        }
    }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<arguments>);
    }

private:
    Audience audience_;
    Values values_;
    std::map<std::string, boost::signals2::signal<void(const Map&)>> signals_;
};

using TreeMap = std::map<std::string, std::any>;
using HashMap = std::unordered_map<std::string, std::any>;

BENCHMARK(run<WeftCall<2>>)->Name("weft_2")->Apply(few_handlers);
BENCHMARK(run<WeftCall<4>>)->Name("weft_4")->Apply(few_handlers);
BENCHMARK(run<WeftCallByString<2>>)->Name("weft_by_string_2")->Apply(few_handlers);
BENCHMARK(run<WeftCallByString<4>>)->Name("weft_by_string_4")->Apply(few_handlers);
BENCHMARK(run<WeftCallOnceObserved>)->Name("weft_once_observed_2")->Apply(few_handlers);
BENCHMARK(run<SignalCall<2>>)->Name("signals2_2")->Apply(few_handlers);
BENCHMARK(run<SignalCall<4>>)->Name("signals2_4")->Apply(few_handlers);
BENCHMARK(run<MapCall<TreeMap, 2>>)->Name("map_2")->Apply(few_handlers);
BENCHMARK(run<MapCall<TreeMap, 4>>)->Name("map_4")->Apply(few_handlers);
BENCHMARK(run<MapCall<HashMap, 2>>)->Name("unordered_map_2")->Apply(few_handlers);
BENCHMARK(run<MapCall<HashMap, 4>>)->Name("unordered_map_4")->Apply(few_handlers);
BENCHMARK(run<WeftUnheard>)->Name("weft_unheard")->Arg(0);
BENCHMARK(run<WeftEmptied>)->Name("weft_emptied")->Arg(0);
BENCHMARK(run<SignalUnheard>)->Name("signals2_unheard")->Arg(0);

}  // namespace
}  // namespace bench
