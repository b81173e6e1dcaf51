// SPDX-License-Identifier: MIT
// ThroughputMonitor: the window, pauses that do not count, resuming.
#include "fake_clock.hpp"

#include <weft/callbacks/throughput_monitor.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::ThroughputMonitor;

BOOST_AUTO_TEST_SUITE(throughput_monitor_tests)

namespace {

struct Measured {
    FakeClock clock;
    ThroughputMonitor monitor;
    weft::Fabric fabric{std::ref(monitor)};

    explicit Measured(std::size_t window = 100) : monitor({.window = window, .now = clock.now()}) {}

    void start_epoch() const { fabric.call("on_train_epoch_start", "epoch"_a = 0); }
    void end_batch(int samples, std::chrono::milliseconds time) {
        clock.time += time;
        fabric.call("on_train_batch_end", "samples"_a = samples);
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_rate_is_samples_over_time_and_empty_at_first) {
    Measured measured;
    measured.start_epoch();
    BOOST_TEST(!measured.monitor.samples_per_second());
    measured.end_batch(16, 250ms);
    measured.end_batch(8, 250ms);
    BOOST_TEST(measured.monitor.samples_per_second().value() == 48.0);
    BOOST_TEST(measured.monitor.batches_per_second().value() == 4.0);
    BOOST_TEST(measured.monitor.samples() == 24);
}

BOOST_AUTO_TEST_CASE(batches_that_have_left_the_window_no_longer_count) {
    Measured measured(2);
    measured.start_epoch();
    measured.end_batch(1000, 10ms);
    measured.end_batch(16, 500ms);
    measured.end_batch(16, 500ms);
    BOOST_TEST(measured.monitor.samples_per_second().value() == 32.0);
    BOOST_TEST(measured.monitor.samples() == 1032);
}

BOOST_AUTO_TEST_CASE(validation_between_epochs_does_not_count) {
    Measured measured;
    measured.start_epoch();
    measured.end_batch(16, 500ms);
    measured.fabric.call("on_train_epoch_end");
    measured.clock.time += 1h;
    measured.start_epoch();
    measured.end_batch(16, 500ms);
    BOOST_TEST(measured.monitor.samples_per_second().value() == 32.0);
}

BOOST_AUTO_TEST_CASE(without_epochs_the_first_batch_starts_the_clock) {
    Measured measured;
    measured.end_batch(1000, 1ms);
    BOOST_TEST(!measured.monitor.samples_per_second());
    measured.end_batch(16, 500ms);
    BOOST_TEST(measured.monitor.samples_per_second().value() == 32.0);
    BOOST_TEST(measured.monitor.samples() == 1016);
}

BOOST_AUTO_TEST_CASE(it_prints_after_every_so_many_batches) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
    FakeClock clock;
    const weft::Fabric fabric{ThroughputMonitor({.print_every = 2, .file = file.get(), .now = clock.now()})};
    fabric.call("on_train_epoch_start");
    for (int batch = 0; batch < 3; ++batch) {
        clock.time += 500ms;
        fabric.call("on_train_batch_end", "samples"_a = 16);
    }
    std::rewind(file.get());
    std::string printed(200, '\0');
    printed.resize(std::fread(printed.data(), 1, printed.size(), file.get()));
    BOOST_TEST(printed == "throughput: batch 2, 32.0 samples/s\n");
}

BOOST_AUTO_TEST_CASE(a_resumed_one_says_what_one_that_ran_through_does) {
    Measured through(3);
    Measured first(3);
    Measured second(3);
    for (Measured* measured : {&through, &first}) {
        measured->start_epoch();
        for (int batch = 1; batch <= 4; ++batch) {
            measured->end_batch(batch, batch * 100ms);
        }
        measured->fabric.call("on_train_epoch_end");
    }
    weft::ArgMap state;
    first.fabric.call("on_save_checkpoint", "state"_a = state);
    second.fabric.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(second.monitor.samples_per_second().value() == first.monitor.samples_per_second().value());
    for (Measured* measured : {&through, &second}) {
        measured->start_epoch();
        measured->end_batch(7, 900ms);
    }
    BOOST_TEST(second.monitor.samples() == through.monitor.samples());
    BOOST_TEST(second.monitor.samples_per_second().value() == through.monitor.samples_per_second().value());
}

BOOST_AUTO_TEST_CASE(a_loop_that_passes_no_samples_has_its_batches_counted) {
    FakeClock clock;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    weft::ThroughputMonitor monitor({.print_every = 2, .file = file.get(), .now = clock.now()});
    const weft::Fabric fabric{std::ref(monitor)};
    fabric.call("on_train_epoch_start");
    for (int batch = 0; batch < 4; ++batch) {
        clock.time += std::chrono::milliseconds(250);
        fabric.call("on_train_batch_end");
    }
    BOOST_TEST(monitor.batches_per_second().value() == 4.0);
    BOOST_TEST(!monitor.samples_per_second().has_value());
    BOOST_TEST(monitor.samples() == 0);
    clock.time += std::chrono::seconds(1);
    fabric.call("on_train_batch_end", "samples"_a = 8);
    BOOST_TEST(monitor.samples_per_second().value() == 8.0);
    BOOST_TEST(monitor.batches_per_second().value() == 2.5);
    std::rewind(file.get());
    char text[64] = {};
    BOOST_TEST(std::fgets(text, sizeof text, file.get()) != nullptr);
    BOOST_TEST(std::string(text) == "throughput: batch 2, 4.0 batches/s\n");
}

BOOST_AUTO_TEST_SUITE_END()
