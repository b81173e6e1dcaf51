// SPDX-License-Identifier: MIT
// One thread calls, another lets go: what a connection guarantees, and when.
#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

/// What a handler uses, and what must outlive it.
struct Sensor {
    std::atomic<int> readings = 0;

    void on_step(int step) { readings += step > 0 ? 1 : 0; }
};
WEFT_CALLBACK(Sensor, (on_step, step))

int main() {
    weft::Fabric fabric;
    std::atomic<bool> is_over = false;
    std::atomic<int> steps = 0;
    std::thread loop([&] {
        while (!is_over) {
            fabric.call("on_step", "step"_a = ++steps);
        }
    });

    {
        Sensor sensor;
        const weft::Connection connection = fabric.add(std::ref(sensor));
        while (sensor.readings < 3) {
            std::this_thread::yield();
        }
        // Without the wait the loop's thread could still be inside on_step when the sensor is destroyed.
        connection.disconnect_and_wait();
        fmt::print("at least 3 readings: {}\n", sensor.readings >= 3);
    }

    {
        auto sensor = std::make_shared<Sensor>();
        const weft::Connection connection = fabric.add(std::weak_ptr(sensor));
        fmt::print("tracked, connected: {}\n", connection.connected());
        sensor.reset();
        while (connection.connected()) {  // A handler that is inside keeps it alive until it returns.
            std::this_thread::yield();
        }
        fmt::print("its owner has let go, connected: {}\n", connection.connected());
    }

    std::atomic<int> beats = 0;
    {
        const weft::ScopedConnection scoped = fabric.connect("on_step", [&beats] { ++beats; });
        while (beats < 1) {
            std::this_thread::yield();
        }
        is_over = true;
        loop.join();
        const int before = beats;
        fabric.call("on_step", "step"_a = 0);
        fmt::print("in the scope it runs: {}\n", beats - before);
    }
    fmt::print("after it: {} ran\n", fabric.call("on_step", "step"_a = 0));
}
