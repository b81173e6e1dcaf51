// SPDX-License-Identifier: MIT
// The learning rate is lowered when the metric no longer gets better.
#include "refusal_of.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <limits>
#include <string>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(reduce_on_plateau_tests)

namespace {

using Rates = std::vector<double>;

/// The rates after each of the losses, from 1 on.
Rates rates(const weft::Fabric& fabric, const std::vector<double>& losses, double rate = 1.0) {
    Rates all;
    for (const double loss : losses) {
        fabric.call("on_validation_epoch_end", "val_loss"_a = loss, "learning_rate"_a = rate);
        all.push_back(rate);
    }
    return all;
}

Rates rates(const weft::ReduceOnPlateauOptions& options, const std::vector<double>& losses) {
    return rates(weft::Fabric{weft::ReduceOnPlateau("val_loss", options)}, losses);
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_lowers_the_rate_after_so_many_checks_without_an_improvement) {
    BOOST_TEST(rates({.factor = 0.5, .patience = 2}, {3, 2, 2, 2.5, 2, 2, 1, 1, 1}) ==
                   (Rates{1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125}),
               per_element());
}

BOOST_AUTO_TEST_CASE(higher_is_better_where_the_mode_says_so) {
    BOOST_TEST(rates({.mode = weft::MonitorMode::max, .factor = 0.5, .patience = 1}, {1, 2, 1, 3}) ==
                   (Rates{1, 1, 0.5, 0.5}),
               per_element());
}

BOOST_AUTO_TEST_CASE(an_improvement_is_better_by_more_than_the_least_difference) {
    BOOST_TEST(rates({.factor = 0.5, .patience = 1, .min_delta = 0.5}, {3, 2.5, 2}) == (Rates{1, 0.5, 0.5}),
               per_element());
}

BOOST_AUTO_TEST_CASE(during_the_cooldown_checks_do_not_count) {
    BOOST_TEST(rates({.factor = 0.5, .patience = 1, .cooldown = 2}, {1, 1, 1, 1, 1, 1, 1}) ==
                   (Rates{1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25}),
               per_element());
}

BOOST_AUTO_TEST_CASE(the_rate_is_lowered_to_no_less_than_the_least_one) {
    weft::ReduceOnPlateau reduce("val_loss", {.factor = 0.5, .patience = 1, .least_rate = 0.3});
    const weft::Fabric fabric{std::ref(reduce)};
    BOOST_TEST(rates(fabric, {1, 1, 1, 1, 1}) == (Rates{1, 0.5, 0.3, 0.3, 0.3}), per_element());
    BOOST_TEST(reduce.reductions() == 2);
    BOOST_TEST(rates(fabric, {1}, 0.1) == (Rates{0.1}), per_element());
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_is_no_improvement) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    BOOST_TEST(rates({.factor = 0.5, .patience = 2}, {nan, -infinity, 1, nan, nan}) ==
                   (Rates{1, 0.5, 0.5, 0.5, 0.25}),
               per_element());
}

BOOST_AUTO_TEST_CASE(a_fit_begins_afresh_unless_state_was_loaded) {
    weft::ReduceOnPlateau reduce("val_loss", {.factor = 0.5, .patience = 3, .cooldown = 1});
    const weft::Fabric fabric{std::ref(reduce)};
    fabric.call("on_fit_start");
    rates(fabric, {1, 2, 2, 2, 2, 2});
    BOOST_TEST(reduce.best().value() == 1.0);
    BOOST_TEST(reduce.waited() == 1);
    BOOST_TEST(reduce.reductions() == 1);
    weft::ArgMap state;
    fabric.call("on_save_checkpoint", "state"_a = state);
    const Rates through = rates(fabric, {2, 2, 2, 2, 2, 2});
    fabric.call("on_fit_end");

    fabric.call("on_fit_start");
    BOOST_TEST(!reduce.best().has_value());
    BOOST_TEST(reduce.waited() == 0);
    BOOST_TEST(reduce.reductions() == 0);

    weft::ReduceOnPlateau resumed("val_loss", {.factor = 0.5, .patience = 3, .cooldown = 1});
    const weft::Fabric other{std::ref(resumed)};
    other.call("on_load_checkpoint", "state"_a = state);
    other.call("on_fit_start");
    BOOST_TEST(resumed.reductions() == 1);
    BOOST_TEST(rates(other, {2, 2, 2, 2, 2, 2}) == through, per_element());
}

BOOST_AUTO_TEST_CASE(a_call_without_its_arguments_is_refused) {
    const weft::Fabric fabric{weft::ReduceOnPlateau("val_loss")};
    BOOST_CHECK_THROW(fabric.call("on_validation_epoch_end", "val_loss"_a = 0.5), weft::ArgumentError);
    double rate = 1.0;
    BOOST_CHECK_THROW(fabric.call("on_validation_epoch_end", "learning_rate"_a = rate), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
    const auto refused = [](const weft::ReduceOnPlateauOptions& options, const std::string& monitor = "x") {
        return refusal_of([&] { const weft::ReduceOnPlateau reduce(monitor, options); });
    };
    BOOST_TEST(refused({}, "") ==
               "ReduceOnPlateau: an empty name found, expected that of an argument to monitor");
    BOOST_TEST(refused({.factor = 1.0}) ==
               "ReduceOnPlateau: a factor of 1 found, expected more than 0 and less than 1");
    BOOST_TEST(refused({.factor = 0.0}) ==
               "ReduceOnPlateau: a factor of 0 found, expected more than 0 and less than 1");
    BOOST_TEST(refused({.patience = 0}) == "ReduceOnPlateau: 0 found for patience, expected at least 1");
    BOOST_TEST(refused({.cooldown = -1}) == "ReduceOnPlateau: -1 found for cooldown, expected at least 0");
    BOOST_TEST(refused({.least_rate = -1.0}) ==
               "ReduceOnPlateau: a least_rate of -1 found, expected at least 0");
    BOOST_TEST(refused({.min_delta = -1.0}) ==
               "ReduceOnPlateau: a min_delta of -1 found, expected at least 0");
}

BOOST_AUTO_TEST_SUITE_END()
