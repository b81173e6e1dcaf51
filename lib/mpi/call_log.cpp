// SPDX-License-Identifier: MIT
// Keeps the last calls in a ring.
#include "mpi/call_log.hpp"

#include <weft/detail/arguments/spelling.hpp>
#include <weft/detail/bridge_access.hpp>
#include <weft/detail/name_hash.hpp>

#include <algorithm>

namespace weft::detail {

CallLog::CallLog(std::uint64_t every) : ring_(std::min<std::uint64_t>(every, most_kept)) {}

void CallLog::add(std::string_view hook, const Args& args, std::uint64_t call) {
    NameHash hash{NameHash::of(hook)};
    NameHash key = hash;
    for (const Arg& arg : args) {
        const std::uint64_t of_name = NameHash::of(arg.name());
        hash.mix(of_name);
        key.mix(arg.name().empty() ? reinterpret_cast<std::uintptr_t>(&arg.type()) : of_name);
    }
    const auto [kind, is_new] = kinds_.try_emplace(key.value);
    if (is_new) {
        kind->second = {std::string(hook), list_names(BridgeAccess::view(args))};
    }
    ring_[count_ % ring_.size()] = {hash.value, key.value, call};
    NameHash all{hash_};
    all.mix(hash.value);
    hash_ = all.value;
    ++count_;
}

void CallLog::clear() {
    // A loop may make up names without end.
    constexpr std::size_t most_kinds = 4096;
    if (kinds_.size() > most_kinds) {
        kinds_.clear();
    }
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
    const Kind& kind = kinds_.at(entry.kind);
    Position position;
    position.doing = Doing::waiting;
    position.meeting = Meeting::check;
    position.call = entry.call;
    position.set_hook(kind.hook);
    position.set_detail(kind.arguments);
    return position;
}

}  // namespace weft::detail
