// SPDX-License-Identifier: MIT
// The two exceptions that weft itself throws.
#pragma once

#include <weft/detail/export.hpp>

#include <stdexcept>

namespace weft {

/// Thrown where weft refuses something: at registration, in `check`, in a call, in a ready-made callback. The text says who,
/// which hook, what was found, what was expected and what to do. The fabric stays usable. What a handler throws is not wrapped
/// in one of these: it leaves the call as it is.
class WEFT_API Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
    Error(const Error&) = default;
    Error& operator=(const Error&) = default;
    ~Error() override;
};

/// Thrown for an argument that is missing, of the wrong type, const where a `T&` is asked for, or out of range; and for a name
/// of an argument that is empty or given twice at run time.
///
/// A call throws it before the handler that wanted the argument runs; `get` of `Args`, `Arg` and `ArgMap` throws it too, and
/// `collect` and `first` do for a result out of range.
class WEFT_API ArgumentError : public Error {
public:
    using Error::Error;
    ArgumentError(const ArgumentError&) = default;
    ArgumentError& operator=(const ArgumentError&) = default;
    ~ArgumentError() override;
};

}  // namespace weft
