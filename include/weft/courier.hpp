// SPDX-License-Identifier: MIT
// Carries an exception past functions that cannot let it through, such as those of a C library that calls back.
#pragma once

#include <weft/detail/export.hpp>

#include <exception>
#include <utility>

namespace weft {

/// For a loop with frames of C between it and its hooks: an exception must not cross them. In the function that the C library
/// calls, `run` keeps what is thrown and says whether to go on; behind the library, `deliver` throws it:
///
/// `int on_iteration(void* data) { return courier(data).run([&] { fabric.call("on_step"); }) ? 0 : 1; }`
/// `minimize(problem, on_iteration, &courier); courier.deliver();`
///
/// Keeps one exception, the first. One thread at a time; `deliver` may run in another thread than `run` did.
class WEFT_API Courier {
public:
    Courier() noexcept = default;
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    /// An exception that was never delivered ends here, without a word.
    ~Courier() = default;

    /// Calls the function, whose result is ignored; true where it has returned. False where it has thrown, and ever after, without
    /// calling anything, until what it threw is delivered. The cancellation of a thread goes through, as it cannot be kept.
    template <class Function>
    bool run(Function&& function) {
        if (exception_ != nullptr) {
            return false;
        }
        try {
            static_cast<void>(std::forward<Function>(function)());
            return exception_ == nullptr;  // A run inside this one may have failed.
        } catch (...) {
            keep();
            return false;
        }
    }

    /// Throws what `run` has kept, the same object, and keeps it no longer. Does nothing where there is nothing.
    void deliver();

    /// Whether there is something to deliver.
    [[nodiscard]] bool has_failed() const noexcept { return exception_ != nullptr; }

private:
    /// Keeps the exception that is being handled.
    void keep();

    std::exception_ptr exception_;
};

}  // namespace weft
