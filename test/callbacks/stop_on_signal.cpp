// SPDX-License-Identifier: MIT
// A signal ends the fit, a second one does what it would have done, and at the end all is as it was before.
#include "child_process.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
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
    struct sigaction current {};
    ::sigaction(signal, nullptr, &current);
    return current.sa_handler;
}

/// Puts the handlers of two signals back.
class Handlers {
public:
    Handlers() {
        std::signal(SIGUSR1, &weft_test_note_signal);
        std::signal(SIGUSR2, SIG_IGN);
        heard = 0;
    }
    Handlers(const Handlers&) = delete;
    Handlers& operator=(const Handlers&) = delete;
    ~Handlers() {
        std::signal(SIGUSR1, SIG_DFL);
        std::signal(SIGUSR2, SIG_DFL);
    }
};

/// The hook by which the loop goes on, and whether it would.
bool stops(const weft::Fabric& fabric, const char* hook = "on_train_batch_end") {
    bool should_stop = false;
    fabric.call(hook, "should_stop"_a = should_stop);
    return should_stop;
}

/// The number of the signal that ended a child which did that; 0 if it came to its end.
int ended_by(const std::function<void()>& body) {
    const pid_t child = ::fork();
    if (child == 0) {
        body();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_signal_sets_should_stop_at_the_next_hook_that_passes_it) {
    const Handlers handlers;
    for (const char* const hook :
         {"on_train_batch_end", "on_train_epoch_end", "on_validation_batch_end", "on_validation_epoch_end"}) {
        weft::Fabric fabric{weft::StopOnSignal{SIGUSR1, SIGUSR2}};
        BOOST_TEST(!stops(fabric, hook));
        std::raise(SIGUSR2);
        fabric.call(hook, "epoch"_a = 1);  // Passes none, and is no mistake.
        BOOST_TEST(stops(fabric, hook));
        BOOST_TEST(stops(fabric, hook));
    }
    BOOST_TEST(heard == 0);
}

BOOST_AUTO_TEST_CASE(should_stop_may_be_atomic) {
    const Handlers handlers;
    weft::Fabric fabric{weft::StopOnSignal{SIGUSR1}};
    std::raise(SIGUSR1);
    std::atomic<bool> should_stop = false;
    fabric.call("on_train_batch_end", "should_stop"_a = should_stop);
    BOOST_TEST(should_stop);
}

BOOST_AUTO_TEST_CASE(as_an_observer_it_hears_any_hook) {
    const Handlers handlers;
    weft::Fabric fabric;
    fabric.observe(weft::StopOnSignal{SIGUSR1});
    BOOST_TEST(!stops(fabric, "on_iteration"));
    std::raise(SIGUSR1);
    BOOST_TEST(stops(fabric, "on_iteration"));
    fabric.call("on_fit_start");
    BOOST_TEST(!stops(fabric, "on_iteration"));
}

BOOST_AUTO_TEST_CASE(it_says_what_it_has_received_and_whether_it_has_stopped_the_fit) {
    const Handlers handlers;
    weft::StopOnSignal stop{SIGUSR1, SIGUSR2};
    weft::Fabric fabric{std::ref(stop)};
    BOOST_TEST(!stop.received().has_value());
    std::raise(SIGUSR2);
    BOOST_TEST(stop.received().value() == SIGUSR2);
    BOOST_TEST(!stop.has_stopped());
    bool stopped_already = true;
    fabric.call("on_train_batch_end", "should_stop"_a = stopped_already);
    BOOST_TEST(!stop.has_stopped());
    BOOST_TEST(stops(fabric));
    BOOST_TEST(stop.has_stopped());
}

BOOST_AUTO_TEST_CASE(a_second_signal_does_what_it_would_have_done) {
    const Handlers handlers;
    const weft::StopOnSignal stop{SIGUSR1, SIGUSR2};
    std::raise(SIGUSR1);
    BOOST_TEST(heard == 0);
    std::raise(SIGUSR2);  // Was ignored before.
    std::raise(SIGUSR1);
    BOOST_TEST(heard == SIGUSR1);

    const auto twice = [](int first, int second) {
        return ended_by([&] {
            const weft::StopOnSignal both{SIGTERM, SIGINT};
            std::raise(first);
            std::raise(second);
        });
    };
    BOOST_TEST(ended_by([] {
                   const weft::StopOnSignal both;
                   std::raise(SIGTERM);
               }) == 0);
    BOOST_TEST(twice(SIGTERM, SIGTERM) == SIGTERM);
    BOOST_TEST(twice(SIGINT, SIGTERM) == SIGTERM);
    BOOST_TEST(twice(SIGTERM, SIGINT) == SIGINT);
}

BOOST_AUTO_TEST_CASE(the_handlers_of_before_come_back_at_its_end) {
    const Handlers handlers;
    {
        weft::StopOnSignal stop{SIGUSR1, SIGUSR2};
        BOOST_TEST((handler_of(SIGUSR1) != &weft_test_note_signal));
        const weft::StopOnSignal moved = std::move(stop);
        BOOST_TEST((handler_of(SIGUSR1) != &weft_test_note_signal));
    }
    BOOST_TEST((handler_of(SIGUSR1) == &weft_test_note_signal));
    BOOST_TEST((handler_of(SIGUSR2) == SIG_IGN));
    std::raise(SIGUSR1);
    BOOST_TEST(heard == SIGUSR1);
}

BOOST_AUTO_TEST_CASE(several_that_live_are_all_told_in_whatever_order_they_end) {
    const Handlers handlers;
    auto first = std::make_unique<weft::StopOnSignal>(weft::StopOnSignal{SIGUSR1});
    const auto second = std::make_shared<weft::StopOnSignal>(weft::StopOnSignal{SIGUSR1});
    weft::Fabric one{std::ref(*first)};
    weft::Fabric other{second};
    std::raise(SIGUSR1);
    BOOST_TEST(stops(one));
    one = weft::Fabric();
    first.reset();
    BOOST_TEST(stops(other));
    BOOST_TEST((handler_of(SIGUSR1) != &weft_test_note_signal));
}

BOOST_AUTO_TEST_CASE(a_handler_that_somebody_else_has_set_stays) {
    const Handlers handlers;
    {
        const weft::StopOnSignal stop{SIGUSR1};
        std::signal(SIGUSR1, SIG_IGN);
    }
    BOOST_TEST((handler_of(SIGUSR1) == SIG_IGN));
}

BOOST_AUTO_TEST_CASE(a_fit_begins_afresh_but_a_signal_that_nobody_has_heeded_stops_it) {
    const Handlers handlers;
    weft::StopOnSignal stop{SIGUSR1};
    weft::Fabric fabric{std::ref(stop)};
    std::raise(SIGUSR1);
    fabric.call("on_fit_start");
    BOOST_TEST(stops(fabric));
    fabric.call("on_fit_start");
    BOOST_TEST(!stops(fabric));
    BOOST_TEST(!stop.has_stopped());
    std::raise(SIGUSR1);  // The first of this fit.
    BOOST_TEST(heard == 0);
    BOOST_TEST(stops(fabric));
}

BOOST_AUTO_TEST_SUITE_END()
