// SPDX-License-Identifier: MIT
// What the ready-made callbacks do with a path that names more than a plain file.
#include "child_process.hpp"
#include "says.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/learning_rate_monitor.hpp>
#include <weft/callbacks/metrics_logger.hpp>
#include <weft/callbacks/profiler.hpp>
#include <weft/callbacks/report.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>

using namespace weft::literals;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(file_places_tests)

namespace {

const std::string csv = "step,epoch\n";

/// The smallest file that a callback writes.
void write_csv(const fs::path& file) {
    weft::LearningRateMonitor().write_csv(file);
}

void end_epoch(const weft::Fabric& fabric, int epoch) {
    fabric.call("on_train_epoch_end", "epoch"_a = epoch);
}

/// The permissions and the kind.
mode_t mode_of(const fs::path& file) {
    struct stat status {};
    return ::lstat(file.c_str(), &status) == 0 ? status.st_mode : 0;
}

/// A device like /dev/null that nobody else needs; empty without the rights to make and use one.
fs::path null_device(const TemporaryFolder& folder) {
    const fs::path device = folder / "null";
    constexpr unsigned memory = 1;
    constexpr unsigned null = 3;
    const bool is_made = ::mknod(device.c_str(), S_IFCHR | 0666, ::makedev(memory, null)) == 0;
    if (is_made && ::access(device.c_str(), W_OK) == 0 && std::ofstream(device).good()) {
        return device;
    }
    BOOST_TEST_MESSAGE("SKIPPED: makes devices, which needs root");
    return {};
}

bool is_root() {
    if (::geteuid() != 0) {
        BOOST_TEST_MESSAGE("SKIPPED: gives up rights, which needs root");
    }
    return ::geteuid() == 0;
}

std::string read_all(int descriptor) {
    std::array<char, 4096> block{};
    std::string all;
    for (ssize_t size = 0; (size = ::read(descriptor, block.data(), block.size())) > 0;) {
        all.append(block.data(), static_cast<std::size_t>(size));
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_device_stays_a_device_whoever_writes_to_it) {
    const TemporaryFolder folder;
    const fs::path device = null_device(folder);
    if (device.empty()) {
        return;
    }
    write_csv(device);
    weft::Profiler().write_trace(device);
    const weft::Fabric fabric{weft::Report(device),
                              weft::MetricsLogger({.csv = device, .json_lines = device})};
    fabric.call("on_fit_start");
    end_epoch(fabric, 0);
    fabric.call("on_train_epoch_end", "later"_a = 1);
    fabric.call("on_fit_end");
    BOOST_TEST(S_ISCHR(mode_of(device)));
    BOOST_TEST(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

BOOST_AUTO_TEST_CASE(a_logger_that_writes_to_a_device_can_be_resumed) {
    const TemporaryFolder folder;
    const fs::path device = null_device(folder);
    if (device.empty()) {
        return;
    }
    weft::ArgMap state;
    const weft::MetricsLoggerOptions options{.csv = device, .json_lines = device};
    {
        const weft::Fabric first{weft::MetricsLogger(options)};
        end_epoch(first, 0);
        first.call("on_save_checkpoint", "state"_a = state);
    }
    const weft::Fabric second{weft::MetricsLogger(options)};
    BOOST_CHECK_NO_THROW(second.call("on_load_checkpoint", "state"_a = state));
    BOOST_CHECK_NO_THROW(end_epoch(second, 1));
}

BOOST_AUTO_TEST_CASE(a_full_device_is_a_clear_error) {
    // By a link: nobody's /dev/full is at stake.
    const TemporaryFolder folder;
    fs::create_symlink("/dev/full", folder / "full");
    BOOST_CHECK_EXCEPTION(write_csv(folder / "full"), weft::Error,
                          says("cannot write " + (folder / "full").string() + ": No space left on device"));
    BOOST_TEST(S_ISLNK(mode_of(folder / "full")));
    BOOST_TEST(S_ISCHR(mode_of("/dev/full")));
}

BOOST_AUTO_TEST_CASE(standard_output_that_is_a_file_is_written_to_at_its_place) {
    const TemporaryFolder folder;
    const int output = ::open((folder / "output").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    ChildProcess child([output, &folder] {
        ::dup2(output, 1);
        (void)!::write(1, "before\n", 7);
        fs::create_symlink("/dev/stdout", folder / "link");
        write_csv(folder / "link");
        {
            const weft::Fabric fabric{weft::MetricsLogger({.json_lines = folder / "link"})};
            end_epoch(fabric, 0);
        }
        (void)!::write(1, "after\n", 6);
        return 0;
    });
    BOOST_TEST(child.wait() == 0);
    ::close(output);
    BOOST_TEST(content_of(folder / "output") ==
               "before\n" + csv + R"({"hook":"on_train_epoch_end","epoch":0})" + "\nafter\n");
}

BOOST_AUTO_TEST_CASE(the_target_of_a_link_is_replaced_and_the_link_stays) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "far" / "away");
    std::ofstream(folder / "far" / "away" / "target") << "old";
    fs::create_symlink("far/second", folder / "first");
    fs::create_symlink("away/target", folder / "far" / "second");
    write_csv(folder / "first");
    BOOST_TEST(fs::read_symlink(folder / "first") == "far/second");
    BOOST_TEST(fs::read_symlink(folder / "far" / "second") == "away/target");
    BOOST_TEST(content_of(folder / "far" / "away" / "target") == csv);
}

BOOST_AUTO_TEST_CASE(a_link_to_nothing_makes_its_target_and_one_to_itself_is_an_error) {
    const TemporaryFolder folder;
    fs::create_symlink("target", folder / "link");
    write_csv(folder / "link");
    BOOST_TEST(S_ISLNK(mode_of(folder / "link")));
    BOOST_TEST(content_of(folder / "target") == csv);
    fs::create_symlink("circle", folder / "circle");
    BOOST_CHECK_EXCEPTION(write_csv(folder / "circle"), weft::Error,
                          says("Too many levels of symbolic links"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_refused_and_stays) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "sub");
    for (const char* const name : {"sub", "sub/", "sub/.", "sub/.."}) {
        BOOST_CHECK_EXCEPTION(write_csv(folder / name), weft::Error, says(": Is a directory"));
    }
    BOOST_CHECK_EXCEPTION(write_csv(""), weft::Error, says(": No such file or directory"));
    BOOST_CHECK_EXCEPTION(write_csv(folder / std::string("a\0b", 3)), weft::Error,
                          says(": Invalid argument"));
    BOOST_CHECK_EXCEPTION(write_csv(folder / std::string(256, 'a')), weft::Error,
                          says(": File name too long"));

    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (folder / "socket").string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    BOOST_REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    BOOST_CHECK_EXCEPTION(write_csv(folder / "socket"), weft::Error, says(": it is a socket"));
    ::close(socket);
    BOOST_TEST(S_ISSOCK(mode_of(folder / "socket")));
}

BOOST_AUTO_TEST_CASE(a_pipe_is_written_to_if_somebody_reads_it) {
    const TemporaryFolder folder;
    const fs::path pipe = folder / "pipe";
    BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0666) == 0);
    BOOST_CHECK_EXCEPTION(write_csv(pipe), weft::Error, says(": it is a pipe that nobody reads"));
    BOOST_CHECK_EXCEPTION(end_epoch(weft::Fabric{weft::MetricsLogger({.json_lines = pipe})}, 0), weft::Error,
                          says(": it is a pipe that nobody reads"));
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    write_csv(pipe);
    BOOST_TEST(read_all(reader) == csv);
    ::close(reader);
    BOOST_TEST(S_ISFIFO(mode_of(pipe)));
}

BOOST_AUTO_TEST_CASE(a_later_column_begins_another_header_in_a_pipe) {
    const TemporaryFolder folder;
    const fs::path pipe = folder / "pipe";
    BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0666) == 0);
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    const weft::Fabric fabric{weft::MetricsLogger({.csv = pipe})};
    end_epoch(fabric, 0);
    fabric.call("on_train_epoch_end", "later"_a = 1);
    BOOST_TEST(read_all(reader) ==
               "hook,epoch\non_train_epoch_end,0\nhook,epoch,later\non_train_epoch_end,,1\n");
    ::close(reader);
}

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_is_an_error_and_no_signal) {
    const TemporaryFolder folder;
    const fs::path pipe = folder / "pipe";
    BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0666) == 0);
    ChildProcess child([&pipe] {
        const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        const weft::Fabric fabric{weft::MetricsLogger({.json_lines = pipe})};
        end_epoch(fabric, 0);
        ::close(reader);
        try {
            end_epoch(fabric, 1);
        } catch (const weft::Error& error) {
            return std::string(error.what()).find("Broken pipe") != std::string::npos ? 0 : 2;
        }
        return 1;
    });
    BOOST_TEST(child.wait() == 0);
}

