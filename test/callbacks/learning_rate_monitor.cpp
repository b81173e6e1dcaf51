// SPDX-License-Identifier: MIT
// LearningRateMonitor: the history, one or several groups, CSV, resuming.
#include "temporary_folder.hpp"

#include <weft/callbacks/learning_rate_monitor.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace weft::literals;
using boost::test_tools::per_element;
using weft::LearningRateMonitor;

BOOST_AUTO_TEST_SUITE(learning_rate_monitor_tests)

using Rates = std::vector<double>;

namespace {

template <class Rate>
void end_batch(const weft::Fabric& fabric, int epoch, int step, const Rate& lr) {
    fabric.call("on_train_batch_end", "loss"_a = 1.0, "epoch"_a = epoch, "step"_a = step, "lr"_a = lr);
}

template <class Rate>
void end_epoch(const weft::Fabric& fabric, int epoch, int step, const Rate& lr) {
    fabric.call("on_train_epoch_end", "epoch"_a = epoch, "step"_a = step, "loss"_a = 1.0, "lr"_a = lr);
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_records_the_rate_of_every_step_and_epoch) {
    LearningRateMonitor monitor;
    const weft::Fabric fabric{std::ref(monitor)};
    end_batch(fabric, 0, 1, 0.5);
    end_batch(fabric, 0, 2, 0.25F);
    end_epoch(fabric, 0, 2, 0.25);
    BOOST_TEST(monitor.steps().size() == 2U);
    BOOST_TEST(monitor.steps()[1].step == 2);
    BOOST_TEST(monitor.steps()[1].epoch == 0);
    BOOST_TEST(monitor.steps()[1].lr == Rates{0.25}, per_element());
    BOOST_TEST(monitor.epochs().size() == 1U);
    BOOST_TEST(monitor.epochs()[0].step == 2);
}

BOOST_AUTO_TEST_CASE(several_groups_have_a_rate_each) {
    LearningRateMonitor monitor;
    const weft::Fabric fabric{std::ref(monitor)};
    end_batch(fabric, 0, 1, Rates{0.5, 0.125});
    BOOST_TEST(monitor.steps().at(0).lr == (Rates{0.5, 0.125}), per_element());
}

BOOST_AUTO_TEST_CASE(a_changing_number_of_groups_is_an_error) {
    const weft::Fabric fabric{LearningRateMonitor()};
    end_batch(fabric, 0, 1, Rates{0.5, 0.125});
    BOOST_CHECK_EXCEPTION(end_batch(fabric, 0, 2, 0.5), weft::Error, [](const weft::Error& error) {
        return std::string(error.what()) ==
               "LearningRateMonitor: 1 learning rates found at step 2, expected 2 as before";
    });
}

BOOST_AUTO_TEST_CASE(steps_can_be_left_out) {
    LearningRateMonitor monitor({.record_steps = false});
    const weft::Fabric fabric{std::ref(monitor)};
    end_batch(fabric, 0, 1, 0.5);
    end_epoch(fabric, 0, 1, 0.5);
    BOOST_TEST(monitor.steps().empty());
    BOOST_TEST(monitor.epochs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(it_prints_a_line_per_epoch) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
    LearningRateMonitor monitor({.file = file.get()});
    const weft::Fabric fabric{std::ref(monitor)};
    end_epoch(fabric, 0, 10, 0.5);
    end_epoch(fabric, 1, 20, 0.25);
    std::rewind(file.get());
    std::string printed(100, '\0');
    printed.resize(std::fread(printed.data(), 1, printed.size(), file.get()));
    BOOST_TEST(printed == "lr: epoch 0, step 10: lr 0.5\nlr: epoch 1, step 20: lr 0.25\n");
    BOOST_TEST(fmt::format("{}", monitor) == "epoch 0, step 10: lr 0.5\nepoch 1, step 20: lr 0.25");
}

BOOST_AUTO_TEST_CASE(the_history_becomes_csv) {
    const TemporaryFolder folder;
    LearningRateMonitor one;
    LearningRateMonitor two;
    LearningRateMonitor epochs({.record_steps = false});
    const weft::Fabric single{std::ref(one), std::ref(epochs)};
    const weft::Fabric several{std::ref(two)};
    end_batch(single, 0, 1, 0.1);
    end_batch(single, 0, 2, 0.05);
    end_epoch(single, 0, 2, 0.05);
    end_batch(several, 0, 1, Rates{0.5, 0.125});
    one.write_csv(folder / "one.csv");
    two.write_csv(folder / "two.csv");
    epochs.write_csv(folder / "epochs.csv");
    BOOST_TEST(content_of(folder / "one.csv") == "step,epoch,lr\n1,0,0.1\n2,0,0.05\n");
    BOOST_TEST(content_of(folder / "two.csv") == "step,epoch,lr_0,lr_1\n1,0,0.5,0.125\n");
    BOOST_TEST(content_of(folder / "epochs.csv") == "step,epoch,lr\n2,0,0.05\n");
    BOOST_CHECK_THROW(one.write_csv(folder / "missing" / "one.csv"), weft::Error);
}

BOOST_AUTO_TEST_CASE(a_resumed_history_is_that_of_a_fit_that_ran_through) {
    LearningRateMonitor through;
    LearningRateMonitor first;
    LearningRateMonitor second;
    weft::ArgMap state;
    {
        const weft::Fabric fabric{std::ref(through), std::ref(first)};
        end_batch(fabric, 0, 1, Rates{0.1, 0.2});
        end_epoch(fabric, 0, 1, Rates{0.1, 0.2});
    }
    weft::Fabric{std::ref(first)}.call("on_save_checkpoint", "state"_a = state);
    weft::Fabric{std::ref(second)}.call("on_load_checkpoint", "state"_a = state);
    const weft::Fabric fabric{std::ref(through), std::ref(second)};
    end_batch(fabric, 1, 2, Rates{0.3, 0.4});

    BOOST_TEST(second.steps().size() == 2U);
    for (std::size_t place = 0; place < 2; ++place) {
        BOOST_TEST(second.steps()[place].step == through.steps()[place].step);
        BOOST_TEST(second.steps()[place].epoch == through.steps()[place].epoch);
        BOOST_TEST(second.steps()[place].lr == through.steps()[place].lr, per_element());
    }
    BOOST_TEST(fmt::format("{}", second) == fmt::format("{}", through));
}

BOOST_AUTO_TEST_CASE(no_rate_at_all_is_a_number_of_groups_too) {
    const TemporaryFolder folder;
    LearningRateMonitor monitor;
    const weft::Fabric fabric{std::ref(monitor)};
    end_batch(fabric, 0, 1, Rates{});
    BOOST_CHECK_EXCEPTION(end_batch(fabric, 0, 2, 0.5), weft::Error, [](const weft::Error& error) {
        return error.what() ==
               std::string("LearningRateMonitor: 1 learning rates found at step 2, expected 0 as before");
    });
    end_batch(fabric, 0, 3, Rates{});
    monitor.write_csv(folder / "lr.csv");
    BOOST_TEST(content_of(folder / "lr.csv") == "step,epoch\n1,0\n3,0\n");
    weft::ArgMap state;
    fabric.call("on_save_checkpoint", "state"_a = state);
    LearningRateMonitor resumed;
    const weft::Fabric other{std::ref(resumed)};
    other.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(resumed.steps().size() == 2U);
    BOOST_CHECK_THROW(end_batch(other, 0, 4, 0.5), weft::Error);
    other.call("on_fit_start");
    other.call("on_fit_start");
    end_batch(other, 0, 1, 0.5);
    BOOST_TEST(resumed.steps().size() == 1U);
}

BOOST_AUTO_TEST_CASE(extreme_steps_come_through_a_checkpoint) {
    using Limits = std::numeric_limits<std::int64_t>;
    LearningRateMonitor monitor;
    const weft::Fabric fabric{std::ref(monitor)};
    for (const std::int64_t extreme : {Limits::min(), Limits::max()}) {
        fabric.call("on_train_batch_end", "epoch"_a = extreme, "step"_a = extreme, "lr"_a = 0.5);
    }
    weft::ArgMap state;
    fabric.call("on_save_checkpoint", "state"_a = state);
    fabric.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(monitor.steps().at(0).step < -9'000'000'000'000'000'000);
    BOOST_TEST(monitor.steps().at(1).step > 9'000'000'000'000'000'000);
}

BOOST_AUTO_TEST_CASE(steps_and_epochs_that_a_loop_does_not_pass_are_counted) {
    weft::LearningRateMonitor monitor;
    const weft::Fabric fabric{std::ref(monitor)};
    weft::ArgMap state;
    for (int epoch = 0; epoch < 2; ++epoch) {
        fabric.call("on_train_batch_end", "lr"_a = 0.5);
        fabric.call("on_train_batch_end", "lr"_a = 0.25);
        fabric.call("on_train_epoch_end", "lr"_a = 0.25);
    }
    BOOST_TEST(fmt::format("{}", monitor) == "epoch 0, step 2: lr 0.25\nepoch 1, step 4: lr 0.25");
    BOOST_TEST(monitor.steps().at(2).step == 3);
    BOOST_TEST(monitor.steps().at(2).epoch == 1);
    fabric.call("on_save_checkpoint", "state"_a = state);

    weft::LearningRateMonitor resumed;
    const weft::Fabric other{std::ref(resumed)};
    other.call("on_load_checkpoint", "state"_a = state);
    other.call("on_fit_start");
    other.call("on_train_batch_end", "lr"_a = 0.125);
    BOOST_TEST(resumed.steps().back().step == 5);
    BOOST_TEST(resumed.steps().back().epoch == 2);
    // What the loop says counts.
    other.call("on_train_batch_end", "lr"_a = 0.125, "step"_a = 9);
    other.call("on_train_batch_end", "lr"_a = 0.125, "epoch"_a = 7);
    BOOST_TEST(resumed.steps().back().step == 10);
    BOOST_TEST(resumed.steps().back().epoch == 7);
    BOOST_CHECK_THROW(other.call("on_train_batch_end"), weft::ArgumentError);
}

BOOST_AUTO_TEST_SUITE_END()
