// SPDX-License-Identifier: MIT
// Asks MPI about this process.
#include "mpi/process.hpp"

#include "mpi/refusals.hpp"

namespace weft::detail {

namespace {

int thread_level() {
    int level = MPI_THREAD_SINGLE;
    check_mpi(MPI_Query_thread(&level), "MPI_Query_thread");
    return level;
}

void (*function_at_finalize)() = nullptr;

extern "C" int call_function_at_finalize(MPI_Comm /*self*/, int /*keyval*/, void* /*value*/,
                                         void* /*extra*/) {
    function_at_finalize();
    return MPI_SUCCESS;
}

}  // namespace

void check_mpi(int code, std::string_view function) {
    if (code != MPI_SUCCESS) {
        refuse_mpi_error(function, code);
    }
}

void require_mpi(std::string_view who) {
    int is_there = 0;
    MPI_Initialized(&is_there);
    if (is_there == 0) {
        refuse_before_init(who);
    }
    MPI_Finalized(&is_there);
    if (is_there != 0) {
        refuse_after_finalize(who);
    }
}

void require_mpi_thread(std::string_view who, std::string_view hook) {
    static const int level = thread_level();
    if (level >= MPI_THREAD_SERIALIZED) {
        return;
    }
    int is_main = 0;
    check_mpi(MPI_Is_thread_main(&is_main), "MPI_Is_thread_main");
    if (is_main == 0) {
        refuse_thread(who, hook, level == MPI_THREAD_SINGLE ? "MPI_THREAD_SINGLE" : "MPI_THREAD_FUNNELED");
    }
}

bool any_thread_may_call_mpi() {
    return thread_level() == MPI_THREAD_MULTIPLE;
}

void at_finalize(void (*function)()) {
    // MPI_Finalize first deletes the attributes of MPI_COMM_SELF: MPI 4.0, section 11.2.4.
    function_at_finalize = function;
    int keyval = MPI_KEYVAL_INVALID;
    check_mpi(MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, &call_function_at_finalize, &keyval, nullptr),
              "MPI_Comm_create_keyval");
    check_mpi(MPI_Comm_set_attr(MPI_COMM_SELF, keyval, nullptr), "MPI_Comm_set_attr");
}

}  // namespace weft::detail
