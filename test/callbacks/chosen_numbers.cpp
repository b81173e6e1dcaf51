// SPDX-License-Identifier: MIT
// What a logger was asked for by name, and what it says where that is no number; where its file cannot be.
#include "in_child.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace weft::literals;
using weft::MetricsLogger;

BOOST_AUTO_TEST_SUITE(chosen_numbers_tests)

BOOST_AUTO_TEST_CASE(only_the_arguments_that_were_asked_for_are_logged) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv", .arguments = {"loss", "accuracy"}})};
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "loss"_a = 0.5);
    BOOST_TEST(content_of(folder / "log.csv") == "hook,loss\non_train_epoch_end,0.5\n");
}

BOOST_AUTO_TEST_CASE(one_that_is_no_number_is_said_once) {
    const TemporaryFolder folder;
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [&folder] {
        const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv", .arguments = {"loss", "phase"}})};
        for (int epoch = 0; epoch < 3; ++epoch) {
            fabric.call("on_train_epoch_end", "loss"_a = 0.5, "phase"_a = std::string("train"),
                        "other"_a = "x");
        }
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.error ==
               "MetricsLogger: 'phase' was asked for by name, but it is passed as std::string, which is no "
               "number: it is left out, and this is said once\n");
}

BOOST_AUTO_TEST_CASE(nothing_is_said_of_what_was_not_asked_for) {
    const TemporaryFolder folder;
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [&folder] {
        const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv"})};
        fabric.call("on_train_epoch_end", "loss"_a = 0.5, "phase"_a = "train");
    });
    BOOST_TEST(outcome.error.empty());
}

BOOST_AUTO_TEST_CASE(a_folder_that_does_not_exist_is_said_before_the_fit) {
    const TemporaryFolder folder;
    const auto refused = [](const auto& use) {
        try {
            use();
        } catch (const weft::Error& error) {
            return std::string(error.what()).ends_with(": No such file or directory");
        }
        return false;
    };
    for (const bool is_csv : {false, true}) {
        const auto file = folder / "missing" / "log";
        MetricsLogger logger(is_csv ? weft::MetricsLoggerOptions{.csv = file}
                                    : weft::MetricsLoggerOptions{.json_lines = file});
        const weft::Fabric fabric{std::ref(logger)};
        BOOST_TEST(refused([&] { fabric.call("on_fit_start"); }));
        weft::Fabric observed;
        observed.observe(std::ref(logger));
        BOOST_TEST(refused([&] { observed.call("on_fit_start"); }));
    }
    BOOST_TEST(refused([&] { weft::Profiler::check_trace(folder / "missing" / "trace.json"); }));
    weft::Profiler::check_trace(folder / "trace.json");
    BOOST_TEST(!std::filesystem::exists(folder / "trace.json"));
}

BOOST_AUTO_TEST_SUITE_END()
