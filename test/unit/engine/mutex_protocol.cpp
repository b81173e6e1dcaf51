// SPDX-License-Identifier: MIT
// The protocol of the biased mutex keeps its promises in every interleaving, with the store buffers of x86 and with weaker ones.
// Each fault that is put into it breaks one: so the search would find it.
#include "mutex_model.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

BOOST_AUTO_TEST_SUITE(mutex_protocol_tests)

namespace {

using mutex_model::Byte;
using mutex_model::Fault;
using mutex_model::most_threads;
using mutex_model::Order;
using mutex_model::Search;
using mutex_model::Setting;

std::string broken_by(const Setting& setting) {
    Search search(setting);
    const std::string broken = search.run();
    BOOST_TEST_MESSAGE(search.states() << " states: " << (broken.empty() ? "nothing is broken" : broken));
    return broken;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_protocol_lets_one_thread_in_and_forgets_no_sleeper) {
    for (const Order order : {Order::of_stores, Order::of_each_variable}) {
        BOOST_TEST(broken_by({Fault::none, order, {2, 2, 0}, true}) == "");
        BOOST_TEST(broken_by({Fault::none, order, {2, 2, 0}, false}) == "");
    }
    BOOST_TEST(broken_by({Fault::none, Order::of_each_variable, {3, 1, 1}, true}) == "");
}

BOOST_AUTO_TEST_CASE(an_owner_may_go_on_to_another_mutex) {
    for (const Order order : {Order::of_stores, Order::of_each_variable}) {
        BOOST_TEST(broken_by({Fault::none, order, {2, 2, 0}, true, true}) == "");
    }
    // That it stores there releases nothing; where U2 did not either, nothing would.
    BOOST_TEST(broken_by({Fault::no_release, Order::of_each_variable, {2, 2, 0}, true, true}) ==
               "a write is lost");
}

BOOST_AUTO_TEST_CASE(each_fence_is_needed) {
    const std::array<Byte, most_threads> two{2, 2, 0};
    BOOST_TEST(broken_by({Fault::load_before_flag, Order::of_stores, two, true}) == "two threads are inside");
    BOOST_TEST(broken_by({Fault::load_before_flag_is_down, Order::of_stores, two, true}) ==
               "a thread sleeps for ever");
    BOOST_TEST(broken_by({Fault::no_barrier, Order::of_stores, two, true}) == "a thread sleeps for ever");
    BOOST_TEST(broken_by({Fault::no_barrier, Order::of_stores, {1, 1, 0}, true}) != "");
    BOOST_TEST(broken_by({Fault::no_release, Order::of_each_variable, two, true}) == "a write is lost");
}

BOOST_AUTO_TEST_CASE(each_rule_is_needed) {
    BOOST_TEST(broken_by({Fault::no_count, Order::of_stores, {3, 1, 1}, true}) == "two threads are inside");
    BOOST_TEST(broken_by({Fault::taken_as_locked, Order::of_stores, {1, 1, 1}, true}) ==
               "a thread sleeps for ever");
    BOOST_TEST(broken_by({Fault::no_wake, Order::of_stores, {2, 1, 0}, true}) == "a thread sleeps for ever");
    BOOST_TEST(broken_by({Fault::no_step_back, Order::of_stores, {2, 1, 0}, true}) ==
               "two threads are inside");
    BOOST_TEST(broken_by({Fault::one_flag, Order::of_stores, {2, 2, 1}, true}) != "");
}

BOOST_AUTO_TEST_SUITE_END()
