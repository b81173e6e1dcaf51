// SPDX-License-Identifier: MIT
// The destructors of weft's exceptions. As they are defined here, the type information of each exists once in a program,
// and a `catch` in one shared library takes what another one throws.
#include <weft/error.hpp>

namespace weft {

Error::~Error() = default;
ArgumentError::~ArgumentError() = default;

}  // namespace weft
