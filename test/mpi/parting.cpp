// SPDX-License-Identifier: MIT
// Ranks that end while others go on. Each case is the last of its job.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace weft::literals;

BOOST_FIXTURE_TEST_SUITE(parting_tests, program::Apart)

BOOST_AUTO_TEST_CASE(a_rank_that_has_ended_ends_the_call_of_the_others) {
    if (program::rank() == 1) {
        weft::Fabric fabric;
        fabric.observe(quick_guard());
        fabric.call("on_step");
        return;  // On to MPI_Finalize, which tells the others.
    }
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Guard{comm, {.every = 1, .timeout = std::chrono::seconds(30)}});
    fabric.call("on_step");
    const std::string text = program::divergence_of([&] { fabric.call("on_step"); });
    BOOST_TEST(text.find("rank 1 has called MPI_Finalize after 'on_step' (call 1)") != std::string::npos,
               text);
}

BOOST_AUTO_TEST_SUITE_END()
