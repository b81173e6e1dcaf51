// SPDX-License-Identifier: MIT
// The same by the engine alone: one slot and one emission.
#include <boost/signals2.hpp>

struct MyCallback {
    double total = 0.0;
    void on_train_batch_end(double loss, int epoch) { total += loss * epoch; }
};

int main() {
    MyCallback callback;
    boost::signals2::signal<void(double, int)> signal;
    signal.connect([&callback](double loss, int epoch) { callback.on_train_batch_end(loss, epoch); });
    signal(0.5, 3);
}
