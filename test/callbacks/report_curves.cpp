// SPDX-License-Identifier: MIT
// The curves of a report: what stays of long ones, and axes for any numbers.
#include "report_data.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/report.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace weft::literals;
using weft::Report;

BOOST_AUTO_TEST_SUITE(report_curves_tests)

BOOST_AUTO_TEST_CASE(a_long_curve_keeps_evenly_spread_points_and_its_last) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html", {.max_points = 8})};
    for (int step = 1; step <= 100; ++step) {
        end_batch(fabric, step, step);
    }
    fabric.call("on_fit_end");
    BOOST_TEST(charts_in(folder / "report.html") ==
               "step loss: loss (1,1) (17,17) (33,33) (49,49) (65,65) (81,81) (97,97) (100,100)\n");
}

BOOST_AUTO_TEST_CASE(a_long_curve_keeps_what_sticks_out_and_its_last_points_as_they_came) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html", {.max_points = 40})};
    for (int step = 1; step <= 1000; ++step) {
        end_batch(fabric, step,
                  step == 333   ? 1e6
                  : step == 334 ? -1e6
                  : step == 777 ? std::numeric_limits<double>::quiet_NaN()
                                : 1.0 / step);
    }
    fabric.call("on_fit_end");
    const std::string charts = charts_in(folder / "report.html");
    for (const char* const point : {" (1,1)", " (333,1000000)", " (334,-1000000)", " (777,null)", " (996,",
                                    " (997,", " (998,", " (999,", " (1000,0.001)"}) {
        BOOST_TEST(charts.find(point) != std::string::npos, point << " is not in " << charts);
    }
    BOOST_TEST(std::count(charts.begin(), charts.end(), '(') <= 40);
}

BOOST_AUTO_TEST_CASE(the_fewest_points_still_hold_the_extremes) {
    for (const std::size_t max_points : {2U, 3U, 5U, 6U, 7U}) {
        const TemporaryFolder folder;
        const weft::Fabric fabric{Report(folder / "report.html", {.max_points = max_points})};
        for (int step = 1; step <= 100; ++step) {
            end_batch(fabric, step, step == 50 ? 9.0 : step == 60 ? -9.0 : step % 2);
        }
        fabric.call("on_fit_end");
        const std::string charts = charts_in(folder / "report.html");
        BOOST_TEST(charts.find("(50,9)") != std::string::npos, charts);
        BOOST_TEST(charts.find("(60,-9)") != std::string::npos, charts);
        BOOST_TEST(charts.find("(100,0)") != std::string::npos, charts);
        BOOST_TEST(std::count(charts.begin(), charts.end(), '(') <=
                   static_cast<std::ptrdiff_t>(std::max<std::size_t>(max_points, 5)));
    }
}

BOOST_AUTO_TEST_CASE(a_million_points_of_noise_stay_a_small_file) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    std::uint64_t noise = 1;
    double last = 0.0;
    double greatest = 0.0;
    for (int step = 1; step <= 1000000; ++step) {
        noise = noise * 6364136223846793005U + 1442695040888963407U;
        last = static_cast<double>(noise >> 11U) * 0x1p-53;
        greatest = std::max(greatest, last);
        end_batch(fabric, step, last);
    }
    fabric.call("on_fit_end");
    BOOST_TEST(std::filesystem::file_size(folder / "report.html") < 150000U);
    const std::string charts = charts_in(folder / "report.html");
    BOOST_TEST(std::count(charts.begin(), charts.end(), '(') <= 2000);
    BOOST_TEST(charts.ends_with(fmt::format(" (1000000,{})\n", last)));
    BOOST_TEST(charts.find(fmt::format(",{})", greatest)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(any_numbers_have_an_axis_of_few_ticks) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double greatest = std::numeric_limits<double>::max();
    constexpr double denormal = std::numeric_limits<double>::denorm_min();
    const double next = std::nextafter(0.9, 1.0);
    const std::vector<double> hard[] = {
        {0.9, next, 0.9},
        {1e15, std::nextafter(1e15, 2e15)},
        {0.9, 0.9 + 2e-9},
        {0.5},
        {0.0, -0.0},
        {-0.0},
        {denormal},
        {denormal, 3 * denormal},
        {-denormal, 0.0, denormal},
        {1e-300, 2e-300},
        {1e308, -1e308},
        {greatest, -greatest},
        {greatest},
        {greatest, std::nextafter(greatest, 0.0)},
        {greatest, denormal},
        {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity},
        {infinity, 0.25},
        {1e6, 1e6 + 1},
        {-7e9, 3e-9},
    };
    for (const std::vector<double>& values : hard) {
        const TemporaryFolder folder;
        const weft::Fabric fabric{Report(folder / "report.html")};
        for (const double value : values) {
            // The same values over steps, and as steps.
            fabric.call("on_train_batch_end", "loss"_a = value, "step"_a = value);
        }
        fabric.call("on_train_epoch_end", "loss"_a = 0.5, "epoch"_a = 0);
        fabric.call("on_fit_end");
        const Tree tree = parsed(folder / "report.html");
        BOOST_TEST_CONTEXT(fmt::format("{}", fmt::join(values, ", "))) {
            BOOST_TEST(tree.get_child("charts").size() ==
                       3U);  // `step`, as a floating-point number, is one too.
            const Tree& chart = tree.get_child("charts").front().second;
            for (const char* const name : {"x", "y"}) {
                const Tree& axis = chart.get_child(name);
                const auto low = axis.get<double>("low");
                const auto high = axis.get<double>("high");
                const auto scale = axis.get<double>("scale");
                BOOST_TEST(std::isfinite(low));
                BOOST_TEST(std::isfinite(high));
                BOOST_TEST(high - low > 0.0);
                BOOST_TEST(std::isfinite(high - low));
                for (const double value : values) {
                    const double place = (value / scale - low) / (high - low);
                    BOOST_TEST((!std::isfinite(value) || (-1e-9 <= place && place <= 1.0 + 1e-9)));
                }
                std::set<std::string> texts;
                for (const auto& [nothing, tick] : axis.get_child("ticks")) {
                    texts.insert(tick.back().second.data());
                    const auto place = tick.front().second.get_value<double>();
                    BOOST_TEST((low - 1e-9 * (high - low) <= place && place <= high + 1e-6 * (high - low)));
                }
                BOOST_TEST(texts.size() == axis.get_child("ticks").size());  // No two read the same.
                BOOST_TEST(texts.size() <= 7U);
                BOOST_TEST((!texts.empty() || name == std::string_view("x")));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(ticks_stand_at_round_numbers) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    end_batch(fabric, 0, 0.0);
    end_batch(fabric, 1000, 1.0);
    fabric.call("on_fit_end");
    const auto ticks_of = [&folder](const char* name) {
        const Tree tree = parsed(folder / "report.html");
        std::string text;
        for (const auto& [nothing, tick] :
             tree.get_child("charts").front().second.get_child(name).get_child("ticks")) {
            text += tick.back().second.data() + " ";
        }
        return text;
    };
    BOOST_TEST(ticks_of("x") == "0 200 400 600 800 1000 ");
    BOOST_TEST(ticks_of("y") == "0 0.5 1 ");
}

BOOST_AUTO_TEST_SUITE_END()
