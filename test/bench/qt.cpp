// SPDX-License-Identifier: MIT
// Qt 6: a method invoked by its name, object after object.
#include "qt_listener.hpp"
#include "scenario.hpp"

#include <QMetaObject>

#include <memory>

namespace bench {
namespace {

template <int arguments>
class QtCall {
public:
    explicit QtCall(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            listeners_.push_back(std::make_unique<QtListener>());
        }
    }

    void call() {
        for (const auto& listener : listeners_) {
            if constexpr (arguments == 2) {
                QMetaObject::invokeMethod(listener.get(), "on_train_batch_end", Qt::DirectConnection,
                                          Q_ARG(double, values_.loss),
                                          Q_ARG(bench::Tensor*, &values_.output));
            } else {
                QMetaObject::invokeMethod(listener.get(), "on_train_batch_end", Qt::DirectConnection,
                                          Q_ARG(double, values_.loss), Q_ARG(bench::Tensor*, &values_.output),
                                          Q_ARG(int, values_.epoch), Q_ARG(int, values_.step));
            }
        }
    }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        Audience audience(0);
        for (const auto& listener : listeners_) {
            audience.listeners.push_back(listener->listener);
        }
        return audience.has_heard(calls, sum_of_call<arguments>);
    }

private:
    Values values_;
    std::vector<std::unique_ptr<QtListener>> listeners_;
};

BENCHMARK(run<QtCall<2>>)->Name("qt_2")->Apply(few_handlers);
BENCHMARK(run<QtCall<4>>)->Name("qt_4")->Apply(few_handlers);

}  // namespace
}  // namespace bench
