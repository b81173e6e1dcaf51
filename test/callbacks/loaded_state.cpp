// SPDX-License-Identifier: MIT
// Every callback with state: a second fit begins afresh, a resumed one goes on, whenever its loop loads.
#include "fake_clock.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(loaded_state_tests)

namespace {

FakeClock fake_clock;

enum class Load { never, before_start, after_start, before_end };

/// What a callback would save, but for who it is.
std::string text_of(const weft::ArgMap& state) {
    std::string text;
    for (const weft::Arg& arg : state) {
        if (arg.name().ends_with("ed_by")) {
            continue;
        }
        text += arg.is<std::vector<double>>()
                    ? fmt::format("{} {}\n", arg.name(), arg.get<const std::vector<double>&>())
                    : fmt::format("{} {}\n", arg.name(), arg.value_text());
    }
    return text;
}

/// One callback in a loop of one batch an epoch.
class Loop {
public:
    explicit Loop(weft::Callback callback) { fabric_.add(std::move(callback)); }

    weft::ArgMap save() const {
        weft::ArgMap state;
        fabric_.call("on_save_checkpoint", "state"_a = state);
        return state;
    }
    void load(weft::ArgMap state) const { fabric_.call("on_load_checkpoint", "state"_a = state); }

    void begin() const { fabric_.call("on_fit_start", "max_epochs"_a = 2); }
    void train(int epoch) const {
        bool should_stop = false;
        const int step = epoch + 1;
        fabric_.call("on_train_epoch_start", "epoch"_a = epoch);
        fabric_.call("on_train_batch_start", "batch_idx"_a = 0, "epoch"_a = epoch);
        fake_clock.time += std::chrono::milliseconds(250);
        fabric_.call("on_train_batch_end", "loss"_a = 0.5, "batch_idx"_a = 0, "epoch"_a = epoch,
                     "step"_a = step, "lr"_a = 0.1, "samples"_a = 16, "should_stop"_a = should_stop);
        fabric_.call("on_train_epoch_end", "epoch"_a = epoch, "step"_a = step, "loss"_a = 0.5, "lr"_a = 0.1,
                     "should_stop"_a = should_stop);
    }
    void validate(int epoch) const {
        bool should_stop = false;
        fabric_.call("on_validation_epoch_end", "epoch"_a = epoch, "step"_a = epoch + 1,
                     "val_loss"_a = 1.0 + epoch, "should_stop"_a = should_stop);
    }
    void end(int epoch) const { fabric_.call("on_fit_end", "epoch"_a = epoch, "step"_a = epoch + 1); }

    /// Epochs from `first` to `last`; then what it would save.
    std::string fit(int first, int last, Load moment = Load::never, const weft::ArgMap& state = {}) const {
        if (moment == Load::before_start) {
            load(state);
        }
        begin();
        if (moment == Load::after_start) {
            load(state);
        }
        for (int epoch = first; epoch <= last; ++epoch) {
            train(epoch);
            validate(epoch);
        }
        if (moment == Load::before_end) {
            load(state);
        }
        end(last);
        return text_of(save());
    }

private:
    weft::Fabric fabric_;
};

using Make = std::function<weft::Callback()>;

/// What one and two epochs leave, and what every other way to them has to leave.
void check(const Make& make) {
    const std::string one = Loop(make()).fit(0, 0);
    const std::string two = Loop(make()).fit(0, 1);
    BOOST_TEST(one != two);
    BOOST_TEST(!one.empty());

    const Loop loop(make());
    BOOST_TEST(loop.fit(0, 1) == two);
    BOOST_TEST(text_of(loop.save()) == two);  // What a fit leaves stays.
    BOOST_TEST(loop.fit(0, 0) == one);
    const weft::ArgMap state = loop.save();
    for (const Load moment : {Load::before_start, Load::after_start}) {
        BOOST_TEST(loop.fit(0, 0) == one);
        BOOST_TEST(loop.fit(1, 1, moment, state) == two);
        BOOST_TEST(loop.fit(0, 0) == one);
    }

    // Back to what was best at the end of a fit: the next one has nothing to go on from.
    loop.fit(0, 0, Load::before_end, state);
    BOOST_TEST(loop.fit(0, 0) == one);
    // Back in the middle.
    loop.begin();
    loop.train(0);
    loop.validate(0);
    loop.load(state);
    loop.train(1);
    loop.validate(1);
    loop.end(1);
    BOOST_TEST(text_of(loop.save()) == two);
    BOOST_TEST(loop.fit(0, 0) == one);
    // A fit that dies without a word, and is resumed.
    loop.begin();
    loop.train(0);
    loop.validate(0);
    BOOST_TEST(loop.fit(1, 1, Load::before_start, state) == two);
    // A state that holds nothing of this callback's is none of this fit.
    BOOST_TEST(loop.fit(0, 0, Load::before_start, weft::ArgMap()) == one);
}

/// In a process of its own, as far as a callback can tell.
void check_other_process(const Make& make) {
    const Loop loop(make());
    loop.fit(0, 0);
    const weft::ArgMap state = loop.save();
    const std::string two = Loop(make()).fit(0, 1);
    for (const Load moment : {Load::before_start, Load::after_start}) {
        const Loop resumed(make());
        BOOST_TEST(resumed.fit(1, 1, moment, state) == two);
    }
}

void check_both(const Make& make) {
    check(make);
    check_other_process(make);
}

}  // namespace

BOOST_AUTO_TEST_CASE(early_stopping_begins_afresh_unless_it_was_loaded) {
    check_both([] { return weft::Callback(weft::EarlyStopping("val_loss", {.patience = 1})); });
}

BOOST_AUTO_TEST_CASE(stop_after_begins_afresh_unless_it_was_loaded) {
    check_both([] {
        return weft::Callback(weft::StopAfter({.duration = std::chrono::hours(1), .now = fake_clock.now()}));
    });
}

BOOST_AUTO_TEST_CASE(iteration_timer_begins_afresh_unless_it_was_loaded) {
    check_both([] { return weft::Callback(weft::IterationTimer({.now = fake_clock.now()})); });
}

BOOST_AUTO_TEST_CASE(throughput_monitor_begins_afresh_unless_it_was_loaded) {
    check_both([] { return weft::Callback(weft::ThroughputMonitor({.now = fake_clock.now()})); });
}

BOOST_AUTO_TEST_CASE(learning_rate_monitor_begins_afresh_unless_it_was_loaded) {
    check_both([] { return weft::Callback(weft::LearningRateMonitor()); });
}

BOOST_AUTO_TEST_CASE(report_begins_afresh_unless_it_was_loaded) {
    const TemporaryFolder folder;
    check_both([&folder] {
        return weft::Callback(weft::Report(folder / "report.html", {.now = fake_clock.now()}));
    });
}

BOOST_AUTO_TEST_CASE(checkpoint_begins_afresh_unless_it_was_loaded) {
    const TemporaryFolder folder;
    check_both([&folder] {
        return weft::Callback(weft::Checkpoint(folder.path(), [](std::ostream& stream) { stream << "state"; },
                                               {.monitor = "val_loss", .keep_best = 2}));
    });
}

BOOST_AUTO_TEST_CASE(metrics_logger_begins_afresh_unless_it_was_loaded) {
    const TemporaryFolder folder;
    int number = 0;
    const Make make = [&folder, &number] {
        const std::string name = fmt::format("metrics{}", ++number);
        return weft::Callback(
            weft::MetricsLogger({.csv = folder / (name + ".csv"), .json_lines = folder / (name + ".jsonl")}));
    };
    check(make);
}

BOOST_AUTO_TEST_SUITE_END()