BOOST_AUTO_TEST_CASE(the_mode_of_the_old_file_is_kept_and_umask_makes_that_of_a_first_one) {
    const TemporaryFolder folder;
    const mode_t umask_before = ::umask(027);
    write_csv(folder / "first");
    std::ofstream(folder / "old") << "old";
    for (const mode_t mode : {0600U, 0666U, 0444U, 0751U}) {
        ::chmod((folder / "old").c_str(), mode);
        write_csv(folder / "old");
        BOOST_TEST((mode_of(folder / "old") & 07777U) == mode);
    }
    ::umask(umask_before);
    BOOST_TEST((mode_of(folder / "first") & 07777U) == 0640U);
}

BOOST_AUTO_TEST_CASE(the_owner_of_the_old_file_is_kept_where_that_is_permitted) {
    if (!is_root()) {
        return;
    }
    const TemporaryFolder folder;
    const fs::path file = folder / "file";
    std::ofstream(file) << "old";
    BOOST_REQUIRE(::chown(file.c_str(), 1234, 4321) == 0);
    ::chmod(file.c_str(), 0664);
    write_csv(file);
    struct stat status {};
    BOOST_REQUIRE(::stat(file.c_str(), &status) == 0);
    BOOST_TEST(status.st_uid == 1234U);
    BOOST_TEST(status.st_gid == 4321U);
    BOOST_TEST((status.st_mode & 0777U) == 0664U);

    // To another group it gives no more than to everybody.
    ::chmod(folder.path().c_str(), 0777);
    ChildProcess child([&file] {
        if (!become_nobody()) {
            return 1;
        }
        write_csv(file);
        return 0;
    });
    BOOST_TEST(child.wait() == 0);
    BOOST_REQUIRE(::stat(file.c_str(), &status) == 0);
    BOOST_TEST(status.st_uid == 65534U);
    BOOST_TEST((status.st_mode & 0777U) == 0644U);
}

