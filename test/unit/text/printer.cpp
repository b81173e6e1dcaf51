// SPDX-License-Identifier: MIT
// Printer: lines of weft's own that a stream does not take are lost, which is said once; nothing throws, no signal comes.
#include "in_child.hpp"

#include <weft/detail/text/printer.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdlib>
#include <cwchar>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

using weft::detail::Printer;

BOOST_AUTO_TEST_SUITE(printer_tests)

namespace {

std::string lost(const std::string& who, const std::string& stream, const std::string& reason) {
    return who + ": a line is lost, " + stream + " does not take it: " + reason +
           "; the loop goes on, and this is said once\n";
}

void print_twice(std::FILE* file) {
    const Printer printer("Somebody", file);
    printer.print("one\n");
    printer.print("two\n");
}

/// Two handlers that fail and are blocked, each with a line on standard error.
void fail_twice() {
    weft::Fabric fabric;
    fabric.on_error(weft::quarantine(1));
    for (int handler = 0; handler < 2; ++handler) {
        fabric.connect("on_step", [] { throw std::runtime_error("no network"); });
    }
    if (fabric.call("on_step") != 2U || fabric.call("on_step") != 0U) {
        throw std::logic_error("the calls have not gone on");
    }
}

void trace_two_calls(std::FILE* file) {
    weft::Fabric fabric;
    fabric.observe(weft::Trace(file));
    fabric.call("on_step");
    fabric.call("on_step");
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_a_stream_takes_is_there_at_once) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        print_twice(stdout);
        print_twice(stderr);
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.output == "one\ntwo\n");
    BOOST_TEST(outcome.error == "one\ntwo\n");
}

BOOST_AUTO_TEST_CASE(what_standard_output_does_not_take_is_said_once_on_standard_error) {
    const std::pair<Stream, std::string> broken[] = {{Stream::closed, "Bad file descriptor"},
                                                     {Stream::full, "No space left on device"},
                                                     {Stream::broken_pipe, "Broken pipe"}};
    for (const auto& [stream, reason] : broken) {
        const Outcome outcome = in_child(stream, Stream::kept, [] { print_twice(stdout); });
        BOOST_TEST(outcome.status == 0);
        BOOST_TEST(outcome.error == lost("Somebody", "standard output", reason));
    }
}

BOOST_AUTO_TEST_CASE(what_standard_error_does_not_take_is_said_once_on_standard_output) {
    const std::pair<Stream, std::string> broken[] = {{Stream::closed, "Bad file descriptor"},
                                                     {Stream::full, "No space left on device"},
                                                     {Stream::broken_pipe, "Broken pipe"}};
    for (const auto& [stream, reason] : broken) {
        const Outcome printed = in_child(Stream::kept, stream, [] { print_twice(stderr); });
        BOOST_TEST(printed.status == 0);
        BOOST_TEST(printed.output == lost("Somebody", "standard error", reason));

        const Outcome quarantined = in_child(Stream::kept, stream, fail_twice);
        BOOST_TEST(quarantined.status == 0);
        BOOST_TEST(quarantined.output == lost("quarantine", "standard error", reason));

        const Outcome traced = in_child(Stream::kept, stream, [] { trace_two_calls(stderr); });
        BOOST_TEST(traced.status == 0);
        BOOST_TEST(traced.output == lost("Trace", "standard error", reason));
    }
}

BOOST_AUTO_TEST_CASE(where_nothing_is_left_there_is_silence) {
    for (const Stream output : {Stream::closed, Stream::full, Stream::broken_pipe}) {
        for (const Stream error : {Stream::closed, Stream::full, Stream::broken_pipe}) {
            const Outcome outcome = in_child(output, error, [] {
                print_twice(stdout);
                print_twice(stderr);
                fail_twice();
                trace_two_calls(stdout);
                trace_two_calls(stderr);
            });
            BOOST_TEST(outcome.status == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_of_the_users_is_named_as_such) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        std::FILE* const full = std::fopen("/dev/full", "w");
        print_twice(full);
        trace_two_calls(full);
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.error == lost("Somebody", "its file", "No space left on device") +
                                    lost("Trace", "its file", "No space left on device"));
    const Outcome without = in_child(Stream::kept, Stream::closed, [] {
        print_twice(std::fopen("/dev/null", "r"));  // Takes the number of standard error.
    });
    BOOST_TEST(without.status == 0);
}

BOOST_AUTO_TEST_CASE(no_file_is_nowhere) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        print_twice(nullptr);
        trace_two_calls(nullptr);
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.output + outcome.error == "");
}

