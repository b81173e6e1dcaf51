// SPDX-License-Identifier: MIT
// Reads the text of an exception.
#include "mpi/thrown.hpp"

#include "mpi/ranks.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/type_name.hpp>

#include <fmt/format.h>

#include <cxxabi.h>

namespace weft::detail {

std::string thrown_text(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        return fmt::format("{}: {}", type_name(typeid(error)), escaped(error.what()));
    } catch (...) {
        const std::type_info* const type = abi::__cxa_current_exception_type();
        return type != nullptr ? type_name(*type) : "an exception of another language";
    }
}

Position position_of_thrown(const Ranks& ranks, std::string_view hook, const std::exception_ptr& exception) {
    Position here = ranks.position(Meeting::parting, 0, hook);
    here.doing = Doing::thrown;
    here.set_detail(thrown_text(exception));
    return here;
}

}  // namespace weft::detail
