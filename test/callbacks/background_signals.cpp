// SPDX-License-Identifier: MIT
// Background: its thread is in no signal's way.
#include "background_doing.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <csignal>

using background::Doing;
using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(background_signals_tests)

BOOST_AUTO_TEST_CASE(its_thread_receives_no_signals) {
    sigset_t blocked;
    ::sigemptyset(&blocked);
    {
        weft::Fabric fabric{
            weft::in_background(Doing{[&](int) { ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked); }})};
        fabric.call("on_step", "number"_a = 1);
    }
    BOOST_TEST(::sigismember(&blocked, SIGTERM) == 1);
    BOOST_TEST(::sigismember(&blocked, SIGINT) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
