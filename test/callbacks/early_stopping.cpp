// SPDX-License-Identifier: MIT
// EarlyStopping: patience, what counts as an improvement, values that are no numbers, resuming.
#include "says.hpp"

#include <weft/callbacks/early_stopping.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

using namespace weft::literals;
using weft::EarlyStopping;
using weft::MonitorMode;

BOOST_AUTO_TEST_SUITE(early_stopping_tests)

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool validate(const weft::Fabric& fabric, double val_loss, int epoch = 0) {
    bool should_stop = false;
    fabric.call("on_validation_epoch_end", "epoch"_a = epoch, "step"_a = epoch + 1, "val_loss"_a = val_loss,
                "val_accuracy"_a = 0.5, "should_stop"_a = should_stop);
    return should_stop;
}

/// After which of the values, counted from 1, it stops; 0 for never.
int stops_after(EarlyStopping callback, const std::vector<double>& values) {
    const weft::Fabric fabric{std::ref(callback)};
    int count = 0;
    for (const double value : values) {
        ++count;
        if (validate(fabric, value)) {
            return count;
        }
    }
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_stops_after_as_many_checks_without_improvement_as_its_patience) {
    BOOST_TEST(stops_after(EarlyStopping("val_loss", {.patience = 2}), {1.0, 0.9, 0.95, 0.92, 0.1}) == 4);
    BOOST_TEST(stops_after(EarlyStopping("val_loss", {.patience = 1}), {1.0, 1.0}) == 2);
}

BOOST_AUTO_TEST_CASE(an_improvement_starts_the_count_again) {
    BOOST_TEST(stops_after(EarlyStopping("val_loss", {.patience = 2}), {1.0, 1.1, 0.9, 1.0, 0.8, 0.9}) == 0);
}

BOOST_AUTO_TEST_CASE(a_gain_of_min_delta_or_less_is_no_improvement) {
    const weft::EarlyStoppingOptions options{.patience = 2, .min_delta = 0.25};
    BOOST_TEST(stops_after(EarlyStopping("val_loss", options), {1.0, 0.75, 0.8}) == 3);
    BOOST_TEST(stops_after(EarlyStopping("val_loss", options), {1.0, 0.75, 0.7, 0.7, 0.7}) == 5);
}

BOOST_AUTO_TEST_CASE(with_mode_max_more_is_better) {
    const weft::EarlyStoppingOptions options{.mode = MonitorMode::max, .patience = 1};
    BOOST_TEST(stops_after(EarlyStopping("val_loss", options), {1.0, 2.0, 1.5}) == 3);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_not_finite_stops_at_once) {
    BOOST_TEST(stops_after(EarlyStopping("val_loss", {.patience = 5}), {1.0, not_a_number}) == 2);
    BOOST_TEST(stops_after(EarlyStopping("val_loss", {.patience = 5}),
                           {1.0, -std::numeric_limits<double>::infinity()}) == 2);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_not_finite_can_be_told_to_count_as_no_improvement) {
    const weft::EarlyStoppingOptions options{.patience = 2, .stop_at_non_finite = false};
    BOOST_TEST(stops_after(EarlyStopping("val_loss", options),
                           {not_a_number, 1.0, not_a_number, 0.5, not_a_number, not_a_number}) == 6);
}

BOOST_AUTO_TEST_CASE(it_says_what_was_best_and_why_it_stopped) {
    EarlyStopping callback("val_loss", {.patience = 1});
    BOOST_TEST(!callback.best());
    BOOST_TEST(stops_after(callback, {0.5}) == 0);

    const weft::Fabric fabric{std::ref(callback)};
    validate(fabric, 0.5);
    BOOST_TEST(!callback.has_stopped());
    validate(fabric, 0.6);
    BOOST_TEST(callback.has_stopped());
    BOOST_TEST(callback.best().value() == 0.5);
    BOOST_TEST(callback.waited() == 1);
    BOOST_TEST(callback.reason() == "val_loss has not got better than 0.5 for 1 checks");
}

BOOST_AUTO_TEST_CASE(it_can_look_at_the_end_of_a_training_epoch) {
    const weft::Fabric fabric{EarlyStopping("loss", {.patience = 1, .at = weft::MonitorAt::train_epoch_end})};
    bool should_stop = false;
    for (int epoch = 0; epoch < 2; ++epoch) {
        fabric.call("on_train_epoch_end", "epoch"_a = epoch, "loss"_a = 1.0, "should_stop"_a = should_stop);
    }
    BOOST_TEST(should_stop);
}

