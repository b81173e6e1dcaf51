// SPDX-License-Identifier: MIT
// Checkpoint: what a process that is killed, and a disk that is full, leave.
#include "checkpoints.hpp"
#include "full_disk.hpp"
#include "says.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/checkpoint.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Checkpoint;

BOOST_AUTO_TEST_SUITE(checkpoint_killed_tests)

BOOST_AUTO_TEST_CASE(a_process_killed_in_the_middle_of_a_write_leaves_the_old_file) {
    const TemporaryFolder folder;
    std::array<int, 2> half_written{};
    BOOST_REQUIRE(::pipe(half_written.data()) == 0);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        int count = 0;
        const weft::Fabric fabric{Checkpoint(folder.path(), [&](std::ostream& stream) {
            stream << std::string(100'000, 'a') << std::flush;
            if (++count == 2) {
                (void)!::write(half_written[1], "x", 1);
                for (;;) {
                    ::pause();
                }
            }
            stream << "end";
        })};
        validate(fabric, 0, 1.0);
        validate(fabric, 1, 1.0);
        ::_exit(1);
    }
    ::close(half_written[1]);
    char byte = 0;
    const bool is_half_written = ::read(half_written[0], &byte, 1) == 1;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(half_written[0]);
    BOOST_TEST(is_half_written);
    BOOST_TEST(content_of(folder / "last.ckpt") == std::string(100'000, 'a') + "end");
    // The file that was being written is still there: it was the middle.
    BOOST_TEST(names_in(folder.path()).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_a_clear_error_and_leaves_the_old_file) {
    const TemporaryFolder folder;
    std::size_t size = 10;
    Checkpoint checkpoint(folder.path(), [&size](std::ostream& stream) { stream << std::string(size, 'a'); },
                          {.monitor = "val_loss"});
    const weft::Fabric fabric{std::ref(checkpoint)};
    validate(fabric, 0, 1.0);
    size = 1'000'000;
    {
        const FullDisk full(100'000);
        BOOST_CHECK_EXCEPTION(validate(fabric, 1, 0.5), weft::Error,
                              says("Checkpoint: cannot write " +
                                   (folder / "best-epoch=1-step=20.ckpt").string() + ": File too large"));
    }
    BOOST_TEST(content_of(folder / "last.ckpt") == std::string(10, 'a'));
    BOOST_TEST(names_in(folder.path()) == (Names{"best-epoch=0-step=10.ckpt", "last.ckpt"}), per_element());
    BOOST_TEST(checkpoint.best().at(0).value == 1.0);

    // And goes on once there is room.
    validate(fabric, 2, 0.25);
    BOOST_TEST(names_in(folder.path()) == (Names{"best-epoch=2-step=30.ckpt", "last.ckpt"}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
