// SPDX-License-Identifier: MIT
// The texts of what weft-mpi refuses.
#include "mpi/refusals.hpp"

#include <weft/detail/mpi/mpi.hpp>
#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include <fmt/format.h>

#include <array>
#include <string>

namespace weft::detail {

void refuse_before_init(std::string_view who) {
    throw Error(fmt::format("{}: MPI_Init has not been called: call it first", who));
}

void refuse_after_finalize(std::string_view who) {
    throw Error(fmt::format("{}: MPI_Finalize has been called: use it before", who));
}

void refuse_null_communicator(std::string_view who) {
    throw Error(fmt::format("{}: the communicator is MPI_COMM_NULL, expected one that this rank is in", who));
}

void refuse_intercommunicator(std::string_view who) {
    throw Error(
        fmt::format("{}: the communicator is between two groups, expected one of a single group", who));
}

void refuse_thread(std::string_view who, std::string_view hook, std::string_view level) {
    throw Error(
        fmt::format("{}: '{}' is called in a thread that has not called MPI_Init, which {} forbids: call it "
                    "in that one, or begin by MPI_Init_thread with MPI_THREAD_SERIALIZED",
                    who, escaped(hook), level));
}

void refuse_two_threads(std::string_view who, std::string_view hook) {
    throw Error(
        fmt::format("{}: '{}' is called while another thread is in a call on the same communicator, expected "
                    "one at a time: their order would not be the same on all ranks",
                    who, escaped(hook)));
}

void refuse_mpi_error(std::string_view function, int code) {
    std::array<char, MPI_MAX_ERROR_STRING> text{};
    int size = 0;
    if (MPI_Error_string(code, text.data(), &size) != MPI_SUCCESS) {
        size = 0;
    }
    const std::string_view said(text.data(), static_cast<std::size_t>(size));
    throw Error(
        fmt::format("{}: {}", function, said.empty() ? fmt::format("error {}", code) : escaped(said)));
}

void refuse_every() {
    throw Error("weft::mpi::Guard: 'every' is 0, expected at least 1");
}

void refuse_timeout(double seconds) {
    throw Error(fmt::format("weft::mpi::Guard: 'timeout' is {} s, expected a time above zero", seconds));
}

void refuse_no_names() {
    throw Error("weft::mpi::Mean: no names, expected those of the arguments to average");
}

void refuse_mean_name(std::string_view name) {
    throw Error(name.empty() ? "weft::mpi::Mean: a name is empty, expected that of an argument"
                             : fmt::format("weft::mpi::Mean: '{}' is named twice, expected each name once",
                                           escaped(name)));
}

void refuse_rank(int rank, int size) {
    throw Error(
        fmt::format("weft::mpi::on_rank: there is no rank {}, expected one from 0 to {}", rank, size - 1));
}

void refuse_empty_factory() {
    throw Error("weft::mpi::on_rank: the factory is empty, expected a function that makes a callback");
}

}  // namespace weft::detail
