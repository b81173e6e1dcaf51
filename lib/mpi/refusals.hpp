// SPDX-License-Identifier: MIT
// Errors of weft-mpi, but for those about ranks that do not do the same.
#pragma once

#include <string_view>

namespace weft::detail {

/// `who` is the class that is made, or whose object is called.
[[noreturn]] void refuse_before_init(std::string_view who);
[[noreturn]] void refuse_after_finalize(std::string_view who);
[[noreturn]] void refuse_null_communicator(std::string_view who);
[[noreturn]] void refuse_intercommunicator(std::string_view who);
[[noreturn]] void refuse_thread(std::string_view who, std::string_view hook, std::string_view level);
[[noreturn]] void refuse_two_threads(std::string_view who, std::string_view hook);
/// With the text that MPI has for the code.
[[noreturn]] void refuse_mpi_error(std::string_view function, int code);

[[noreturn]] void refuse_every();
[[noreturn]] void refuse_timeout(double seconds);
[[noreturn]] void refuse_no_names();
[[noreturn]] void refuse_mean_name(std::string_view name);
[[noreturn]] void refuse_rank(int rank, int size);
[[noreturn]] void refuse_empty_factory();

}  // namespace weft::detail
