// SPDX-License-Identifier: MIT
// What becomes of what is queued in the background when a connection, a fabric or the background itself ends, and of calls
// from several threads and from inside its own handlers.
#include "background_doing.hpp"
#include "in_child.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <csignal>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using background::Doing;
using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(background_end_tests)

namespace {

/// Lets the thread of a background stay in a handler.
struct Stay {
    std::latch entered{1};
    std::latch go{1};

    void operator()() {
        entered.count_down();
        go.wait();
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_end_of_the_fabric_runs_what_is_queued) {
    std::vector<int> numbers;
    {
        weft::Fabric fabric{weft::in_background(Doing{[&](int number) { numbers.push_back(number); }})};
        for (int number = 0; number < 60; ++number) {
            fabric.call("on_step", "number"_a = number);
        }
    }
    BOOST_TEST(numbers.size() == 60U);
}

BOOST_AUTO_TEST_CASE(the_end_of_the_fabric_runs_what_is_queued_also_where_the_background_lives_on) {
    std::vector<int> numbers;
    const auto background = weft::in_background(Doing{[&](int number) { numbers.push_back(number); }});
    for (int round = 0; round < 50; ++round) {
        weft::Fabric fabric{background};
        fabric.call("on_step", "number"_a = round);
        weft::Fabric moved = std::move(fabric);
        moved.call("on_step", "number"_a = round);
        fabric = weft::Fabric();
    }
    BOOST_TEST(numbers.size() == 100U);
}

BOOST_AUTO_TEST_CASE(a_fabric_that_is_assigned_over_runs_what_is_queued) {
    int runs = 0;
    weft::Fabric fabric{weft::in_background(Doing{[&](int) { ++runs; }})};
    fabric.call("on_step", "number"_a = 1);
    fabric = weft::Fabric();
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(the_end_of_the_background_runs_what_is_queued) {
    int runs = 0;
    weft::Fabric fabric;
    auto background = weft::in_background(Doing{[&](int) { ++runs; }});
    fabric.add(std::weak_ptr<weft::Background>(background));
    for (int number = 0; number < 50; ++number) {
        fabric.call("on_step", "number"_a = number);
    }
    background.reset();
    BOOST_TEST(runs == 50);
    BOOST_TEST(fabric.call("on_step", "number"_a = 1) == 0U);
}

BOOST_AUTO_TEST_CASE(disconnect_drops_what_is_queued_and_does_not_wait) {
    Stay stay;
    std::vector<int> numbers;
    std::weak_ptr<int> alive;
    weft::Fabric fabric;
    weft::Connection connection;
    {
        Doing doing{[&](int number) {
            if (number == 0) {
                stay();
            }
            numbers.push_back(number);
        }};
        alive = doing.alive;
        connection = fabric.add(weft::in_background(std::move(doing)));
    }
    for (int number = 0; number < 10; ++number) {
        fabric.call("on_step", "number"_a = number);
    }
    stay.entered.wait();
    connection.disconnect();
    BOOST_TEST(numbers.empty());
    BOOST_TEST(!alive.expired());
    stay.go.count_down();
    connection.disconnect_and_wait();
    BOOST_TEST(numbers == (std::vector<int>{0}), per_element());
    BOOST_TEST(alive.expired());
}

BOOST_AUTO_TEST_CASE(disconnect_and_wait_waits_for_what_runs) {
    int early = 0;
    for (int round = 0; round < 100; ++round) {
        Stay stay;
        std::atomic<bool> is_finished = false;
        const auto background = weft::in_background(Doing{[&](int) {
            stay();
            is_finished = true;
        }});
        weft::Fabric fabric;
        const weft::Connection connection = fabric.add(background);
        fabric.call("on_step", "number"_a = 1);
        fabric.call("on_step", "number"_a = 2);
        stay.entered.wait();
        stay.go.count_down();
        connection.disconnect_and_wait();
        early += is_finished ? 0 : 1;
    }
    BOOST_TEST(early == 0);
}

BOOST_AUTO_TEST_CASE(disconnect_and_wait_waits_for_the_end_of_the_callback) {
    int alive = 0;
    for (int round = 0; round < 500; ++round) {
        Stay stay;
        std::weak_ptr<int> of_callback;
        weft::Fabric fabric;
        weft::Connection connection;
        {
            Doing doing{[&stay](int) { stay(); }};
            of_callback = doing.alive;
            connection = fabric.add(weft::in_background(std::move(doing)));
        }
        fabric.call("on_step", "number"_a = 1);
        stay.entered.wait();
        stay.go.count_down();
        connection.disconnect_and_wait();
        alive += of_callback.expired() ? 0 : 1;
    }
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(a_handler_can_disconnect_itself_and_does_not_wait_for_itself) {
    std::vector<int> numbers;
    weft::Fabric fabric;
    weft::Connection connection;
    const auto background = weft::in_background(Doing{[&](int number) {
        numbers.push_back(number);
        if (number == 3) {
            connection.disconnect_and_wait();
        }
    }});
    connection = fabric.add(background);
    {
        // Nothing runs before all is queued.
        const auto blocker = weft::in_background(Doing{[](int) {}});
        for (int number = 0; number < 10; ++number) {
            fabric.call("on_step", "number"_a = number);
        }
    }
    background->flush();
    BOOST_TEST(numbers == (std::vector<int>{0, 1, 2, 3}), per_element());
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_step", "number"_a = 1) == 0U);
}

BOOST_AUTO_TEST_CASE(a_handler_can_disconnect_another_one_of_its_queue_and_wait) {
    int runs = 0;
    weft::Fabric fabric;
    weft::Connection second;
    const auto background = weft::in_background(Doing{[&](int number) {
        ++runs;
        if (number == 0) {
            second.disconnect_and_wait();
        }
    }});
    fabric.add(background);
    second = fabric.add(background);
    for (int number = 0; number < 5; ++number) {
        fabric.call("on_step", "number"_a = number);
    }
    background->flush();
    BOOST_TEST(runs >= 5);
    BOOST_TEST(runs < 10);
}

BOOST_AUTO_TEST_CASE(a_handler_can_destroy_the_fabric) {
    std::vector<int> numbers;
    Stay stay;
    std::promise<void> destroyed;
    auto fabric = std::make_unique<weft::Fabric>();
    const auto background = weft::in_background(Doing{[&](int number) {
        numbers.push_back(number);
        if (number == 0) {
            stay();
            fabric.reset();
            destroyed.set_value();
        }
    }});
    const weft::Connection connection = fabric->add(background);
    for (int number = 0; number < 5; ++number) {
        fabric->call("on_step", "number"_a = number);
    }
    stay.entered.wait();
    stay.go.count_down();
    destroyed.get_future().wait();
    background->flush();
    BOOST_TEST(numbers == (std::vector<int>{0, 1, 2, 3, 4}), per_element());
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(a_handler_can_end_the_last_of_fabric_and_background) {
    for (int round = 0; round < 50; ++round) {
        std::promise<void> ended;
        std::weak_ptr<int> alive;
        auto fabric = std::make_shared<weft::Fabric>();
        Stay stay;
        {
            Doing doing{[&](int) {
                stay();
                fabric.reset();
                ended.set_value();
            }};
            alive = doing.alive;
            fabric->add(weft::in_background(std::move(doing)));
        }
        fabric->call("on_step", "number"_a = 1);
        stay.entered.wait();
        stay.go.count_down();
        ended.get_future().wait();
        // The thread, which nobody can wait for, releases the callback when the handler has returned.
        while (!alive.expired()) {
            std::this_thread::yield();
        }
    }
}

BOOST_AUTO_TEST_CASE(a_handler_in_the_calling_thread_can_destroy_fabric_and_background) {
    std::vector<int> numbers;
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->add(weft::in_background(Doing{[&](int number) { numbers.push_back(number); },
                                          [&](int& number) {
                                              fabric->call("on_step", "number"_a = 7);
                                              fabric.reset();
                                              number = 2;
                                          }}));
    int number = 1;
    fabric->call("on_step", "number"_a = 6);
    fabric->call("on_change", "number"_a = number);
    BOOST_TEST(number == 2);
    BOOST_TEST(numbers == (std::vector<int>{6, 7}), per_element());
}

BOOST_AUTO_TEST_CASE(an_error_of_a_handler_that_ends_everything_is_not_lost) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        Stay stay;
        std::promise<void> ended;
        auto fabric = std::make_unique<weft::Fabric>();
        fabric->add(weft::in_background(Doing{[&](int) {
            stay();
            fabric.reset();
            ended.set_value();
            throw std::runtime_error("at the very end");
        }}));
        fabric->call("on_step", "number"_a = 1);
        stay.entered.wait();
        stay.go.count_down();
        ended.get_future().wait();
        // The thread, which nobody can wait for, has its line still to write.
        while (::lseek(STDERR_FILENO, 0, SEEK_CUR) == 0) {
            std::this_thread::yield();
        }
    });
    BOOST_TEST(outcome.error == "Background: nobody has taken what a handler has thrown: at the very end\n");
}

BOOST_AUTO_TEST_CASE(an_error_that_nobody_takes_goes_to_standard_error_at_the_end) {
    const auto said = [](const std::function<void()>& body) {
        return in_child(Stream::kept, Stream::kept, body).error;
    };
    const auto fail = [](int number) {
        if (number == 1) {
            throw std::runtime_error("the disk is full");
        }
        throw 5;
    };
    const std::string first = "Background: nobody has taken what a handler has thrown: the disk is full\n";
    BOOST_TEST(said([&] {
                   weft::Fabric fabric{weft::in_background(Doing{fail})};
                   fabric.call("on_step", "number"_a = 1);
               }) == first);
    BOOST_TEST(said([&] {
                   const auto background = weft::in_background(Doing{fail});
                   {
                       weft::Fabric fabric{background};
                       fabric.call("on_step", "number"_a = 2);
                   }
                   background->flush();
               }) ==
               "Background: nobody has taken what a handler has thrown: an exception that is no "
               "std::exception\n");
    BOOST_TEST(said([&] {
                   auto background = weft::in_background(Doing{fail});
                   weft::Fabric fabric;
                   fabric.add(std::weak_ptr<weft::Background>(background));
                   fabric.call("on_step", "number"_a = 1);
                   background.reset();
               }) == first);
}

BOOST_AUTO_TEST_SUITE_END()
