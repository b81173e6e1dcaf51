// SPDX-License-Identifier: MIT
// Makes so many calls of one scenario and nothing else: instructions.py has valgrind count it.
#include "observed.hpp"

#include <cstdlib>
#include <cstring>

namespace {

template <class Scenario>
int make_calls(std::size_t handlers, long calls) {
    Scenario scenario(handlers);
    for (long i = 0; i < calls; ++i) {
        scenario.call();
        benchmark::ClobberMemory();
    }
    return scenario.has_heard(calls) ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        return 2;
    }
    const char* const what = arguments[1];
    const auto handlers = static_cast<std::size_t>(std::atol(arguments[2]));
    const long calls = std::atol(arguments[3]);
    const auto is = [what](const char* name) { return std::strcmp(what, name) == 0; };
    using namespace bench;
    return is("weft_2")             ? make_calls<WeftCall<2>>(handlers, calls)
           : is("weft_4")           ? make_calls<WeftCall<4>>(handlers, calls)
           : is("signals2_2")       ? make_calls<SignalCall<2>>(handlers, calls)
           : is("signals2_4")       ? make_calls<SignalCall<4>>(handlers, calls)
           : is("weft_unheard")     ? make_calls<WeftUnheard>(handlers, calls)
           : is("weft_observed")    ? make_calls<Observed<EmptyWithoutDurations>>(handlers, calls)
           : is("signals2_unheard") ? make_calls<SignalUnheard>(handlers, calls)
                                    : 2;
}
