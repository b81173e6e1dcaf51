// SPDX-License-Identifier: MIT
// A CSV file that gets a column while the system fails: it keeps one header, and as many cells in each row.
#include "child_process.hpp"
#include "says.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/metrics_logger.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace weft::literals;
using weft::MetricsLogger;

namespace {

/// Whether the disk fails when a folder is flushed to it.
std::atomic<bool> folders_fail = false;

}  // namespace

// Stands before that of the C library, also for the libraries of weft.
extern "C" int fsync(int descriptor) {
    struct stat status {};
    if (folders_fail && ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

BOOST_AUTO_TEST_SUITE(csv_file_failing_tests)

BOOST_AUTO_TEST_CASE(rows_have_all_cells_after_the_folder_could_not_be_flushed) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{MetricsLogger({.csv = folder / "log.csv"})};
    fabric.call("on_train_epoch_end", "loss"_a = 0.5);
    folders_fail = true;
    BOOST_CHECK_EXCEPTION(fabric.call("on_validation_epoch_end", "val_loss"_a = 0.25), weft::Error,
                          says("flush the folder of"));
    folders_fail = false;
    BOOST_TEST(content_of(folder / "log.csv") == "hook,loss,val_loss\non_train_epoch_end,0.5,\n");
    fabric.call("on_train_epoch_end", "loss"_a = 0.125);
    fabric.call("on_validation_epoch_end", "val_loss"_a = 0.25);
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,loss,val_loss\n"
               "on_train_epoch_end,0.5,\n"
               "on_train_epoch_end,0.125,\n"
               "on_validation_epoch_end,,0.25\n");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_opened_again_goes_on_under_its_new_header) {
    const TemporaryFolder folder;
    ::chmod(folder.path().c_str(), 0777);
    const auto file = folder / "log.csv";
    ChildProcess child([&file] {
        // Root may open every file.
        if (::geteuid() == 0 && !become_nobody()) {
            return 1;
        }
        const weft::Fabric fabric{MetricsLogger({.csv = file})};
        fabric.call("on_train_epoch_end", "loss"_a = 0.5);
        ::chmod(file.c_str(), 0444);
        try {
            fabric.call("on_validation_epoch_end", "val_loss"_a = 0.25);
            return 2;
        } catch (const weft::Error& error) {
            if (!says("Permission denied")(error)) {
                return 3;
            }
        }
        ::chmod(file.c_str(), 0644);
        fabric.call("on_train_epoch_end", "loss"_a = 0.125);
        return 0;
    });
    BOOST_TEST(child.wait() == 0);
    BOOST_TEST(content_of(file) ==
               "hook,loss,val_loss\n"
               "on_train_epoch_end,0.5,\n"
               "on_train_epoch_end,0.125,\n");
}

BOOST_AUTO_TEST_SUITE_END()
