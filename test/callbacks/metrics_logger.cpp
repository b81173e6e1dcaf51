// SPDX-License-Identifier: MIT
// MetricsLogger: rows, columns that come later, what survives a kill, resuming.
#include "says.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/metrics_logger.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <thread>
#include <vector>

using namespace weft::literals;
using weft::MetricsLogger;

BOOST_AUTO_TEST_SUITE(metrics_logger_tests)

namespace {

void end_epoch(const weft::Fabric& fabric, int epoch) {
    bool should_stop = false;
    fabric.call("on_train_epoch_end", "epoch"_a = epoch, "loss"_a = 0.5 / (epoch + 1),
                "should_stop"_a = should_stop);
}

void validate(const weft::Fabric& fabric, int epoch) {
    fabric.call("on_validation_epoch_end", "epoch"_a = epoch, "val_loss"_a = 0.25F, "name"_a = "digits");
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_call_of_a_watched_hook_is_a_row_of_its_numbers) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv", .json_lines = folder / "log.jsonl"})};
    end_epoch(fabric, 0);
    end_epoch(fabric, 1);
    fabric.call("on_train_batch_end", "loss"_a = 1.0);
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,epoch,loss\non_train_epoch_end,0,0.5\non_train_epoch_end,1,0.25\n");
    BOOST_TEST(content_of(folder / "log.jsonl") == R"({"hook":"on_train_epoch_end","epoch":0,"loss":0.5}
{"hook":"on_train_epoch_end","epoch":1,"loss":0.25}
)");
}

BOOST_AUTO_TEST_CASE(columns_may_appear_later) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv"})};
    end_epoch(fabric, 0);
    validate(fabric, 0);
    end_epoch(fabric, 1);
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,epoch,loss,val_loss\n"
               "on_train_epoch_end,0,0.5,\n"
               "on_validation_epoch_end,0,,0.25\n"
               "on_train_epoch_end,1,0.25,\n");
}

BOOST_AUTO_TEST_CASE(every_numeric_type_is_written_exactly) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger(
        {.csv = folder / "log.csv", .json_lines = folder / "log.jsonl", .hooks = {"on_fit_end"}})};
    fabric.call("on_fit_end", "tenth"_a = 0.1, "least"_a = std::numeric_limits<std::int64_t>::min(),
                "most"_a = std::numeric_limits<std::uint64_t>::max(),
                "small"_a = static_cast<unsigned char>(7), "nan"_a = std::numeric_limits<double>::quiet_NaN(),
                "no"_a = true, "neither"_a = 'c');
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,tenth,least,most,small,nan\n"
               "on_fit_end,0.1,-9223372036854775808,18446744073709551615,7,nan\n");
    BOOST_TEST(content_of(folder / "log.jsonl") ==
               R"({"hook":"on_fit_end","tenth":0.1,"least":-9223372036854775808,)"
               R"("most":18446744073709551615,"small":7,"nan":null})"
               "\n");
}

BOOST_AUTO_TEST_CASE(as_an_observer_it_hears_any_hook) {
    const TemporaryFolder folder;
    MetricsLogger logger({.csv = folder / "log.csv", .hooks = {"on_step"}});
    weft::Fabric fabric;
    fabric.observe(std::ref(logger));
    fabric.call("on_step", "loss"_a = 0.5);
    fabric.call("on_other", "loss"_a = 0.5);
    BOOST_TEST(content_of(folder / "log.csv") == "hook,loss\non_step,0.5\n");
}

BOOST_AUTO_TEST_CASE(names_may_hold_what_csv_and_json_must_quote) {
    const TemporaryFolder folder;
    MetricsLogger logger({.csv = folder / "log.csv", .json_lines = folder / "log.jsonl", .hooks = {"a\nb"}});
    weft::Fabric fabric;
    fabric.observe(std::ref(logger));
    fabric.call("a\nb", weft::arg("x,y", 1), weft::arg("say \"z\"", 2));
    fabric.call("a\nb", weft::arg("later", 3));
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,\"x,y\",\"say \"\"z\"\"\",later\n\"a\nb\",1,2,\n\"a\nb\",,,3\n");
    BOOST_TEST(
        content_of(folder / "log.jsonl") ==
        "{\"hook\":\"a\\u000ab\",\"x,y\":1,\"say \\\"z\\\"\":2}\n{\"hook\":\"a\\u000ab\",\"later\":3}\n");
}

