// SPDX-License-Identifier: MIT
// MetricsLogger: what a process that is killed, and a disk that is full, leave.
#include "full_disk.hpp"
#include "says.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/metrics_logger.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

using namespace weft::literals;
using weft::MetricsLogger;

BOOST_AUTO_TEST_SUITE(metrics_logger_killed_tests)

namespace {

void end_epoch(const weft::Fabric& fabric, int epoch) {
    fabric.call("on_train_epoch_end", "epoch"_a = epoch, "loss"_a = 0.5 / (epoch + 1));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_killed_process_leaves_every_row_it_has_written) {
    const TemporaryFolder folder;
    std::array<int, 2> written{};
    BOOST_REQUIRE(::pipe(written.data()) == 0);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        const weft::Fabric fabric{
            MetricsLogger({.csv = folder / "log.csv", .json_lines = folder / "log.jsonl"})};
        for (int epoch = 0; epoch < 100; ++epoch) {
            end_epoch(fabric, epoch);
        }
        (void)!::write(written[1], "x", 1);
        for (;;) {
            ::pause();
        }
    }
    ::close(written[1]);
    char byte = 0;
    const bool is_written = ::read(written[0], &byte, 1) == 1;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(written[0]);
    BOOST_TEST(is_written);
    for (const char* const name : {"log.csv", "log.jsonl"}) {
        const std::string content = content_of(folder / name);
        BOOST_TEST(std::count(content.begin(), content.end(), '\n') ==
                   (name == std::string("log.csv") ? 101 : 100));
        BOOST_TEST(content.back() == '\n');
    }
}

BOOST_AUTO_TEST_CASE(a_row_that_does_not_fit_on_the_disk_leaves_no_half_of_itself) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger({.json_lines = folder / "log.jsonl"})};
    end_epoch(fabric, 0);
    const std::string before = content_of(folder / "log.jsonl");

    {
        const FullDisk full(before.size() + 10);
        BOOST_CHECK_EXCEPTION(end_epoch(fabric, 1), weft::Error, says("File too large"));
    }
    BOOST_TEST(content_of(folder / "log.jsonl") == before);
    end_epoch(fabric, 2);
    BOOST_TEST(content_of(folder / "log.jsonl").starts_with(before + "{\"hook\""));
}

BOOST_AUTO_TEST_CASE(a_full_device_is_a_clear_error) {
    const weft::Fabric full{MetricsLogger({.json_lines = "/dev/full"})};
    BOOST_CHECK_EXCEPTION(end_epoch(full, 0), weft::Error,
                          says("MetricsLogger: cannot write /dev/full: No space left on device"));
}

BOOST_AUTO_TEST_SUITE_END()
