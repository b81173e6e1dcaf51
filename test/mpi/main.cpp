// SPDX-License-Identifier: MIT
// The program that mpirun starts, once for each rank: it runs the case that it is told.
#define BOOST_TEST_MODULE ranks

#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>

namespace {

int wanted_level() {
    const char* const name = std::getenv("WEFT_TEST_THREAD_LEVEL");
    return name != nullptr && std::string(name) == "multiple" ? MPI_THREAD_MULTIPLE : MPI_THREAD_SINGLE;
}

struct Mpi {
    Mpi() {
        int provided = MPI_THREAD_SINGLE;
        MPI_Init_thread(nullptr, nullptr, wanted_level(), &provided);
    }
    Mpi(const Mpi&) = delete;
    Mpi& operator=(const Mpi&) = delete;
    ~Mpi() { MPI_Finalize(); }
};

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(Mpi);
