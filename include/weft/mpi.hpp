// SPDX-License-Identifier: MIT
// All that weft has for programs of several processes, on MPI.
#pragma once

// Links weft-mpi, which is built with one MPI: the program has to be compiled with the same. Every object is made on all ranks of a
// communicator, in the same order, between MPI_Init and MPI_Finalize: that is a collective call. Destructors make none, and may run
// after MPI_Finalize. The communicator is duplicated, once however many objects are made with it; the duplicate is freed by
// MPI_Finalize.
//
// Calls are made from one thread at a time; below MPI_THREAD_SERIALIZED from the one that has called MPI_Init. Another one is
// refused with a weft::Error, as are errors of MPI, with the text that MPI has for them.

#include <weft/detail/export.hpp>

#include <weft/mpi/agreement.hpp>
#include <weft/mpi/errors.hpp>
#include <weft/mpi/guard.hpp>
#include <weft/mpi/mean.hpp>
#include <weft/mpi/on_rank.hpp>