BOOST_AUTO_TEST_CASE(rows_of_several_threads_do_not_mix) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv"})};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&fabric] {
            for (int epoch = 0; epoch < 100; ++epoch) {
                end_epoch(fabric, 1);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    std::string expected = "hook,epoch,loss\n";
    for (int row = 0; row < 400; ++row) {
        expected += "on_train_epoch_end,1,0.25\n";
    }
    BOOST_TEST((content_of(folder / "log.csv") == expected));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_there_is_replaced_at_the_first_row) {
    const TemporaryFolder folder;
    std::ofstream(folder / "log.csv") << "old";
    std::ofstream(folder / "log.jsonl") << "old";
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv", .json_lines = folder / "log.jsonl"})};
    BOOST_TEST(content_of(folder / "log.csv") == "old");
    end_epoch(fabric, 0);
    BOOST_TEST(content_of(folder / "log.csv") == "hook,epoch,loss\non_train_epoch_end,0,0.5\n");
    BOOST_TEST(content_of(folder / "log.jsonl").starts_with("{"));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_written_is_a_clear_error) {
    const TemporaryFolder folder;
    const weft::Fabric missing{MetricsLogger({.csv = folder / "missing" / "log.csv"})};
    BOOST_CHECK_EXCEPTION(end_epoch(missing, 0), weft::Error,
                          says("MetricsLogger: cannot write " + (folder / "missing" / "log.csv").string() +
                               ": No such file or directory"));
}

BOOST_AUTO_TEST_CASE(options_that_cannot_be_used_are_refused) {
    BOOST_CHECK_EXCEPTION(MetricsLogger({}), weft::Error, says("MetricsLogger: no file found"));
    BOOST_CHECK_EXCEPTION(MetricsLogger({.csv = "x.csv", .hooks = {}}), weft::Error, says("no hooks found"));
    const weft::Fabric fabric{MetricsLogger({.csv = "x.csv", .hooks = {"on_my_step"}})};
    BOOST_CHECK_EXCEPTION(fabric.call("on_fit_start"), weft::Error,
                          says("told to watch 'on_my_step', which a callback of its class does not hear"));
}

BOOST_AUTO_TEST_CASE(a_resumed_one_leaves_the_files_of_one_that_ran_through) {
    const TemporaryFolder folder;
    const auto options = [&folder](const std::string& name) {
        return weft::MetricsLoggerOptions{.csv = folder / (name + ".csv"),
                                          .json_lines = folder / (name + ".jsonl")};
    };
    const weft::Fabric through{MetricsLogger(options("through"))};
    for (int epoch = 0; epoch < 4; ++epoch) {
        end_epoch(through, epoch);
    }
    validate(through, 3);

    weft::ArgMap state;
    {
        const weft::Fabric first{MetricsLogger(options("resumed"))};
        end_epoch(first, 0);
        end_epoch(first, 1);
        first.call("on_save_checkpoint", "state"_a = state);
        // What comes after the checkpoint, a column among it, has never been.
        first.call("on_train_epoch_end", "epoch"_a = 2, "loss"_a = 9.0, "surplus"_a = 1.0);
    }
    const weft::Fabric second{MetricsLogger(options("resumed"))};
    second.call("on_load_checkpoint", "state"_a = state);
    end_epoch(second, 2);
    end_epoch(second, 3);
    validate(second, 3);
    BOOST_TEST(content_of(folder / "resumed.csv") == content_of(folder / "through.csv"));
    BOOST_TEST(content_of(folder / "resumed.jsonl") == content_of(folder / "through.jsonl"));
}

BOOST_AUTO_TEST_CASE(a_later_column_with_a_comma_takes_nothing_from_the_rows_before_it) {
    const TemporaryFolder folder;
    weft::ArgMap state;
    {
        const weft::Fabric first{MetricsLogger({.csv = folder / "log.csv"})};
        end_epoch(first, 0);
        first.call("on_save_checkpoint", "state"_a = state);
        first.call("on_train_epoch_end", weft::arg("x,y", 1));
    }
    const weft::Fabric second{MetricsLogger({.csv = folder / "log.csv"})};
    second.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(content_of(folder / "log.csv") == "hook,epoch,loss\non_train_epoch_end,0,0.5\n");
}

BOOST_AUTO_TEST_CASE(names_that_json_must_quote_do_not_hinder_resuming) {
    const TemporaryFolder folder;
    weft::ArgMap state;
    const weft::MetricsLoggerOptions options{.json_lines = folder / "log.jsonl", .hooks = {"on_fit_end"}};
    {
        const weft::Fabric first{MetricsLogger(options)};
        first.call("on_fit_end", weft::arg("a\"b", 1));
        first.call("on_fit_end", weft::arg("a\"b", 2));
        first.call("on_save_checkpoint", "state"_a = state);
        first.call("on_fit_end", weft::arg("a\"b", 9));
    }
    const weft::Fabric second{MetricsLogger(options)};
    second.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(content_of(folder / "log.jsonl") == R"({"hook":"on_fit_end","a\"b":1}
{"hook":"on_fit_end","a\"b":2}
)");
}

