// SPDX-License-Identifier: MIT
// Keeps calls in a ring, whose strings are used again.
#include "mpi/call_log.hpp"

#include <weft/detail/name_hash.hpp>

#include <algorithm>

namespace weft::detail {

CallLog::CallLog(std::uint64_t every) : ring_(std::min<std::uint64_t>(every, most_kept)) {}

void CallLog::add(std::string_view hook, const Args& args, std::uint64_t call) {
    Entry& entry = ring_[count_ % ring_.size()];
    entry.hook.assign(hook);
    entry.arguments.clear();
    for (const Arg& arg : args) {
        entry.arguments.push_back('\0');
        entry.arguments.append(arg.name());
    }
    entry.call = call;
    NameHash hash{NameHash::of(hook)};
    hash.mix(NameHash::of(entry.arguments));
    entry.hash = hash.value;
    NameHash all{hash_};
    all.mix(entry.hash);
    hash_ = all.value;
    ++count_;
}

void CallLog::clear() noexcept {
    count_ = 0;
    hash_ = 0;
}

std::size_t CallLog::kept() const noexcept {
    return static_cast<std::size_t>(std::min<std::uint64_t>(count_, ring_.size()));
}

const CallLog::Entry& CallLog::at(std::size_t index) const noexcept {
    return ring_[(count_ - kept() + index) % ring_.size()];
}

std::vector<std::uint64_t> CallLog::hashes() const {
    std::vector<std::uint64_t> all;
    for (std::size_t index = 0; index < kept(); ++index) {
        all.push_back(at(index).hash);
    }
    return all;
}

Position CallLog::position_of(std::size_t index) const {
    const Entry& entry = at(index);
    Position position;
    position.doing = Doing::waiting;
    position.meeting = Meeting::check;
    position.call = entry.call;
    position.set_hook(entry.hook);
    std::string names;
    for (const char character : entry.arguments) {
        names += character != '\0' ? std::string(1, character) : names.empty() ? "{" : ", ";
    }
    position.set_detail(names.empty() ? "{}" : names + "}");
    return position;
}

}  // namespace weft::detail
