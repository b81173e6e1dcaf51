// SPDX-License-Identifier: MIT
// The exceptions' destructors, which make their type information one for the whole program.
#include <weft/error.hpp>

namespace weft {

Error::~Error() = default;
ArgumentError::~ArgumentError() = default;

}  // namespace weft
