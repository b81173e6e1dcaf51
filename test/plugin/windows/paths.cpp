// SPDX-License-Identifier: MIT
// Files that are not there or no longer whole, in the words of Windows.
#include "../refusal.hpp"
#include "../written.hpp"
#include "this_process.hpp"

#include <weft/plugin.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>

namespace {

std::string named(const Written& written) {
    return written.path.string();
}

/// Where the header begins that is not of DOS.
std::size_t header_of(const std::string& library) {
    const auto byte = [&library](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(library.at(at)));
    };
    return byte(0x3c) + (byte(0x3d) << 8U);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_missing_file_is_refused) {
    BOOST_TEST(refusal_of("C:/nowhere/missing.dll") ==
               "C:/nowhere/missing.dll: there is no such file: expected a plug-in at C:/nowhere/missing.dll");
    BOOST_TEST(refusal_of("") == "load_callbacks: an empty path found, expected that of a plug-in");
}

BOOST_AUTO_TEST_CASE(a_name_alone_is_not_searched_for) {
    const WorkingFolder here(folder);
    BOOST_TEST(refusal_of("kernel32.dll").starts_with("kernel32.dll: there is no such file: "));
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_refused) {
    BOOST_TEST(refusal_of(folder) ==
               folder.string() + ": a folder, a pipe or a device found, expected the file of a plug-in");
}

BOOST_AUTO_TEST_CASE(a_library_that_needs_a_dll_which_is_missing_is_refused_with_its_name) {
    // The name of what every plug-in needs, in another spelling that no file has.
    std::string lost = content(folder / "counters.so");
    const std::string needed = "libstdc++-6.dll";
    const std::size_t at = lost.find(needed);
    BOOST_REQUIRE(at != std::string::npos);
    lost.replace(at, needed.size(), "libnowhere6.dll");
    const Written written("lost.dll", lost);
    BOOST_TEST(refusal_of(written.path) ==
               named(written) + ": cannot be loaded: it needs libnowhere6.dll, which is not found");
}

BOOST_AUTO_TEST_CASE(what_is_no_shared_library_is_refused) {
    const Written text("text.dll", std::string(500, 'x'));
    BOOST_TEST(refusal_of(text.path) == named(text) + ": not a shared library: invalid PE header");
    const Written empty("empty.dll", "");
    BOOST_TEST(refusal_of(empty.path) == named(empty) + ": not a shared library: file too short");
    std::string program = content(folder / "counters.so");
    program.at(header_of(program) + 23) &= '\x1f';  // The characteristic of a DLL.
    const Written written("program.dll", program);
    BOOST_TEST(refusal_of(written.path) ==
               named(written) + ": not a shared library: a program or an object file");
}

BOOST_AUTO_TEST_CASE(a_truncated_file_is_refused_wherever_it_ends) {
    const std::string whole = content(folder / "counters.so");
    for (const std::size_t bytes : {std::size_t{64}, std::size_t{200}, std::size_t{700}, whole.size() / 4}) {
        const Written cut("truncated.dll", whole.substr(0, bytes));
        BOOST_TEST(refusal_of(cut.path) ==
                   named(cut) + ": truncated: " + std::to_string(bytes) +
                       " bytes found, expected the rest that its headers name: copy or "
                       "build it again");
    }
    BOOST_TEST(refusal_of(folder / "counters.so") == "");
}

BOOST_AUTO_TEST_CASE(a_library_of_another_machine_is_refused) {
    std::string other = content(folder / "counters.so");
    other.at(header_of(other) + 4) = '\x4c';  // IMAGE_FILE_MACHINE_I386, 0x014c
    other.at(header_of(other) + 5) = '\x01';
    const Written written("other_machine.dll", other);
    BOOST_TEST(refusal_of(written.path) ==
               named(written) +
                   ": a library for another kind of machine found, expected one for this program's: build it "
                   "with this program's compiler");
}

BOOST_AUTO_TEST_CASE(tables_that_point_anywhere_are_refused) {
    const std::string whole = content(folder / "counters.so");
    const std::size_t header = header_of(whole);
    // The number of sections, the size of the header, and where exports and imports are.
    for (const std::size_t at : {std::size_t{6}, std::size_t{20}, std::size_t{136}, std::size_t{144}}) {
        for (const char value : {'\x7f', '\xff'}) {
            std::string damaged = whole;
            damaged.at(header + at + 1) = value;
            const Written written("damaged.dll", damaged);
            BOOST_TEST(refusal_of(written.path) != "");
        }
    }
    BOOST_TEST(refusal_of(folder / "counters.so") == "");
}

BOOST_AUTO_TEST_CASE(an_error_of_the_variable_names_it) {
    const Environment wrong(in_folder("several_steps.so") + separator + "C:/nowhere/missing.dll");
    BOOST_TEST(refusal([] { static_cast<void>(weft::load_callbacks_from_environment()); }) ==
               "WEFT_CALLBACKS: C:/nowhere/missing.dll: there is no such file: expected a plug-in at "
               "C:/nowhere/missing.dll");
}

BOOST_AUTO_TEST_CASE(the_variable_may_name_a_path_of_any_language) {
    const Environment wrong("C:/nowhere/\u6e2c\u91cf \u00e9.dll");
    BOOST_TEST(refusal([] {
                   static_cast<void>(weft::load_callbacks_from_environment());
               }).starts_with("WEFT_CALLBACKS: C:/nowhere/\u6e2c\u91cf \u00e9.dll: there is no such file: "));
}

BOOST_AUTO_TEST_CASE(an_initialiser_may_load_another_plug_in) {
    const weft::Fabric fabric{weft::load_callbacks(folder / "loads_another.so")};
    int count = 0;
    using namespace weft::literals;
    BOOST_TEST(fabric.call("on_count", "count"_a = count) == 2U);
}
