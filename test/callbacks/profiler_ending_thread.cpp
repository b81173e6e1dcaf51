// SPDX-License-Identifier: MIT
// Profiler: calls that a thread makes while it ends.
#include "profiled.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

BOOST_AUTO_TEST_SUITE(profiler_ending_thread_tests)

BOOST_AUTO_TEST_CASE(a_call_made_while_its_thread_ends_is_measured) {
    Profiled profiled;
    struct AtEnd {
        const weft::Fabric* fabric = nullptr;
        ~AtEnd() { fabric->call("on_step"); }
    };
    std::thread([&profiled] {
        static thread_local AtEnd at_end;
        at_end.fabric = &profiled.fabric;
        profiled.fabric.call("on_step");
    }).join();
    BOOST_TEST(profiled.profiler.hooks().at(0).count == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
