// SPDX-License-Identifier: MIT
// What observers remember of a call until it ends.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace weft::detail {

/// One note for each observer. All are destroyed with the call, so that an observer leaves nothing behind even if it is
/// disconnected or blocked during the call and never told of its end. Used only by the thread of the call.
class WEFT_API CallNotes {
public:
    CallNotes() noexcept = default;
    /// For a call inside another one of the same thread. `outer` are the notes of that one; null where there is none.
    explicit CallNotes(const CallNotes* outer) noexcept
        : outer_(outer), depth_(outer != nullptr ? outer->depth_ + 1 : 0) {}

    /// The notes of the observed call that this call is inside of, or null.
    [[nodiscard]] const CallNotes* outer() const noexcept { return outer_; }
    /// How many observed calls this call is inside of.
    [[nodiscard]] std::size_t depth() const noexcept { return depth_; }

    /// The note kept under the key, which must be a `Note`; null where there is none.
    template <class Note>
    [[nodiscard]] Note* find(const std::shared_ptr<const void>& key) const noexcept {
        for (const Entry& entry : entries_) {
            if (entry.key == key) {
                return static_cast<Note*>(entry.note.get());
            }
        }
        return nullptr;
    }

    /// Keeps a note under a key that has none yet. Keeps the key, too, so that no other observer's key can get the same
    /// address before the call ends.
    template <class Note>
    Note& keep(const std::shared_ptr<const void>& key, Note note) {
        auto kept = std::make_shared<Note>(std::move(note));
        entries_.push_back({key, kept});
        return *kept;
    }

    void erase(const std::shared_ptr<const void>& key) noexcept;

private:
    struct Entry {
        std::shared_ptr<const void> key;
        std::shared_ptr<void> note;
    };

    const CallNotes* outer_ = nullptr;
    std::size_t depth_ = 0;
    std::vector<Entry> entries_;
};

}  // namespace weft::detail
