// SPDX-License-Identifier: MIT
// A reference-counted pointer to a registration, for code that needs nothing else of it.
#pragma once

#include <weft/detail/export.hpp>

#include <boost/smart_ptr/intrusive_ptr.hpp>

namespace weft::detail {

class Registration;

WEFT_API void intrusive_ptr_add_ref(Registration* registration) noexcept;
WEFT_API void intrusive_ptr_release(Registration* registration) noexcept;

using RegistrationPointer = boost::intrusive_ptr<Registration>;

}  // namespace weft::detail
