// SPDX-License-Identifier: MIT
// Whatever sets `should_stop` on some ranks, all leave the call with the same value.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace weft::literals;

BOOST_FIXTURE_TEST_SUITE(agreement_tests, program::Apart)

namespace {

/// Whether a loop is to stop where so many ranks, the last ones, want it.
bool stops(const weft::Fabric& fabric, int wanting) {
    bool should_stop = program::rank() >= program::size() - wanting;
    fabric.call("on_step", "should_stop"_a = should_stop);
    return should_stop;
}

}  // namespace

BOOST_AUTO_TEST_CASE(any_rank_stops_all) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    BOOST_TEST(!stops(fabric, 0));
    BOOST_TEST(stops(fabric, 1));
    BOOST_TEST(stops(fabric, program::size()));
    BOOST_TEST(!stops(fabric, 0));
}

BOOST_AUTO_TEST_CASE(all_ranks_have_to_want_it_where_that_is_asked) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm, weft::mpi::StopIf::all});
    BOOST_TEST(!stops(fabric, 0));
    BOOST_TEST(stops(fabric, 1) == (program::size() == 1));
    BOOST_TEST(stops(fabric, program::size()));
}

BOOST_AUTO_TEST_CASE(what_a_handler_sets_counts_and_an_atomic_flag_is_one) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    fabric.connect(
        "on_step", [](std::atomic<bool>& should_stop) { should_stop = program::rank() == 0; },
        "should_stop"_a);
    std::atomic<bool> should_stop = false;
    fabric.call("on_step", "should_stop"_a = should_stop);
    BOOST_TEST(should_stop.load());
}

BOOST_AUTO_TEST_CASE(calls_without_the_flag_need_no_other_rank) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    for (int step = 0; step < program::rank(); ++step) {
        fabric.call("on_step", "step"_a = step);
    }
    BOOST_TEST(!stops(fabric, 0));
}

BOOST_AUTO_TEST_CASE(a_part_of_the_ranks_agrees_by_itself) {
    MPI_Comm half = MPI_COMM_NULL;
    MPI_Comm_split(MPI_COMM_WORLD, program::rank() % 2, 0, &half);
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{half});
    bool should_stop = program::rank() == 1;
    fabric.call("on_step", "should_stop"_a = should_stop);
    BOOST_TEST(should_stop == (program::rank() % 2 == 1));
    // What is given is duplicated, and stays the caller's.
    MPI_Comm_free(&half);
    fabric.call("on_step", "should_stop"_a = should_stop);
    BOOST_TEST(should_stop == (program::rank() % 2 == 1));
}

BOOST_AUTO_TEST_CASE(many_objects_share_one_communicator) {
    // Beyond the number of communicators that an MPI has.
    for (int made = 0; made < 5000; ++made) {
        const weft::mpi::Agreement agreement{MPI_COMM_WORLD};
    }
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    BOOST_TEST(stops(fabric, 1));
}

BOOST_AUTO_TEST_CASE(a_flag_that_cannot_be_changed_is_refused) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    const bool should_stop = false;
    BOOST_CHECK_THROW(fabric.call("on_step", "should_stop"_a = should_stop), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_call_in_another_thread_is_refused_where_mpi_forbids_it) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    std::string text;
    std::thread([&] {
        try {
            stops(fabric, 0);
        } catch (const weft::Error& error) {
            text = error.what();
        }
    }).join();
    int level = 0;
    MPI_Query_thread(&level);
    if (level < MPI_THREAD_SERIALIZED) {
        const std::string name = level == MPI_THREAD_SINGLE ? "MPI_THREAD_SINGLE" : "MPI_THREAD_FUNNELED";
        BOOST_TEST(
            text ==
            "weft::mpi::Agreement: 'on_step' is called in a thread that has not called MPI_Init, which " +
                name +
                " forbids: call it in that one, or begin by MPI_Init_thread with MPI_THREAD_SERIALIZED");
    } else {
        BOOST_TEST(text.empty());
    }
    BOOST_TEST(stops(fabric, 1));
}

BOOST_AUTO_TEST_CASE(no_communicator_is_refused) {
    const auto refusal = [](MPI_Comm given) -> std::string {
        try {
            const weft::mpi::Agreement agreement{given};
        } catch (const weft::Error& error) {
            return error.what();
        }
        return {};
    };
    BOOST_TEST(refusal(MPI_COMM_NULL) ==
               "weft::mpi::Agreement: the communicator is MPI_COMM_NULL, expected one that this rank is in");
    MPI_Comm half = MPI_COMM_NULL;
    MPI_Comm between = MPI_COMM_NULL;
    MPI_Comm_split(MPI_COMM_WORLD, program::rank() % 2, 0, &half);
    MPI_Intercomm_create(half, 0, MPI_COMM_WORLD, 1 - program::rank() % 2, 0, &between);
    BOOST_TEST(
        refusal(between) ==
        "weft::mpi::Agreement: the communicator is between two groups, expected one of a single group");
    MPI_Comm_free(&between);
    MPI_Comm_free(&half);
}

BOOST_AUTO_TEST_SUITE_END()
