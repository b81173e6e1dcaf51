// SPDX-License-Identifier: MIT
// Files that are not there, or that the loader refuses, in the words of POSIX; plug-ins that only an ELF linker makes.
#include "refusal.hpp"
#include "this_process.hpp"

#include <weft/plugin.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_CASE(a_name_alone_is_not_searched_for) {
    const WorkingFolder here("/");
    BOOST_TEST(refusal_of("libc.so.6") ==
               "libc.so.6: there is no such file: expected a plug-in at /libc.so.6");
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_refused) {
    BOOST_TEST(refusal_of("/nowhere/missing.so") ==
               "/nowhere/missing.so: there is no such file: expected a plug-in at /nowhere/missing.so");
    BOOST_TEST(refusal_of("") == "load_callbacks: an empty path found, expected that of a plug-in");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_looked_at_is_refused_with_the_reason) {
    const std::string path = "/" + std::string(300, 'x');
    BOOST_TEST(refusal_of(path) ==
               path + ": the file cannot be looked at: File name too long; expected a plug-in there");
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_refused) {
    for (const std::string path : {"/usr", "/dev/null"}) {
        BOOST_TEST(refusal_of(path) ==
                   path + ": a folder, a pipe or a device found, expected the file of a plug-in");
    }
}

BOOST_AUTO_TEST_CASE(what_the_loader_refuses_is_refused_in_its_words) {
    BOOST_TEST(refusal_of(folder / "incomplete.so") ==
               in_folder("incomplete.so") + ": cannot be loaded: undefined symbol: defined_nowhere");
}

BOOST_AUTO_TEST_CASE(another_version_is_refused_where_the_loader_would_refuse_it_too) {
    // For what only the other version has.
    BOOST_TEST(refusal_of(folder / "other_version_incomplete.so") ==
               in_folder("other_version_incomplete.so") +
                   ": of another version: built with weft 0.0.9, expected " + WEFT_TEST_ABI_VERSION +
                   ".x: build it again");
}

BOOST_AUTO_TEST_CASE(another_abi_is_refused) {
    const std::string fmt_version = ", fmt " + std::to_string(FMT_VERSION / 10000);
    const std::string others = std::string(", ") + WEFT_DETAIL_BASES_IN_WORDS + fmt_version;
    const std::string containers = WEFT_DETAIL_CONTAINERS_IN_WORDS;
    const std::string other_containers =
        containers == "_GLIBCXX_DEBUG" ? "no _GLIBCXX_DEBUG" : "_GLIBCXX_DEBUG";
    const std::string expected = ", expected {" + containers + ", " WEFT_DETAIL_STRINGS_IN_WORDS + others +
                                 "}: build it with this program's compiler options and libraries";
    BOOST_TEST(refusal_of(folder / "other_containers.so") ==
               in_folder("other_containers.so") + ": of another ABI: built with {" + other_containers +
                   ", " WEFT_DETAIL_STRINGS_IN_WORDS + others + "}" + expected);
    BOOST_TEST(refusal_of(folder / "other_strings.so") ==
               in_folder("other_strings.so") + ": of another ABI: built with {" + containers +
                   ", _GLIBCXX_USE_CXX11_ABI=0" + others + "}" + expected);
#ifdef WEFT_TEST_OTHER_BASES
    BOOST_TEST(refusal_of(folder / "other_bases.so") ==
               in_folder("other_bases.so") + ": of another ABI: built with {" + containers +
                   ", _GLIBCXX_USE_CXX11_ABI=1, " + WEFT_TEST_OTHER_BASES + fmt_version + "}" + expected);
#endif
    BOOST_TEST(refusal_of(folder / "counters.so") == "");
}

BOOST_AUTO_TEST_CASE(an_error_of_the_variable_names_it) {
    const Environment wrong(in_folder("several_steps.so") + ":/nowhere/missing.so");
    BOOST_TEST(refusal([] { static_cast<void>(weft::load_callbacks_from_environment()); }) ==
               "WEFT_CALLBACKS: /nowhere/missing.so: there is no such file: expected a plug-in at "
               "/nowhere/missing.so");
}
