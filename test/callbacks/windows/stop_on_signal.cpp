// SPDX-License-Identifier: MIT
// A signal ends the fit, a second one does what it would have done, and at the end all is as it was before. Of Windows' signals those
// that a program can raise without an end.
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <functional>
#include <memory>
#include <string>
#include <utility>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(stop_on_signal_tests)

namespace {

volatile std::sig_atomic_t heard = 0;

extern "C" void weft_test_note_signal(int signal) {
    heard = signal;
}

void (*handler_of(int signal))(int) {
    void (*const handler)(int) = std::signal(signal, SIG_IGN);
    std::signal(signal, handler);
    return handler;
}

/// Puts the handlers of two signals back.
class Handlers {
public:
    Handlers() {
        std::signal(SIGTERM, &weft_test_note_signal);
        std::signal(SIGBREAK, SIG_IGN);
        heard = 0;
    }
    Handlers(const Handlers&) = delete;
    Handlers& operator=(const Handlers&) = delete;
    ~Handlers() {
        std::signal(SIGTERM, SIG_DFL);
        std::signal(SIGBREAK, SIG_DFL);
    }
};

/// The hook by which the loop goes on, and whether it would.
bool stops(const weft::Fabric& fabric) {
    bool should_stop = false;
    fabric.call("on_train_batch_end", "should_stop"_a = should_stop);
    return should_stop;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_signal_sets_should_stop_at_the_next_hook_that_passes_it) {
    const Handlers handlers;
    for (const int signal : {SIGTERM, SIGINT, SIGBREAK}) {
        weft::Fabric fabric{weft::StopOnSignal{SIGTERM, SIGINT, SIGBREAK}};
        BOOST_TEST(!stops(fabric));
        std::raise(signal);
        BOOST_TEST(stops(fabric));
    }
    BOOST_TEST(heard == 0);
}

BOOST_AUTO_TEST_CASE(a_second_signal_does_what_it_would_have_done) {
    const Handlers handlers;
    const weft::StopOnSignal stop{SIGTERM, SIGBREAK};
    std::raise(SIGTERM);
    BOOST_TEST(stop.received().value() == SIGTERM);
    BOOST_TEST(heard == 0);
    std::raise(SIGBREAK);  // Was ignored before.
    std::raise(SIGTERM);
    BOOST_TEST(heard == SIGTERM);
}

BOOST_AUTO_TEST_CASE(the_handlers_of_before_come_back_at_its_end) {
    const Handlers handlers;
    {
        weft::StopOnSignal stop{SIGTERM, SIGBREAK};
        BOOST_TEST((handler_of(SIGTERM) != &weft_test_note_signal));
        const weft::StopOnSignal moved = std::move(stop);
        BOOST_TEST((handler_of(SIGTERM) != &weft_test_note_signal));
    }
    BOOST_TEST((handler_of(SIGTERM) == &weft_test_note_signal));
    BOOST_TEST((handler_of(SIGBREAK) == SIG_IGN));
}

BOOST_AUTO_TEST_CASE(several_that_live_are_all_told_in_whatever_order_they_end) {
    const Handlers handlers;
    auto first = std::make_unique<weft::StopOnSignal>(weft::StopOnSignal{SIGTERM});
    const auto second = std::make_shared<weft::StopOnSignal>(weft::StopOnSignal{SIGTERM});
    weft::Fabric one{std::ref(*first)};
    weft::Fabric other{second};
    std::raise(SIGTERM);
    BOOST_TEST(stops(one));
    one = weft::Fabric();
    first.reset();
    BOOST_TEST(stops(other));
    BOOST_TEST((handler_of(SIGTERM) != &weft_test_note_signal));
}

BOOST_AUTO_TEST_CASE(a_handler_that_somebody_else_has_set_stays) {
    const Handlers handlers;
    {
        const weft::StopOnSignal stop{SIGTERM};
        std::signal(SIGTERM, SIG_IGN);
    }
    BOOST_TEST((handler_of(SIGTERM) == SIG_IGN));
}

BOOST_AUTO_TEST_CASE(the_handler_of_before_is_known_after_a_signal_at_the_very_end) {
    const Handlers handlers;
    void (*ours)(int) = nullptr;
    {
        const weft::StopOnSignal stop{SIGTERM};
        ours = handler_of(SIGTERM);
    }
    std::signal(SIGTERM,
                ours);  // As a handler does for the next signal, here when it is not wanted any more.
    {
        const weft::StopOnSignal stop{SIGTERM};
        std::raise(SIGTERM);
        BOOST_TEST(heard == 0);
        std::raise(SIGTERM);
        BOOST_TEST(heard == SIGTERM);
    }
    BOOST_TEST((handler_of(SIGTERM) == &weft_test_note_signal));
}

BOOST_AUTO_TEST_CASE(a_number_that_is_no_signal_of_windows_is_refused) {
    BOOST_CHECK_EXCEPTION(weft::StopOnSignal{1}, weft::Error, [](const weft::Error& error) {
        return std::string(error.what()) == "StopOnSignal: the signal 1 cannot be handled: Invalid argument";
    });
}

BOOST_AUTO_TEST_SUITE_END()
