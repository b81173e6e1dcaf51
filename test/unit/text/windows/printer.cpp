// SPDX-License-Identifier: MIT
// Printer on Windows: lines of weft's own that a stream does not take are lost, which is said once; nothing throws.
#include "in_child.hpp"

#include <weft/detail/text/printer.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <io.h>

using weft::detail::Printer;

BOOST_AUTO_TEST_SUITE(printer_tests)

namespace {

void print_twice(std::FILE* file) {
    const Printer printer("Somebody", file);
    printer.print("one\n");
    printer.print("two\n");
}

/// A pipe that nobody reads.
std::FILE* broken_pipe() {
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::_pipe(ends.data(), 4096, _O_BINARY) == 0);
    ::_close(ends[0]);
    return ::_fdopen(ends[1], "w");
}

/// Whether the text reports one loss of the file's lines.
bool is_one_loss(const std::string& text) {
    const std::string begin = "Somebody: a line is lost, its file does not take it: ";
    return text.starts_with(begin) && text.find(begin, 1) == std::string::npos &&
           text.ends_with("; the loop goes on, and this is said once\n");
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

BOOST_AUTO_TEST_CASE(what_a_pipe_that_nobody_reads_does_not_take_is_said_once) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] { print_twice(broken_pipe()); });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(is_one_loss(outcome.error));
}

BOOST_AUTO_TEST_CASE(several_threads_say_it_once) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        const Printer printer("Somebody", broken_pipe());
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
    BOOST_TEST(is_one_loss(outcome.error));
}

BOOST_AUTO_TEST_CASE(no_file_is_nowhere) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] { print_twice(nullptr); });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.output + outcome.error == "");
}

BOOST_AUTO_TEST_SUITE_END()