BOOST_AUTO_TEST_CASE(a_file_added_at_a_resume_has_rows_of_its_own) {
    const TemporaryFolder folder;
    const weft::MetricsLoggerOptions both{.csv = folder / "log.csv", .json_lines = folder / "log.jsonl"};
    weft::ArgMap early;
    weft::ArgMap late;
    {
        const weft::Fabric first{MetricsLogger({.json_lines = folder / "log.jsonl"})};
        end_epoch(first, 0);
        first.call("on_save_checkpoint", "state"_a = early);
    }
    {
        const weft::Fabric second{MetricsLogger(both)};
        second.call("on_load_checkpoint", "state"_a = early);
        end_epoch(second, 1);
        second.call("on_save_checkpoint", "state"_a = late);
        end_epoch(second, 2);
    }
    const weft::Fabric third{MetricsLogger(both)};
    third.call("on_load_checkpoint", "state"_a = late);
    BOOST_TEST(content_of(folder / "log.csv") == "hook,epoch,loss\non_train_epoch_end,1,0.25\n");
    BOOST_TEST(content_of(folder / "log.jsonl") == R"({"hook":"on_train_epoch_end","epoch":0,"loss":0.5}
{"hook":"on_train_epoch_end","epoch":1,"loss":0.25}
)");
}

BOOST_AUTO_TEST_CASE(a_row_that_only_one_file_has_taken_is_kept_at_a_resume) {
    const TemporaryFolder folder;
    const weft::MetricsLoggerOptions options{.csv = folder / "log.csv",
                                             .json_lines = folder / "later" / "log.jsonl"};
    weft::ArgMap state;
    {
        weft::Fabric first{MetricsLogger(options)};
        first.on_error([](const weft::Failure&) {});
        end_epoch(first, 0);
        std::filesystem::create_directory(folder / "later");
        end_epoch(first, 1);
        first.call("on_save_checkpoint", "state"_a = state);
    }
    const std::string before = content_of(folder / "log.csv");
    const weft::Fabric second{MetricsLogger(options)};
    second.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(before == "hook,epoch,loss\non_train_epoch_end,0,0.5\non_train_epoch_end,1,0.25\n");
    BOOST_TEST(content_of(folder / "log.csv") == before);
}

BOOST_AUTO_TEST_CASE(resuming_with_files_that_lack_rows_is_an_error) {
    const TemporaryFolder folder;
    weft::ArgMap state;
    {
        const weft::Fabric first{MetricsLogger({.csv = folder / "log.csv"})};
        end_epoch(first, 0);
        first.call("on_save_checkpoint", "state"_a = state);
    }
    std::ofstream(folder / "log.csv") << "hook,epoch,loss\n";
    const weft::Fabric second{MetricsLogger({.csv = folder / "log.csv"})};
    BOOST_CHECK_EXCEPTION(second.call("on_load_checkpoint", "state"_a = state), weft::Error,
                          says("MetricsLogger: 0 rows found in "));
    std::filesystem::remove(folder / "log.csv");
    BOOST_CHECK_EXCEPTION(second.call("on_load_checkpoint", "state"_a = state), weft::Error,
                          says("cannot read"));
}

BOOST_AUTO_TEST_CASE(resuming_with_json_lines_that_lack_rows_is_an_error) {
    const TemporaryFolder folder;
    const weft::MetricsLoggerOptions options{.json_lines = folder / "log.jsonl"};
    weft::ArgMap state;
    {
        const weft::Fabric first{MetricsLogger(options)};
        end_epoch(first, 0);
        end_epoch(first, 1);
        first.call("on_save_checkpoint", "state"_a = state);
    }
    std::ofstream(folder / "log.jsonl") << "{}\n{\"cut\":";
    const weft::Fabric second{MetricsLogger(options)};
    BOOST_CHECK_EXCEPTION(second.call("on_load_checkpoint", "state"_a = state), weft::Error,
                          says("MetricsLogger: 1 lines found in "));
    std::filesystem::remove(folder / "log.jsonl");
    BOOST_CHECK_EXCEPTION(second.call("on_load_checkpoint", "state"_a = state), weft::Error,
                          says("cannot read"));
}

BOOST_AUTO_TEST_CASE(a_state_of_a_fit_without_a_logger_changes_nothing) {
    const TemporaryFolder folder;
    weft::ArgMap state;
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv"})};
    fabric.call("on_load_checkpoint", "state"_a = state);
    end_epoch(fabric, 0);
    BOOST_TEST(content_of(folder / "log.csv") == "hook,epoch,loss\non_train_epoch_end,0,0.5\n");
}

BOOST_AUTO_TEST_CASE(a_number_with_the_name_of_its_own_column_is_refused) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv", .json_lines = folder / "log.jsonl"})};
    BOOST_CHECK_EXCEPTION(fabric.call("on_train_epoch_end", "hook"_a = 3, "loss"_a = 0.5), weft::Error,
                          says("MetricsLogger: on_train_epoch_end passes a number 'hook', the name of the "
                               "column that holds the hook: pass it by another name"));
    BOOST_TEST(!std::filesystem::exists(folder / "log.csv"));
    BOOST_TEST(!std::filesystem::exists(folder / "log.jsonl"));
    BOOST_TEST(fabric.call("on_train_epoch_end", "hook"_a = "text", "loss"_a = 0.5) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
