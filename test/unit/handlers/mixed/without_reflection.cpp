// SPDX-License-Identifier: MIT
// The file that is built as C++20: it declares what it adds.
#include "shared.hpp"

#ifdef __cpp_impl_reflection
#error "this file is to be built without reflection"
#endif

using namespace weft::literals;

namespace mixed {

// Less than reflection finds, under another name.
WEFT_CALLBACK(Foreign, (on_step, declared_amount))

void add_without_reflection(weft::Fabric& fabric, int* sum) {
    fabric.add(Declared{sum});
    fabric.connect("on_functor", Functor{sum});
    fabric.connect(
        "on_named", [sum](int x) { *sum += x; }, "amount"_a);
    connect_lambda(fabric, sum);
}

void add_foreign_without_reflection(weft::Fabric& fabric, int* sum) {
    fabric.add(Foreign{sum});
}

int call_without_reflection(const weft::Fabric& fabric, const char* hook, int amount) {
    return static_cast<int>(fabric.call(hook, "amount"_a = amount));
}

}  // namespace mixed
