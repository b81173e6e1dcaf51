// SPDX-License-Identifier: MIT
// A predicate is kept as a std::function, which copies it.
// expect: weft: the predicate of when is kept as a std::function: it must be copyable
#include <weft/weft.hpp>

#include <memory>
#include <utility>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    auto step = std::make_shared<int>(3);
    fabric.connect(
        "h", [] {}, weft::when([step](const weft::Args& args) { return args.get<int>("step") == *step; }));
#else
    auto step = std::make_unique<int>(3);
    fabric.connect(
        "h", [] {}, weft::when([step = std::move(step)](const weft::Args& args) {
            return args.get<int>("step") == *step;
        }));
#endif
}
