// SPDX-License-Identifier: MIT
// A program in which one rank misuses the loop: misused MISUSE RANK STEP EVERY [multiple]
//
// Each rank writes the error that it ends by, or "ended without an error". An exit code of 3 stands for an error on this rank.
#include "misuses.hpp"

#include "program.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <string_view>

int main(int argc, char** argv) {
    if (argc < 5) {
        fmt::print(stderr, "misused MISUSE RANK STEP EVERY [multiple]\n");
        return 2;
    }
    int level = 0;
    MPI_Init_thread(&argc, &argv, argc > 5 ? MPI_THREAD_MULTIPLE : MPI_THREAD_SINGLE, &level);
    std::string error = "no such misuse";
    for (const misuses::Named& one : misuses::all()) {
        if (one.name == std::string_view(argv[1])) {
            error = misuses::run(one.misuse, std::atoi(argv[2]), std::atoi(argv[3]),
                                 static_cast<std::uint64_t>(std::atoi(argv[4])));
        }
    }
    fmt::print(stderr, "rank {}: {}\n", program::rank(), error.empty() ? "ended without an error" : error);
    std::fflush(stderr);
    MPI_Finalize();
    return error.empty() ? 0 : 3;
}
