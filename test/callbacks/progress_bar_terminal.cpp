// SPDX-License-Identifier: MIT
// ProgressBar: the width of a terminal, which may change.
#include "fake_clock.hpp"

#include <weft/callbacks/progress_bar.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::ProgressBar;

BOOST_AUTO_TEST_SUITE(progress_bar_terminal_tests)

namespace {

constexpr std::string_view erase = "\r\x1b[K";

/// A folder that was entered with chroot may have none.
boost::test_tools::assertion_result has_pseudo_terminals(boost::unit_test::test_unit_id /*unit*/) {
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    return master >= 0 && ::close(master) == 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_width_is_that_of_the_terminal_also_when_it_changes,
                     *boost::unit_test::precondition(has_pseudo_terminals)) {
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    BOOST_REQUIRE(master >= 0);
    BOOST_REQUIRE(::grantpt(master) == 0);
    BOOST_REQUIRE(::unlockpt(master) == 0);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> terminal(std::fopen(::ptsname(master), "w"),
                                                                   &std::fclose);
    BOOST_REQUIRE(terminal);
    FakeClock clock;
    const weft::Fabric fabric{ProgressBar({.file = terminal.get(), .now = clock.now()})};
    const auto drawn_at = [&](unsigned short columns) {
        const winsize size{.ws_row = 24, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
        BOOST_TEST(::ioctl(master, TIOCSWINSZ, &size) == 0);
        clock.time += 1s;
        fabric.call("on_train_batch_end", "loss"_a = 0.123456789, "momentum"_a = 0.9, "lr"_a = 0.1);
        std::string text(1000, '\0');
        text.resize(static_cast<std::size_t>(::read(master, text.data(), text.size())));
        return text.substr(erase.size());
    };
    fabric.call("on_fit_start", "max_epochs"_a = 10, "batches_per_epoch"_a = 1000);
    BOOST_TEST(drawn_at(30).size() <= 29U);
    BOOST_TEST(drawn_at(30).size() > 15U);
    BOOST_TEST(drawn_at(100).find("lr 0.1") != std::string::npos);
    BOOST_TEST(drawn_at(20).size() <= 19U);
    ::close(master);
}

BOOST_AUTO_TEST_SUITE_END()
