// SPDX-License-Identifier: MIT
// What MPI says of this process: whether it may be called, and from which thread.
#pragma once

#include <weft/detail/mpi/mpi.hpp>

#include <string_view>

namespace weft::detail {

/// Throws `Error` with MPI's own text unless the code is that of success.
void check_mpi(int code, std::string_view function);

/// Throws `Error` before MPI_Init and after MPI_Finalize.
void require_mpi(std::string_view who);

/// Throws `Error` where this thread may not call MPI. `hook` is the one that is called in it.
void require_mpi_thread(std::string_view who, std::string_view hook);

/// Whether a thread of ours may call MPI beside that of the program.
bool any_thread_may_call_mpi();

/// The function is called by MPI_Finalize, while MPI may still be used. Once.
void at_finalize(void (*function)());

}  // namespace weft::detail
