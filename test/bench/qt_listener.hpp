// SPDX-License-Identifier: MIT
// A listener whose methods Qt finds by name.
#pragma once

#include "listener.hpp"

#include <QObject>

namespace bench {

class QtListener : public QObject {
    Q_OBJECT

public:
    Q_INVOKABLE void on_train_batch_end(double loss, bench::Tensor* output) { listener.hear(loss, *output); }
    Q_INVOKABLE void on_train_batch_end(double loss, bench::Tensor* output, int epoch, int step) {
        listener.hear(loss, *output, epoch, step);
    }

    Listener listener;
};

}  // namespace bench
