// SPDX-License-Identifier: MIT
// The two exceptions that weft itself throws.
#pragma once

#include <weft/detail/export.hpp>

#include <stdexcept>

namespace weft {

/// What weft refuses: at registration, at a check, or in a call. The text says who, which hook, what was found,
/// what was expected and what to do.
class WEFT_API Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
    Error(const Error&) = default;
    Error& operator=(const Error&) = default;
    ~Error() override;
};

/// An argument that is missing, of the wrong type, const where a mutable reference is asked for, or out of range.
/// Thrown out of a call before the handler that wanted the argument runs, and by `get` of `Args`, `Arg` and `ArgMap`.
class WEFT_API ArgumentError : public Error {
public:
    using Error::Error;
    ArgumentError(const ArgumentError&) = default;
    ArgumentError& operator=(const ArgumentError&) = default;
    ~ArgumentError() override;
};

}  // namespace weft
