// SPDX-License-Identifier: MIT
// What both files connect: the same callback class, functor, foreign class and lambda.
#pragma once

#include <weft/weft.hpp>

namespace mixed {

struct Declared {
    int* sum;
    void on_step(int x) { *sum += x; }
};
WEFT_CALLBACK(Declared, (on_step, amount))

/// Nobody declares it here: one file declares it for itself, the other reflects it.
struct Foreign {
    int* sum;
    void on_step(int amount) { *sum += amount; }
    void on_end() { *sum += 1000; }
};

/// Has no names in either file.
struct Functor {
    int* sum;
    void operator()(int amount) const { *sum += amount; }
};

/// One closure type in both files, and one name or none, as the linker chooses.
inline void connect_lambda(weft::Fabric& fabric, int* sum) {
    fabric.connect("on_lambda", [sum](int amount) { *sum += amount; });
}

/// What the file without reflection does with a fabric.
void add_without_reflection(weft::Fabric& fabric, int* sum);
void add_foreign_without_reflection(weft::Fabric& fabric, int* sum);
int call_without_reflection(const weft::Fabric& fabric, const char* hook, int amount);

}  // namespace mixed
