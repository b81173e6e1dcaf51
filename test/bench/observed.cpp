// SPDX-License-Identifier: MIT
// Calls that are observed: by nobody in particular, and by the observers of weft themselves.
#include "observed.hpp"

#include <weft/callbacks/profiler.hpp>

namespace bench {
namespace {

/// A trace whose lines nobody writes.
struct UnwrittenTrace : weft::Trace {
    UnwrittenTrace() : Trace([](std::string_view) {}) {}
};

BENCHMARK(run<Observed<Empty>>)->Name("weft_observed_2")->Apply(few_handlers);
BENCHMARK(run<Observed<EmptyWithoutDurations>>)
    ->Name("weft_observed_without_durations_2")
    ->Apply(few_handlers);
BENCHMARK(run<Observed<Empty, 2>>)->Name("weft_observed_twice_2")->Apply(few_handlers);
BENCHMARK(run<Observed<weft::Unused>>)->Name("weft_observed_by_unused_2")->Apply(few_handlers);
BENCHMARK(run<Observed<weft::Profiler>>)->Name("weft_observed_by_profiler_2")->Apply(few_handlers);
BENCHMARK(run<Observed<UnwrittenTrace>>)->Name("weft_observed_by_trace_2")->Apply(few_handlers);

}  // namespace
}  // namespace bench
