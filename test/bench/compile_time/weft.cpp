// SPDX-License-Identifier: MIT
// One callback and one call.
#include <weft/weft.hpp>

using namespace weft::literals;

struct MyCallback {
    double total = 0.0;
    void on_train_batch_end(double loss, int epoch) { total += loss * epoch; }
};
WEFT_CALLBACK(MyCallback, (on_train_batch_end, loss, epoch))

int main() {
    weft::Fabric fabric{MyCallback{}};
    double loss = 0.5;
    fabric.call("on_train_batch_end", "loss"_a = loss, "epoch"_a = 3);
}
