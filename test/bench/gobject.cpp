// SPDX-License-Identifier: MIT
// GObject at its best: an emission by a name with dashes, through a generated marshaller.
#include "scenario.hpp"

#include "marshal.h"

#include <glib-object.h>

namespace bench {
namespace {

constexpr const char* with_two = "on-train-batch-end";
constexpr const char* with_four = "on-train-batch-end-with-four";

GType loop_type() {
    static const GType type = [] {
        const GType made = g_type_register_static_simple(G_TYPE_OBJECT, "BenchLoop", sizeof(GObjectClass),
                                                         nullptr, sizeof(GObject), nullptr, GTypeFlags{});
        g_signal_new(with_two, made, G_SIGNAL_RUN_LAST, 0, nullptr, nullptr, marshal_VOID__DOUBLE_POINTER,
                     G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_POINTER);
        g_signal_new(with_four, made, G_SIGNAL_RUN_LAST, 0, nullptr, nullptr,
                     marshal_VOID__DOUBLE_POINTER_INT_INT, G_TYPE_NONE, 4, G_TYPE_DOUBLE, G_TYPE_POINTER,
                     G_TYPE_INT, G_TYPE_INT);
        return made;
    }();
    return type;
}

void hear_two(GObject*, double loss, void* output, void* listener) {
    static_cast<Listener*>(listener)->hear(loss, *static_cast<Tensor*>(output));
}

void hear_four(GObject*, double loss, void* output, int epoch, int step, void* listener) {
    static_cast<Listener*>(listener)->hear(loss, *static_cast<Tensor*>(output), epoch, step);
}

template <int arguments>
class GObjectCall {
public:
    explicit GObjectCall(std::size_t count)
        : audience_(count), loop_(G_OBJECT(g_object_new(loop_type(), nullptr))) {
        for (Listener& listener : audience_.listeners) {
            if constexpr (arguments == 2) {
                g_signal_connect(loop_, with_two, G_CALLBACK(hear_two), &listener);
            } else {
                g_signal_connect(loop_, with_four, G_CALLBACK(hear_four), &listener);
            }
        }
    }
    GObjectCall(const GObjectCall&) = delete;
    GObjectCall& operator=(const GObjectCall&) = delete;
    ~GObjectCall() { g_object_unref(loop_); }

    void call() {
        if constexpr (arguments == 2) {
            g_signal_emit_by_name(loop_, with_two, values_.loss, &values_.output);
        } else {
            g_signal_emit_by_name(loop_, with_four, values_.loss, &values_.output, values_.epoch,
                                  values_.step);
        }
    }
    [[nodiscard]] bool has_heard(std::int64_t calls) const {
        return audience_.has_heard(calls, sum_of_call<arguments>);
    }

private:
    Audience audience_;
    Values values_;
    GObject* loop_;
};

BENCHMARK(run<GObjectCall<2>>)->Name("gobject_2")->Apply(few_handlers);
BENCHMARK(run<GObjectCall<4>>)->Name("gobject_4")->Apply(few_handlers);

}  // namespace
}  // namespace bench
