// SPDX-License-Identifier: MIT
// The smallest complete program: one callback, one fabric, three calls.
#include <vector>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;
using Tensor = std::vector<double>;

struct MyCallback {
    void on_train_batch_end(double loss, const Tensor& output) {
        fmt::print("loss {:.2f} with {} outputs\n", loss, output.size());
    }
};
WEFT_CALLBACK(MyCallback, (on_train_batch_end, loss, output))

int main() {
    weft::Fabric fabric{MyCallback{}};
    for (int batch = 1; batch <= 3; ++batch) {
        Tensor output{0.1, 0.9};
        double loss = 1.0 / batch;
        fabric.call("on_train_batch_end", "loss"_a = loss, "output"_a = output);
    }
}
