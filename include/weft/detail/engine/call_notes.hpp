// SPDX-License-Identifier: MIT
// What observers keep about a call while it runs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace weft::detail {

/// One note for each observer. All of them end with the call, so that an observer which is let go of or blocked in the
/// middle of it, or never told of its end, leaves nothing behind. Used in the thread of the call alone.
class CallNotes {
public:
    CallNotes() noexcept = default;
    /// Of a call inside another one of the same thread, whose notes these are; null for none.
    explicit CallNotes(const CallNotes* outer) noexcept
        : outer_(outer), depth_(outer != nullptr ? outer->depth_ + 1 : 0) {}

    /// The notes of the observed call that this one was made in, or null.
    [[nodiscard]] const CallNotes* outer() const noexcept { return outer_; }
    /// How many observed calls this one is in.
    [[nodiscard]] std::size_t depth() const noexcept { return depth_; }

    /// What was kept under the key; null where nothing was.
    template <class Note>
    [[nodiscard]] Note* find(const std::shared_ptr<const void>& key) const noexcept {
        const auto found = std::find_if(entries_.begin(), entries_.end(),
                                        [&key](const Entry& entry) { return entry.key == key; });
        return found != entries_.end() ? static_cast<Note*>(found->note.get()) : nullptr;
    }

    /// Under a key that has no note yet. The key is kept as well: no other observer comes to have the same one.
    template <class Note>
    Note& keep(const std::shared_ptr<const void>& key, Note note) {
        auto kept = std::make_shared<Note>(std::move(note));
        entries_.push_back({key, kept});
        return *kept;
    }

    void erase(const std::shared_ptr<const void>& key) noexcept {
        std::erase_if(entries_, [&key](const Entry& entry) { return entry.key == key; });
    }

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