BOOST_AUTO_TEST_CASE(in_a_folder_that_may_be_written_but_not_read_a_file_is_replaced_without_an_error) {
    if (!is_root()) {
        return;
    }
    const TemporaryFolder folder;
    ::chmod(folder.path().c_str(), 0733);
    ChildProcess child([&folder] {
        if (!become_nobody()) {
            return 1;
        }
        write_csv(folder / "file");
        write_csv(folder / "file");
        return 0;
    });
    BOOST_TEST(child.wait() == 0);
    BOOST_TEST(content_of(folder / "file") == csv);
    BOOST_TEST(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

BOOST_AUTO_TEST_CASE(a_strangers_link_and_pipe_in_a_folder_for_everybody_are_not_followed) {
    if (!is_root()) {
        return;
    }
    const TemporaryFolder folder;
    ::chmod(folder.path().c_str(), 01777);
    ChildProcess stranger([&folder] {
        if (!become_nobody()) {
            return 1;
        }
        fs::create_symlink("victim", folder / "link");
        return ::mkfifo((folder / "pipe").c_str(), 0666) == 0 ? 0 : 2;
    });
    BOOST_REQUIRE(stranger.wait() == 0);
    for (const char* const name : {"link", "pipe"}) {
        BOOST_CHECK_EXCEPTION(write_csv(folder / name), weft::Error, says(": Permission denied"));
    }
    BOOST_TEST(!fs::exists(folder / "victim"));
}

BOOST_AUTO_TEST_CASE(names_may_be_as_long_as_the_file_system_takes_and_need_not_be_text) {
    const TemporaryFolder folder;
    std::string accented;
    while (accented.size() < 254) {
        accented += "\xC3\xA9";
    }
    for (const std::string& name : {std::string(255, 'a'), std::string(230, 'b'), std::string(229, 'c'),
                                    accented, std::string("\xFF\xFE\n\x80"), std::string(255, '\x80')}) {
        write_csv(folder / name);
        write_csv(folder / name);
        BOOST_TEST(content_of(folder / name) == csv);
    }
    BOOST_TEST(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 6);
}

BOOST_AUTO_TEST_CASE(a_path_as_long_as_the_system_takes_can_be_replaced) {
    const TemporaryFolder folder;
    fs::path deep = folder.path();
    constexpr std::size_t longest = 4095;
    while (deep.native().size() + 202 < longest) {
        deep /= std::string(200, 'd');
    }
    fs::create_directories(deep);
    const fs::path file = deep / std::string(longest - deep.native().size() - 1, 'f');
    BOOST_TEST(file.native().size() == longest);
    write_csv(file);
    BOOST_TEST(content_of(file) == csv);
}

BOOST_AUTO_TEST_SUITE_END()
