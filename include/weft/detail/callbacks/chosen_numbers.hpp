// SPDX-License-Identifier: MIT
// Which numbers of a call a callback shows: all, or those that it was asked for by name.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg.hpp>
#include <weft/reads.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Any thread, several at once.
class WEFT_API ChosenNumbers {
public:
    /// `owner` is the callback's name in what is said; it is not copied, so it must be a literal. No names: all numbers.
    ChosenNumbers(std::string_view owner, std::vector<std::string> names);

    [[nodiscard]] bool are_all() const noexcept { return names_.empty(); }
    [[nodiscard]] bool has(std::string_view name) const noexcept;

    /// Adds what is read on that hook.
    void add_reads(std::string_view hook, std::vector<Read>& reads) const;

    /// Says on standard error that an argument which was asked for is no number: once for each name.
    void say_no_number(const Arg& argument) const noexcept;

private:
    struct Said;

    std::string_view owner_;
    std::vector<std::string> names_;
    std::shared_ptr<Said> said_;
};

}  // namespace weft::detail
