// SPDX-License-Identifier: MIT
// The operations of the model test from bytes: weft has to agree with its model.
#include "../model/trial.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const model::Sequence sequence = model::decode({bytes, size});
    const model::Trial trial = model::try_sequence(sequence, model::Fault::none);
    if (!trial.difference.empty()) {
        std::printf("%s\nTo shrink it, put this into a file for test/model/model --replay:\n\n%s",
                    trial.difference.c_str(), model::print(sequence).c_str());
        std::abort();
    }
    return 0;
}
