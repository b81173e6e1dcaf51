// SPDX-License-Identifier: MIT
// Adds up.
#include "listener.hpp"

namespace bench {

void Listener::hear(double loss, Tensor& output) {
    ++calls;
    sum += loss + output[0];
}

void Listener::hear(double loss, Tensor& output, int epoch, int step) {
    ++calls;
    sum += loss + output[0] + epoch + step;
}

Listener& listener_of_thread() {
    static thread_local Listener listener;
    return listener;
}

}  // namespace bench
