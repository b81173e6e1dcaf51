// SPDX-License-Identifier: MIT
// What the suite of sigslot (palacaze/sigslot, folder test) expects of recursion, threads and tracked objects.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <barrier>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(other_suites_sigslot_tests)

namespace {

struct Adder {
    int* sum;

    void on_value(int value) { *sum += value; }
};
WEFT_CALLBACK(Adder, (on_value, value))

struct DoubleAdder {
    int* sum;

    void on_value(int value) const { *sum += 2 * value; }
};
WEFT_CALLBACK(DoubleAdder, (on_value, value))

}  // namespace

// sigslot, test/recursive.cpp, test_recursive
BOOST_AUTO_TEST_CASE(two_fabrics_that_answer_each_other_meet) {
    weft::Fabric low_fabric;
    weft::Fabric high_fabric;
    int low = -1;
    int high = 10;
    const auto raise = [&](int value) {
        if (value != low) {
            ++low;
            low_fabric.call("on_value", low);
        }
    };
    low_fabric.connect("on_value", [&](int value) {
        if (value != high) {
            --high;
            high_fabric.call("on_value", high);
        }
    });
    high_fabric.connect("on_value", raise);
    raise(0);
    BOOST_TEST(low == high);
}

// sigslot, test/recursive.cpp, test_self_recursive
BOOST_AUTO_TEST_CASE(a_handler_may_call_its_own_hook_until_it_has_enough) {
    weft::Fabric fabric;
    std::vector<int> values;
    fabric.connect("on_value", [&](int value) {
        values.push_back(value);
        if (values.size() < 11) {
            fabric.call("on_value", value + 1);
        }
    });
    fabric.call("on_value", 0);
    BOOST_TEST(values == (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}),
               boost::test_tools::per_element());
}

// sigslot, test/signal-threaded.cpp, test_threaded_emission
BOOST_AUTO_TEST_CASE(no_call_of_ten_threads_is_lost) {
    constexpr long calls = 2000;
    weft::Fabric fabric;
    std::atomic<long> sum = 0;
    fabric.connect("on_value", [&sum](int value) { sum += value; });
    std::array<std::thread, 10> threads;
    for (std::thread& thread : threads) {
        thread = std::thread([&fabric] {
            for (long call = 0; call < calls; ++call) {
                fabric.call("on_value", 1);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    BOOST_TEST(sum == 10 * calls);
}

// sigslot, test/signal-threaded.cpp, test_threaded_mix
BOOST_AUTO_TEST_CASE(threads_that_connect_call_and_let_go_hear_at_least_themselves) {
    constexpr int rounds = 20;
    constexpr int calls = 20;
    weft::Fabric fabric;
    std::atomic<bool> all_heard = true;
    std::array<std::thread, 10> threads;
    for (std::thread& thread : threads) {
        thread = std::thread([&] {
            for (int round = 0; round < rounds; ++round) {
                std::atomic<int> heard = 0;
                const weft::Connection connection =
                    fabric.connect("on_value", [&heard](int value) { heard += value; });
                for (int call = 0; call < calls; ++call) {
                    fabric.call("on_value", 1);
                }
                connection.disconnect_and_wait();  // As `heard` ends here.
                all_heard = all_heard && heard >= calls;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    BOOST_TEST(all_heard);
    BOOST_TEST(fabric.call("on_value", 1) == 0U);
}

// sigslot, test/signal-threaded.cpp, test_threaded_crossed
BOOST_AUTO_TEST_CASE(two_fabrics_whose_handlers_call_the_other_do_not_lock_each_other_out) {
    constexpr long calls = 20000;
    std::array<weft::Fabric, 2> fabrics;
    std::atomic<long> sum = 0;
    std::barrier both_connected(2);
    std::array<std::thread, 2> threads;
    for (std::size_t side = 0; side < 2; ++side) {
        threads[side] = std::thread([&, side] {
            const weft::Fabric& other = fabrics[1 - side];
            fabrics[side].connect("on_value", [&sum, &other](long value) {
                if (value % 2 == 1) {
                    sum += value;
                } else {
                    other.call("on_value", value + 1);
                }
            });
            both_connected.arrive_and_wait();
            for (long value = 0; value < calls; ++value) {
                fabrics[side].call("on_value", value);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    // Each side: the odd ones twice, its own and those that the even ones became.
    BOOST_TEST(sum == calls * calls);
}

// sigslot, test/signal-tracking.cpp, test_track_shared and test_track_shared_reversed
BOOST_AUTO_TEST_CASE(tracked_objects_may_go_in_any_order) {
    for (const bool first_goes_first : {true, false}) {
        int sum = 0;
        weft::Fabric fabric;
        auto one = std::make_shared<Adder>(Adder{&sum});
        auto two = std::make_shared<DoubleAdder>(DoubleAdder{&sum});
        const weft::Connection of_one = fabric.add(std::weak_ptr<Adder>(one));
        const weft::Connection of_two = fabric.add(std::weak_ptr<DoubleAdder>(two));
        fabric.call("on_value", 1);
        BOOST_TEST(sum == 3);
        first_goes_first ? one.reset() : two.reset();
        fabric.call("on_value", 1);
        BOOST_TEST(sum == (first_goes_first ? 5 : 4));
        BOOST_TEST(of_one.connected() == !first_goes_first);
        BOOST_TEST(of_two.connected() == first_goes_first);
        one.reset();
        two.reset();
        BOOST_TEST(fabric.call("on_value", 1) == 0U);
        BOOST_TEST(!of_one.connected());
        BOOST_TEST(!of_two.connected());
    }
}

// sigslot, test/signal-tracking.cpp, test_track_other: a function that lives as long as an object that it does not use
BOOST_AUTO_TEST_CASE(a_function_lives_as_long_as_the_one_who_keeps_its_connection) {
    struct Owner {
        weft::ScopedConnection connection;
    };
    int sum = 0;
    weft::Fabric fabric;
    auto owner = std::make_shared<Owner>();
    const weft::Connection connection = fabric.connect("on_value", [&sum](int value) { sum += value; });
    owner->connection = weft::ScopedConnection(connection);
    fabric.call("on_value", 1);
    owner.reset();
    fabric.call("on_value", 1);
    BOOST_TEST(sum == 1);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_SUITE_END()
