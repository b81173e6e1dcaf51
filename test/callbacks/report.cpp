// SPDX-License-Identifier: MIT
// Report: what its page holds. What a browser makes of it: report_browser.py.
#include "fake_clock.hpp"
#include "report_data.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/report.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::Report;

BOOST_AUTO_TEST_SUITE(report_tests)

namespace {

void end_epoch(const weft::Fabric& fabric, int epoch, double loss) {
    fabric.call("on_train_epoch_end", "epoch"_a = epoch, "step"_a = 10 * epoch, "loss"_a = loss);
    fabric.call("on_validation_epoch_end", "epoch"_a = epoch, "step"_a = 10 * epoch, "val_loss"_a = 2 * loss,
                "val_accuracy"_a = 0.75);
}

}  // namespace

BOOST_AUTO_TEST_CASE(metrics_become_curves_over_steps_and_epochs) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    fabric.call("on_fit_start");
    end_batch(fabric, 1, 0.5);
    end_batch(fabric, 2, 0.25);
    end_epoch(fabric, 0, 0.375);
    end_epoch(fabric, 1, 0.125);
    fabric.call("on_fit_end");
    BOOST_TEST(charts_in(folder / "report.html") ==
               "step loss: loss (1,0.5) (2,0.25)\n"
               "epoch loss: loss (0,0.375) (1,0.125) val_loss (0,0.75) (1,0.25)\n"
               "epoch accuracy: val_accuracy (0,0.75) (1,0.75)\n");
}

BOOST_AUTO_TEST_CASE(as_an_observer_it_draws_any_hook) {
    const TemporaryFolder folder;
    weft::Fabric fabric;
    fabric.observe(Report(folder / "report.html", {.hooks = {"on_sample", "on_train_epoch_end"}}));
    fabric.call("on_fit_start", "chains"_a = 4);
    for (int sample = 0; sample < 2; ++sample) {
        fabric.call("on_sample", "energy"_a = 0.5 * sample);
    }
    fabric.call("on_train_epoch_end", "epoch"_a = 3, "loss"_a = 0.25);
    fabric.call("on_fit_end");
    BOOST_TEST(charts_in(folder / "report.html") ==
               "step sample/energy: sample/energy (0,0) (1,0.5)\nepoch loss: loss (3,0.25)\n");
    BOOST_TEST(data_in(folder / "report.html").find(R"("settings":[["chains","4"]])") != std::string::npos);
    fabric.call("on_exception", "exception"_a = std::make_exception_ptr(std::runtime_error("boom")));
    BOOST_TEST(data_in(folder / "report.html").find("ended by an exception: boom") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_the_arguments_that_were_asked_for_are_drawn) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html", {.arguments = {"loss", "samples"}})};
    fabric.call("on_fit_start");
    fabric.call("on_train_batch_end", "loss"_a = 0.5, "lr"_a = 0.1, "samples"_a = 16, "step"_a = 1);
    fabric.call("on_fit_end");
    BOOST_TEST(charts_in(folder / "report.html") ==
               "step loss: loss (1,0.5)\nstep samples: samples (1,16)\n");
}

BOOST_AUTO_TEST_CASE(settings_profile_title_and_time_are_there) {
    const TemporaryFolder folder;
    FakeClock clock;
    const weft::Fabric fabric{
        Report(folder / "report.html",
               {.title = "Digits", .profile = [] { return "span 12"; }, .now = clock.now()})};
    const weft::ArgMap settings{"seed"_a = 7, "optimizer"_a = "sgd"};
    fabric.call("on_fit_start", "max_epochs"_a = 20, "settings"_a = settings);
    clock.time += 90s;
    fabric.call("on_fit_end");
    const Tree tree = parsed(folder / "report.html");
    BOOST_TEST(tree.get<std::string>("title") == "Digits");
    BOOST_TEST(tree.get<std::string>("outcome") == "finished");
    BOOST_TEST(tree.get<double>("seconds") == 90.0);
    BOOST_TEST(tree.get<std::string>("profile") == "span 12");
    BOOST_TEST(
        data_in(folder / "report.html").find(R"([["max_epochs","20"],["seed","7"],["optimizer","sgd"]])") !=
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_path_that_cannot_be_written_is_refused_when_the_fit_starts) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "missing" / "report.html")};
    BOOST_CHECK_EXCEPTION(fabric.call("on_fit_start"), weft::Error, [&folder](const weft::Error& error) {
        return error.what() == "Report: cannot write " + (folder / "missing" / "report.html").string() +
                                   ": No such file or directory";
    });
}

BOOST_AUTO_TEST_CASE(until_the_end_the_page_says_that_the_fit_is_running) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    fabric.call("on_fit_start");
    BOOST_TEST(parsed(folder / "report.html").get<std::string>("outcome") == "running");
}

BOOST_AUTO_TEST_CASE(an_exception_is_named_and_not_hidden_by_a_file_that_cannot_be_written) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    fabric.call("on_fit_start");
    const auto exception = std::make_exception_ptr(std::runtime_error("the loss is nan"));
    fabric.call("on_exception", "exception"_a = exception);
    BOOST_TEST(parsed(folder / "report.html").get<std::string>("outcome") ==
               "ended by an exception: the loss is nan");

    std::filesystem::remove_all(folder.path());
    BOOST_CHECK_NO_THROW(fabric.call("on_exception", "exception"_a = exception));
}