BOOST_AUTO_TEST_CASE(a_wide_stream_takes_nothing) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        std::FILE* const wide = std::tmpfile();
        std::fputws(L"wide\n", wide);
        print_twice(wide);
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.error == lost("Somebody", "its file", "output error"));
}

BOOST_AUTO_TEST_CASE(after_a_loss_later_lines_are_tried_again) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        const Printer printer("Somebody", stdout);
        rlimit limit{};
        ::getrlimit(RLIMIT_FSIZE, &limit);
        const rlimit before = limit;
        limit.rlim_cur = 4;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        printer.print("one\n");
        printer.print("two\n");  // Would end the process by SIGXFSZ.
        ::setrlimit(RLIMIT_FSIZE, &before);
        printer.print("three\n");
        ::setrlimit(RLIMIT_FSIZE, &limit);
        printer.print("four\n");
        ::setrlimit(RLIMIT_FSIZE, &before);
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.output.starts_with("one\nthree\n"));
    BOOST_TEST(count(outcome.output, "four") == 0U);
}

BOOST_AUTO_TEST_CASE(signals_of_the_programs_own_stay_as_they_are) {
    const Outcome outcome = in_child(Stream::broken_pipe, Stream::kept, [] {
        static volatile std::sig_atomic_t signals = 0;
        std::signal(SIGPIPE, [](int) { signals = signals + 1; });
        print_twice(stdout);
        std::raise(SIGPIPE);
        fmt::print(stderr, "{} came\n", static_cast<int>(signals));

        // One that is blocked and waits is not taken away.
        sigset_t pipe_alone;
        ::sigemptyset(&pipe_alone);
        ::sigaddset(&pipe_alone, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe_alone, nullptr);
        std::raise(SIGPIPE);
        print_twice(stdout);
        ::pthread_sigmask(SIG_UNBLOCK, &pipe_alone, nullptr);
        fmt::print(stderr, "{} came\n", static_cast<int>(signals));
    });
    BOOST_TEST(outcome.status == 0);
    const std::string said = lost("Somebody", "standard output", "Broken pipe");
    BOOST_TEST(outcome.error == said + "1 came\n" + said + "2 came\n");
}

BOOST_AUTO_TEST_CASE(several_threads_say_it_once) {
    const Outcome outcome = in_child(Stream::full, Stream::kept, [] {
        const Printer printer("Somebody", stdout);
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([printer] {
                for (int line = 0; line < 100; ++line) {
                    printer.print("line\n");
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.error == lost("Somebody", "standard output", "No space left on device"));
}

namespace {

/// Where the case below has started this program with standard error closed: the file that becomes number 2.
const char* file_in_place_of_error() {
    return std::getenv("WEFT_TEST_FILE");
}

/// Runs this program anew, by what Meson runs the programs of another processor with.
[[noreturn]] void start_again(const std::vector<std::string>& arguments) {
    const char* const runner = std::getenv("MESON_EXE_WRAPPER");
    std::istringstream all(runner != nullptr ? runner : "");
    std::vector<std::string> words{std::istream_iterator<std::string>(all), {}};
    words.emplace_back(boost::unit_test::framework::master_test_suite().argv[0]);
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    ::execvp(pointers[0], pointers.data());
    throw std::runtime_error("not started");
}

boost::test_tools::assertion_result is_started_by_the_case_below(boost::unit_test::test_unit_id) {
    return file_in_place_of_error() != nullptr;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_program_that_is_started_with_a_closed_stream,
                     *boost::unit_test::precondition(is_started_by_the_case_below)) {
    const char* const path = file_in_place_of_error();
    BOOST_REQUIRE(::open(path, O_WRONLY | O_CREAT, 0600) == STDERR_FILENO);
    print_twice(stderr);
    fail_twice();
    trace_two_calls(stderr);
}

BOOST_AUTO_TEST_CASE(a_file_that_has_taken_the_number_of_a_closed_stream_gets_nothing) {
    std::string path = (std::filesystem::temp_directory_path() / "weft-printer-XXXXXX").string();
    const int descriptor = ::mkstemp(path.data());
    BOOST_REQUIRE(descriptor >= 0);
    ::close(descriptor);
    const Outcome outcome = in_child(Stream::kept, Stream::closed, [&path] {
        ::setenv("WEFT_TEST_FILE", path.c_str(), 1);
        start_again({"--run_test=printer_tests/the_program_that_is_started_with_a_closed_stream",
                     "--report_level=no", "--log_level=error"});
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(std::filesystem::file_size(path) == 0U);
    BOOST_TEST(count(outcome.output, "Bad file descriptor") == 3U);
    std::filesystem::remove(path);
}

BOOST_AUTO_TEST_SUITE_END()
