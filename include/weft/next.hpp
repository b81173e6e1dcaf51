// SPDX-License-Identifier: MIT
// What comes after a handler in its call, for a handler that goes around it.
#pragma once

#include <weft/detail/export.hpp>

namespace weft {

/// A handler with a parameter `const weft::Next&` goes around what comes after it: it runs it where it likes, or not at all.
///
/// @code
/// void around_validation(const weft::Next& next) {
///     const NoGradient guard;
///     next();
/// }
/// @endcode
///
/// The parameter takes up no position and no name. It is valid while the handler runs, in the handler's thread.
class Next {
public:
    /// Runs the handlers after this one, then the body of `Fabric::around`, and returns when they have. What they throw comes
    /// out of it. Without a call of it, they do not run.
    ///
    /// Throws `Error` if it has been called in this run before, and in another thread than that of the call.
    void operator()() const { run(); }

    Next(const Next&) = delete;
    Next& operator=(const Next&) = delete;

protected:
    // A test of a callback may derive a class of its own, to see whether and when it is called.
    Next() = default;
    ~Next() = default;

private:
    virtual void run() const = 0;
};

}  // namespace weft
