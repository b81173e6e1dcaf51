// SPDX-License-Identifier: MIT
// What is refused where any thread may call MPI, and what MPI itself refuses.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <thread>

using namespace weft::literals;

namespace {

bool is_duplicating_refused = false;

}  // namespace

/// Called in place of MPI's own: its profiling interface (MPI 4.0, section 15.2).
extern "C" int MPI_Comm_dup(MPI_Comm comm, MPI_Comm* made) {
    return is_duplicating_refused ? MPI_ERR_INTERN : PMPI_Comm_dup(comm, made);
}

BOOST_FIXTURE_TEST_SUITE(refusals_tests, program::Apart)

BOOST_AUTO_TEST_CASE(an_error_of_mpi_has_the_text_of_mpi) {
    is_duplicating_refused = true;
    std::string text;
    try {
        const weft::mpi::Agreement agreement{comm};
    } catch (const weft::Error& error) {
        text = error.what();
    }
    is_duplicating_refused = false;
    std::array<char, MPI_MAX_ERROR_STRING> said{};
    int size = 0;
    MPI_Error_string(MPI_ERR_INTERN, said.data(), &size);
    BOOST_TEST(text == "MPI_Comm_dup: " + std::string(said.data()));
    // Nothing is left of it.
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    bool should_stop = program::rank() == 0;
    fabric.call("on_step", "should_stop"_a = should_stop);
    BOOST_TEST(should_stop);
}

BOOST_AUTO_TEST_CASE(two_threads_in_calls_at_once_are_refused) {
    int level = 0;
    MPI_Query_thread(&level);
    BOOST_REQUIRE(level == MPI_THREAD_MULTIPLE);
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Agreement{comm});
    // The other ranks come when one of the two threads of the first was refused: until then the other one waits for them.
    std::array<std::string, 2> refused;
    const auto call = [&](std::string& text) {
        bool should_stop = false;
        try {
            fabric.call("on_step", "should_stop"_a = should_stop);
        } catch (const weft::Error& error) {
            text = error.what();
            for (int rank = 1; rank < program::size(); ++rank) {
                MPI_Send(nullptr, 0, MPI_BYTE, rank, 0, MPI_COMM_WORLD);
            }
        }
    };
    if (program::rank() == 0) {
        std::thread other([&] { call(refused[1]); });
        call(refused[0]);
        other.join();
        BOOST_TEST(refused[0] + refused[1] ==
                   "weft::mpi::Agreement: 'on_step' is called while another thread is in a call on the same "
                   "communicator, expected one at a time: their order would not be the same on all ranks");
    } else {
        MPI_Recv(nullptr, 0, MPI_BYTE, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        call(refused[0]);
        BOOST_TEST(refused[0] == "");
    }
}

BOOST_AUTO_TEST_SUITE_END()
