// SPDX-License-Identifier: MIT
// The header of MPI, without the C++ bindings of MPI-2: they would have to be linked, and nobody here uses them.
#pragma once

#include <weft/detail/export.hpp>

#ifndef OMPI_SKIP_MPICXX
#define OMPI_SKIP_MPICXX 1  // NOLINT(readability-identifier-naming): the name is Open MPI's
#endif
#ifndef MPICH_SKIP_MPICXX
#define MPICH_SKIP_MPICXX 1  // NOLINT(readability-identifier-naming): the name is MPICH's
#endif

#include <mpi.h>

namespace weft::detail {

/// The ranks of a communicator, as one of them sees the others. In lib/mpi.
class Ranks;

}  // namespace weft::detail
