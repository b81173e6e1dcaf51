// SPDX-License-Identifier: MIT
// Copies of some arguments of a call, of the same types and in the same order, to be used when the call has returned.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace weft::detail {

/// Owns each value. Text is copied with its characters, so that a `const char*` and a `std::string_view` stay valid. To
/// handlers the copies are const.
class WEFT_API CopiedArguments {
public:
    CopiedArguments() = default;
    /// `has_room_for` is how many will be added. `are_names_constant`: the names outlive the copies, and are not copied.
    CopiedArguments(std::size_t has_room_for, bool are_names_constant);
    CopiedArguments(CopiedArguments&& other) noexcept = default;
    CopiedArguments& operator=(CopiedArguments&& other) noexcept = default;
    CopiedArguments(const CopiedArguments&) = delete;
    CopiedArguments& operator=(const CopiedArguments&) = delete;
    ~CopiedArguments() = default;

    /// Whether a copy of the argument would be valid without the original: it can be copied, and is text or no view.
    [[nodiscard]] static bool can_copy(const ArgInfo& info) noexcept;

    /// Adds a copy of an argument that can be copied, and returns its place.
    std::size_t add(const ArgInfo& info, const void* value);

    /// The shape of the copies; valid as long as nothing is added.
    [[nodiscard]] Shape shape() const noexcept;
    [[nodiscard]] void* const* values() const noexcept { return values_.data(); }

private:
    using Owned = std::unique_ptr<void, void (*)(void*) noexcept>;

    std::vector<ArgInfo> infos_;
    std::vector<void*> values_;
    std::vector<Owned> owned_;
    std::vector<std::unique_ptr<const std::string>> names_;
    bool are_names_constant_ = true;
};

}  // namespace weft::detail
