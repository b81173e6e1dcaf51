// SPDX-License-Identifier: MIT
// Files that are no shared library, or no longer a whole one, and folders that have gone.
#include "refusal.hpp"
#include "written.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace {

bool next_one_loads() {
    return refusal_of(folder / "counters.so").empty();
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_no_shared_library_is_refused) {
    const std::string path = in_folder("text.so");
    std::ofstream(path)
        << "This is not a shared library, though its name says so; it is long enough for a header.\n";
    BOOST_TEST(refusal_of(path) == path + ": not a shared library: invalid ELF header");
    std::ofstream(path, std::ios::trunc).flush();
    BOOST_TEST(refusal_of(path) == path + ": not a shared library: file too short");
}

BOOST_AUTO_TEST_CASE(a_truncated_file_is_refused_wherever_it_ends) {
    const std::string whole = content(folder / "counters.so");
    for (const std::size_t bytes : {std::size_t{64}, std::size_t{700}, std::size_t{4096}, whole.size() / 2,
                                    whole.size() - 4096, whole.size() - 1}) {
        const Written cut("truncated.so", whole.substr(0, bytes));
        BOOST_TEST(refusal_of(cut.path) ==
                   cut.path.string() + ": truncated: " + std::to_string(bytes) +
                       " bytes found, expected the rest that its headers name: copy or "
                       "build it again");
    }
    BOOST_TEST(next_one_loads());
}

BOOST_AUTO_TEST_CASE(a_library_of_another_machine_is_refused) {
    std::string other = content(folder / "counters.so");
    other[18] = static_cast<char>(other[18] + 1);
    const Written written("other_machine.so", other);
    BOOST_TEST(refusal_of(written.path) ==
               written.path.string() +
                   ": a library for another kind of machine found, expected one for this program's: build it "
                   "with this program's compiler");
}

BOOST_AUTO_TEST_CASE(tables_that_point_anywhere_are_refused) {
    const std::string whole = content(folder / "counters.so");
    // The header's fields behind the machine, and each byte of what they name first.
    for (std::size_t at = 20; at < 64; ++at) {
        for (const char value : {'\0', '\x7f', '\xff'}) {
            std::string damaged = whole;
            damaged[at] = value;
            const Written written("damaged_header.so", damaged);
            static_cast<void>(refusal_of(written.path));
        }
    }
    BOOST_TEST(next_one_loads());
}

BOOST_AUTO_TEST_CASE(a_pipe_is_refused_at_once) {
    const std::filesystem::path path = folder / "pipe.so";
    std::filesystem::remove(path);
    BOOST_REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    BOOST_TEST(refusal_of(path) ==
               path.string() + ": a folder, a pipe or a device found, expected the file of a plug-in");
    std::filesystem::remove(path);
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_read_is_refused_with_the_reason) {
    const Written written("unreadable.so", content(folder / "counters.so"));
    ::chmod(written.path.c_str(), 0);
    // Root reads it all the same.
    BOOST_TEST(refusal_of(written.path) ==
               (::geteuid() == 0
                    ? ""
                    : written.path.string() + ": the file cannot be looked at: Permission denied; "
                                              "expected a plug-in there"));
}

BOOST_AUTO_TEST_CASE(a_folder_deleted_under_the_process_is_said) {
    const std::filesystem::path gone = folder / "gone";
    std::filesystem::create_directory(gone);
    const WorkingFolder here(gone);
    std::filesystem::remove(gone);
    BOOST_TEST(
        refusal_of("counters.so") ==
        "counters.so: the current folder, from which this path goes out, is not there: No such file or "
        "directory; expected an absolute path");
    BOOST_TEST(next_one_loads());
}