BOOST_AUTO_TEST_CASE(a_misspelt_metric_is_an_error_that_names_the_nearest) {
    const weft::Fabric fabric{EarlyStopping("val_los")};
    BOOST_CHECK_EXCEPTION(validate(fabric, 1.0), weft::ArgumentError, [](const weft::ArgumentError& error) {
        const std::string text = error.what();
        return text.find("on_validation_epoch_end: ") == 0 &&
               text.find("EarlyStopping") != std::string::npos &&
               text.find("did you mean 'val_loss'?") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(a_fit_without_the_hook_it_waits_for_is_an_error) {
    const weft::Fabric fabric{EarlyStopping("val_loss")};
    bool should_stop = false;
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "loss"_a = 1.0, "should_stop"_a = should_stop);
    BOOST_CHECK_EXCEPTION(fabric.call("on_fit_end"), weft::Error,
                          says("EarlyStopping waits for on_validation_epoch_end, which was never called"));
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
    BOOST_CHECK_EXCEPTION(EarlyStopping(""), weft::Error, says("EarlyStopping: an empty name"));
    BOOST_CHECK_EXCEPTION(EarlyStopping("loss", {.patience = 0}), weft::Error, says("a patience of 0 found"));
    BOOST_CHECK_EXCEPTION(EarlyStopping("loss", {.min_delta = -1.0}), weft::Error,
                          says("a min_delta of -1 found"));
    BOOST_CHECK_EXCEPTION(EarlyStopping("loss", {.min_delta = not_a_number}), weft::Error,
                          says("a min_delta of nan found"));
}

BOOST_AUTO_TEST_CASE(a_resumed_one_stops_where_one_that_ran_through_does) {
    const std::vector<double> values{1.0, 0.8, 0.9, 0.85, 0.95};
    const weft::EarlyStoppingOptions options{.patience = 3};
    BOOST_TEST(stops_after(EarlyStopping("val_loss", options), values) == 5);

    weft::ArgMap state;
    {
        const weft::Fabric first{EarlyStopping("val_loss", options)};
        for (std::size_t epoch = 0; epoch < 3; ++epoch) {
            BOOST_TEST(!validate(first, values[epoch]));
        }
        first.call("on_save_checkpoint", "state"_a = state);
    }
    const weft::Fabric resumed{EarlyStopping("val_loss", options)};
    resumed.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(!validate(resumed, values[3]));
    BOOST_TEST(validate(resumed, values[4]));
}

BOOST_AUTO_TEST_CASE(two_of_them_keep_their_state_apart) {
    EarlyStopping first("val_loss", {.patience = 5});
    EarlyStopping second("val_loss", {.patience = 5});
    EarlyStopping other("val_accuracy", {.mode = MonitorMode::max, .patience = 5});
    validate(weft::Fabric{std::ref(first)}, 0.25);
    validate(weft::Fabric{std::ref(second)}, 0.5);
    validate(weft::Fabric{std::ref(other)}, 0.75);
    weft::ArgMap state;
    weft::Fabric{std::ref(first), std::ref(second), std::ref(other)}.call("on_save_checkpoint",
                                                                          "state"_a = state);

    // As often as wanted, from one and the same map.
    for (int time = 0; time < 2; ++time) {
        EarlyStopping loaded_first("val_loss");
        EarlyStopping loaded_second("val_loss");
        EarlyStopping loaded_other("val_accuracy");
        weft::Fabric{std::ref(loaded_first), std::ref(loaded_second), std::ref(loaded_other)}.call(
            "on_load_checkpoint", "state"_a = state);
        BOOST_TEST(loaded_first.best().value() == 0.25);
        BOOST_TEST(loaded_second.best().value() == 0.5);
        BOOST_TEST(loaded_other.best().value() == 0.5);  // The accuracy that `validate` passes.
    }
}

BOOST_AUTO_TEST_CASE(saving_again_into_the_same_state_replaces_what_was_saved) {
    EarlyStopping first("val_loss", {.patience = 5});
    EarlyStopping second("val_loss", {.patience = 5});
    const weft::Fabric fabric{std::ref(first), std::ref(second)};
    weft::ArgMap state;
    fabric.call("on_save_checkpoint", "state"_a = state);
    const std::size_t size = state.size();
    validate(weft::Fabric{std::ref(first)}, 0.25);
    validate(weft::Fabric{std::ref(second)}, 0.5);
    fabric.call("on_save_checkpoint", "state"_a = state);
    BOOST_TEST(state.size() == size + 2);  // The best of each.

    // The same ones go back to it, resumed ones start from it, and save into it in their turn.
    validate(weft::Fabric{std::ref(second)}, 0.125);
    weft::Fabric{std::ref(second)}.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(second.best().value() == 0.5);
    EarlyStopping third("val_loss", {.patience = 5});
    EarlyStopping fourth("val_loss", {.patience = 5});
    const weft::Fabric resumed{std::ref(third), std::ref(fourth)};
    weft::ArgMap from_file = state;
    resumed.call("on_load_checkpoint", "state"_a = from_file);
    BOOST_TEST(third.best().value() == 0.25);
    const std::size_t loaded_size = from_file.size();
    resumed.call("on_save_checkpoint", "state"_a = from_file);
    BOOST_TEST(from_file.size() == loaded_size);
}

BOOST_AUTO_TEST_CASE(a_copy_is_another_callback) {
    const EarlyStopping original("val_loss", {.patience = 5});
    EarlyStopping first = original;
    EarlyStopping second = original;
    validate(weft::Fabric{std::ref(first)}, 0.25);
    validate(weft::Fabric{std::ref(second)}, 0.5);
    weft::ArgMap state;
    weft::Fabric{std::ref(first), std::ref(second)}.call("on_save_checkpoint", "state"_a = state);
    EarlyStopping third = original;
    EarlyStopping fourth = original;
    weft::Fabric{std::ref(third), std::ref(fourth)}.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(third.best().value() == 0.25);
    BOOST_TEST(fourth.best().value() == 0.5);
}

BOOST_AUTO_TEST_CASE(loading_a_state_that_knows_nothing_of_it_changes_nothing) {
    EarlyStopping callback("val_loss");
    const weft::Fabric fabric{std::ref(callback)};
    validate(fabric, 0.5);
    weft::ArgMap state{"weights"_a = std::vector<double>{1.0}};
    fabric.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(callback.best().value() == 0.5);
    BOOST_TEST(state.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_fit_that_was_stopped_and_goes_on_has_not_stopped) {
    EarlyStopping stopping("val_loss", {.patience = 1});
    const weft::Fabric fabric{std::ref(stopping)};
    fabric.call("on_fit_start");
    validate(fabric, 1.0);
    BOOST_TEST(validate(fabric, 2.0, 1));
    weft::ArgMap state;
    fabric.call("on_save_checkpoint", "state"_a = state);

    EarlyStopping resumed("val_loss", {.patience = 3});
    const weft::Fabric other{std::ref(resumed)};
    other.call("on_load_checkpoint", "state"_a = state);
    other.call("on_fit_start");
    BOOST_TEST(resumed.has_stopped());  // As its fit had when it was saved.
    BOOST_TEST(resumed.reason() == stopping.reason());
    BOOST_TEST(!validate(other, 2.0, 2));
    BOOST_TEST(!resumed.has_stopped());
    BOOST_TEST(validate(other, 2.0, 3));
    BOOST_TEST(resumed.has_stopped());
    BOOST_TEST(!validate(other, 0.5, 4));
    BOOST_TEST(resumed.reason().empty());
    BOOST_TEST(resumed.best().value_or(0.0) == 0.5);
}

BOOST_AUTO_TEST_CASE(a_second_fit_is_told_again_of_a_hook_that_never_comes) {
    const weft::Fabric fabric{EarlyStopping("val_loss")};
    fabric.call("on_fit_start");
    validate(fabric, 1.0);
    fabric.call("on_fit_end");
    bool should_stop = false;
    fabric.call("on_fit_start");
    fabric.call("on_train_epoch_end", "loss"_a = 1.0, "should_stop"_a = should_stop);
    BOOST_CHECK_THROW(fabric.call("on_fit_end"), weft::Error);
}

BOOST_AUTO_TEST_CASE(should_stop_may_be_atomic) {
    const weft::Fabric fabric{weft::EarlyStopping("val_loss", {.patience = 1})};
    std::atomic<bool> should_stop = false;
    fabric.call("on_validation_epoch_end", "val_loss"_a = 1.0, "should_stop"_a = should_stop);
    BOOST_TEST(!should_stop);
    fabric.call("on_validation_epoch_end", "val_loss"_a = 1.0, "should_stop"_a = should_stop);
    BOOST_TEST(should_stop);
}

BOOST_AUTO_TEST_CASE(a_hook_at_which_it_does_not_look_need_not_pass_should_stop) {
    const weft::Fabric fabric{weft::EarlyStopping("val_loss")};
    BOOST_TEST(fabric.call("on_train_epoch_end") == 1U);
    BOOST_CHECK_THROW(fabric.call("on_validation_epoch_end", "val_loss"_a = 1.0), weft::ArgumentError);
}

BOOST_AUTO_TEST_SUITE_END()
