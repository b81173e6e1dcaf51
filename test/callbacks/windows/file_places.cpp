// SPDX-License-Identifier: MIT
// What the ready-made callbacks do on Windows with a path that names more than a plain file, and with files that others have open.
#include "../says.hpp"
#include "../temporary_folder.hpp"

#include <weft/callbacks/learning_rate_monitor.hpp>
#include <weft/callbacks/metrics_logger.hpp>
#include <weft/callbacks/profiler.hpp>
#include <weft/callbacks/report.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <windows.h>

#include <sddl.h>

using namespace weft::literals;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(file_places_tests)

namespace {

const std::string csv = "step,epoch\n";

/// The smallest file that a callback writes.
void write_csv(const fs::path& file) {
    weft::LearningRateMonitor().write_csv(file);
}

std::ptrdiff_t files_in(const TemporaryFolder& folder) {
    return std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
}

/// Its entries, as Windows spells them.
std::string access_list_of(const fs::path& file) {
    DWORD size = 0;
    ::GetFileSecurityW(file.c_str(), DACL_SECURITY_INFORMATION, nullptr, 0, &size);
    std::vector<char> rights(size);
    BOOST_REQUIRE(::GetFileSecurityW(file.c_str(), DACL_SECURITY_INFORMATION, rights.data(), size, &size) !=
                  0);
    wchar_t* text = nullptr;
    BOOST_REQUIRE(::ConvertSecurityDescriptorToStringSecurityDescriptorW(
                      rights.data(), SDDL_REVISION_1, DACL_SECURITY_INFORMATION, &text, nullptr) != 0);
    const std::string whole = fs::path(text).string();
    ::LocalFree(text);
    return whole.substr(std::min(whole.find('('), whole.size()));
}

/// A file that another program has open.
class Opened {
public:
    Opened(const fs::path& file, DWORD sharing)
        : handle_(::CreateFileW(file.c_str(), GENERIC_READ, sharing, nullptr, OPEN_EXISTING, 0, nullptr)) {
        BOOST_REQUIRE(handle_ != INVALID_HANDLE_VALUE);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    ~Opened() { ::CloseHandle(handle_); }

private:
    HANDLE handle_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_file_is_replaced_and_leaves_nothing_beside_it) {
    const TemporaryFolder folder;
    for (const std::string& old : {std::string(), std::string(10'000, 'a')}) {
        std::ofstream(folder / "file") << old;
        write_csv(folder / "file");
        BOOST_TEST(content_of(folder / "file") == csv);
    }
    BOOST_TEST(files_in(folder) == 1);
}

BOOST_AUTO_TEST_CASE(a_device_is_written_to_whoever_writes_to_it) {
    write_csv("NUL");
    weft::Profiler().write_trace("NUL");
    const weft::Fabric fabric{weft::Report("NUL"), weft::MetricsLogger({.csv = "NUL", .json_lines = "NUL"})};
    fabric.call("on_fit_start");
    fabric.call("on_train_epoch_end", "epoch"_a = 0);
    fabric.call("on_train_epoch_end", "later"_a = 1);
    BOOST_CHECK_NO_THROW(fabric.call("on_fit_end"));
    BOOST_TEST(!fs::is_regular_file("NUL"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_refused_and_stays) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "sub");
    for (const char* const name : {"sub", "sub/", "sub/.", "sub/.."}) {
        BOOST_CHECK_EXCEPTION(write_csv(folder / name), weft::Error, says(": Is a directory"));
    }
    BOOST_CHECK_EXCEPTION(write_csv(""), weft::Error, says(": No such file or directory"));
    BOOST_CHECK_EXCEPTION(write_csv(folder / "missing" / "file"), weft::Error,
                          says(": No such file or directory"));
    BOOST_CHECK_EXCEPTION(write_csv(folder / std::string("a\0b", 3)), weft::Error,
                          says(": Invalid argument"));
    BOOST_CHECK_EXCEPTION(write_csv(folder / "file:part"), weft::Error, says(": it names a part of a file"));
    for (const std::size_t size : {256, 40'000}) {
        // "File name" or "Filename".
        BOOST_CHECK_EXCEPTION(write_csv(folder / std::string(size, 'a')), weft::Error, says("name too long"));
    }
    BOOST_TEST(files_in(folder) == 1);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_replaced_keeps_its_access_list) {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "old";
    PSECURITY_DESCRIPTOR everybody = nullptr;
    BOOST_REQUIRE(::ConvertStringSecurityDescriptorToSecurityDescriptorW(L"D:P(A;;FA;;;WD)", SDDL_REVISION_1,
                                                                         &everybody, nullptr) != 0);
    BOOST_TEST(::SetFileSecurityW((folder / "file").c_str(), DACL_SECURITY_INFORMATION, everybody) != 0);
    ::LocalFree(everybody);
    const std::string list = access_list_of(folder / "file");
    BOOST_TEST(list.find(";;;WD)") != std::string::npos);
    write_csv(folder / "file");
    BOOST_TEST(content_of(folder / "file") == csv);
    BOOST_TEST(access_list_of(folder / "file") == list);
}

BOOST_AUTO_TEST_CASE(a_file_that_another_program_has_open_stays_with_its_content) {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "old";
    {
        const Opened reader(folder / "file", FILE_SHARE_READ);
        BOOST_CHECK_EXCEPTION(write_csv(folder / "file"), weft::Error, says("cannot replace "));
        BOOST_TEST(content_of(folder / "file") == "old");
    }
    BOOST_TEST(files_in(folder) == 1);
    write_csv(folder / "file");
    BOOST_TEST(content_of(folder / "file") == csv);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_let_go_of_meanwhile_is_replaced) {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "old";
    auto reader = std::make_unique<Opened>(folder / "file", FILE_SHARE_READ);
    std::thread other([&] {
        // Until what replaces it has been begun.
        while (files_in(folder) == 1) {
            std::this_thread::yield();
        }
        reader.reset();
    });
    write_csv(folder / "file");
    other.join();
    BOOST_TEST(content_of(folder / "file") == csv);
}

BOOST_AUTO_TEST_CASE(a_log_goes_on_where_its_file_could_not_be_replaced) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{weft::MetricsLogger({.csv = folder / "log.csv"})};
    fabric.call("on_train_epoch_end", "epoch"_a = 0);
    {
        const Opened reader(folder / "log.csv", FILE_SHARE_READ | FILE_SHARE_WRITE);
        BOOST_CHECK_THROW(fabric.call("on_train_epoch_end", "epoch"_a = 1, "later"_a = 1), weft::Error);
    }
    fabric.call("on_train_epoch_end", "epoch"_a = 2);
    fabric.call("on_train_epoch_end", "epoch"_a = 3, "later"_a = 1);
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,epoch,later\non_train_epoch_end,0,\non_train_epoch_end,2,\non_train_epoch_end,3,1\n");
}

BOOST_AUTO_TEST_CASE(a_log_can_be_read_while_it_is_written) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{weft::MetricsLogger({.csv = folder / "log.csv"})};
    for (int epoch = 0; epoch < 3; ++epoch) {
        fabric.call("on_train_epoch_end", "epoch"_a = epoch);
        BOOST_TEST(content_of(folder / "log.csv").ends_with("," + std::to_string(epoch) + "\n"));
    }
}

BOOST_AUTO_TEST_CASE(what_a_killed_writer_left_goes_with_the_next_file_of_its_name) {
    const TemporaryFolder folder;
    const fs::path left = folder / "file.weft-0123456789abcdef.tmp";
    std::ofstream(left) << "half";
    {
        // As one that is still being written is open.
        const Opened living(left, FILE_SHARE_READ | FILE_SHARE_DELETE);
        write_csv(folder / "file");
        BOOST_TEST(fs::exists(left));
    }
    write_csv(folder / "file");
    BOOST_TEST(files_in(folder) == 1);
}

BOOST_AUTO_TEST_CASE(names_may_be_of_any_language_and_as_long_as_windows_takes) {
    const TemporaryFolder folder;
    std::u8string accented;
    while (accented.size() < 250) {
        accented += u8"\u00e9";
    }
    const fs::path names[] = {std::string(255, 'a'), std::string(230, 'b'), fs::path(accented),
                              fs::path(u8"\u6e2c\u91cf \U0001f600.csv")};
    for (const fs::path& name : names) {
        write_csv(folder / name);
        write_csv(folder / name);
        // More than 260 characters, which is what a program may have that does not ask for more.
        BOOST_TEST(content_of(LR"(\\?\)" + (folder / name).native()) == csv);
    }
    BOOST_TEST(files_in(folder) == 4);
}

BOOST_AUTO_TEST_CASE(a_file_may_lie_in_the_root_of_a_drive) {
    const fs::path file = fs::temp_directory_path().root_path() / "weft_test_in_the_root.csv";
    // Without the rights to do so, which on most systems only an administrator has, it is an error, and not another file.
    try {
        write_csv(file);
        write_csv(file);
        BOOST_TEST(content_of(file) == csv);
    } catch (const weft::Error& error) {
        BOOST_TEST(says(": Permission denied")(error));
    }
    std::error_code ignored;
    fs::remove(file, ignored);
}

BOOST_AUTO_TEST_CASE(a_path_is_the_same_with_either_slash) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "sub");
    write_csv(folder.path().string() + "/sub\\..//sub/file");
    BOOST_TEST(content_of(folder / "sub" / "file") == csv);
}

BOOST_AUTO_TEST_SUITE_END()