BOOST_AUTO_TEST_CASE(an_exception_is_not_hidden_by_a_profile_that_throws) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html", {.profile = []() -> std::string {
                                         throw std::runtime_error("no profile");
                                     }})};
    fabric.call("on_fit_start");
    const auto exception = std::make_exception_ptr(std::runtime_error("the loss is nan"));
    BOOST_CHECK_NO_THROW(fabric.call("on_exception", "exception"_a = exception));
}

BOOST_AUTO_TEST_CASE(what_is_no_exception_ends_the_fit_as_well) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    fabric.call("on_exception", "exception"_a = std::make_exception_ptr(42));
    BOOST_TEST(parsed(folder / "report.html").get<std::string>("outcome") ==
               "ended by an exception: an exception that is no std::exception");
    fabric.call("on_exception", "exception"_a = std::exception_ptr());
    BOOST_TEST(parsed(folder / "report.html").get<std::string>("outcome") ==
               "ended by an exception: an exception");
}

BOOST_AUTO_TEST_CASE(a_curve_in_the_state_that_is_not_whole_is_refused) {
    const TemporaryFolder folder;
    weft::ArgMap state;
    {
        const weft::Fabric fabric{Report(folder / "report.html")};
        fabric.call("on_fit_start");
        end_batch(fabric, 1, 0.5);
        fabric.call("on_save_checkpoint", "state"_a = state);
    }
    const auto is_refused = [&](std::string_view field, const auto& value) {
        weft::ArgMap broken = state;
        broken.set(fmt::format("Report.curve.0.{}", field), value);
        const weft::Fabric fabric{Report(folder / "report.html")};
        BOOST_CHECK_EXCEPTION(fabric.call("on_load_checkpoint", "state"_a = broken), weft::Error,
                              [](const weft::Error& error) {
                                  return std::string(error.what()) ==
                                         "Report: the curve 'loss' of the state to resume is not whole";
                              });
    };
    is_refused("stride", std::int64_t{0});
    for (const double number : {-1.0, 1e300, std::numeric_limits<double>::quiet_NaN()}) {
        is_refused("number", std::vector<double>{number});
    }
    is_refused("number", std::vector<double>{});
    is_refused("x", std::vector<double>{1.0, 2.0});
    is_refused("y", std::vector<double>{});
}

BOOST_AUTO_TEST_CASE(no_text_can_leave_the_script_it_stands_in) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html", {.title = "</script><b>\"\\\n\x01 é"})};
    fabric.call("on_fit_start", weft::arg("<!--", 1.0));
    const std::string data = data_in(folder / "report.html");
    BOOST_TEST(data.find('<') == std::string::npos);
    BOOST_TEST(parsed(folder / "report.html").get<std::string>("title") == "</script><b>\"\\\n\x01 é");
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_leaves_a_gap) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    end_batch(fabric, 1, 0.5);
    end_batch(fabric, 2, std::numeric_limits<double>::quiet_NaN());
    end_batch(fabric, 3, 0.25);
    fabric.call("on_fit_end");
    BOOST_TEST(charts_in(folder / "report.html") == "step loss: loss (1,0.5) (2,null) (3,0.25)\n");
}

BOOST_AUTO_TEST_CASE(a_page_needs_no_network) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Report(folder / "report.html")};
    fabric.call("on_fit_end");
    std::string page = content_of(folder / "report.html");
    // The name of a namespace, not an address.
    const std::string svg = "http://www.w3.org/2000/svg";
    page.erase(page.find(svg), svg.size());
    for (const char* const loads : {"http:", "https:", "src=", "href=", "@import", "url("}) {
        BOOST_TEST(page.find(loads) == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_resumed_report_shows_the_whole_fit) {
    const TemporaryFolder folder;
    const weft::ReportOptions options{.max_points = 8};
    const weft::Fabric through{Report(folder / "through.html", options)};
    weft::ArgMap state;
    through.call("on_fit_start");
    {
        const weft::Fabric first{Report(folder / "resumed.html", options)};
        for (int step = 1; step <= 21; ++step) {
            end_batch(first, step, step);
            end_batch(through, step, step);
        }
        end_epoch(first, 0, 0.5);
        end_epoch(through, 0, 0.5);
        first.call("on_save_checkpoint", "state"_a = state);
        end_batch(first, 22, 1000.0);
    }
    const weft::Fabric second{Report(folder / "resumed.html", options)};
    second.call("on_load_checkpoint", "state"_a = state);
    second.call("on_fit_start");
    for (const weft::Fabric* const fabric : {&through, &second}) {
        for (int step = 22; step <= 50; ++step) {
            end_batch(*fabric, step, step);
        }
        end_epoch(*fabric, 1, 0.25);
        fabric->call("on_fit_end");
    }
    BOOST_TEST(charts_in(folder / "resumed.html") == charts_in(folder / "through.html"));
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
    BOOST_CHECK_THROW(Report(""), weft::Error);
    BOOST_CHECK_THROW(Report("report.html", {.max_points = 1}), weft::Error);
}

BOOST_AUTO_TEST_SUITE_END()
