// SPDX-License-Identifier: MIT
// Keeps what `expose` was told of types, by their names, as other types are told apart.
#include "python/exposure.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace weft::python::detail {

namespace {

std::atomic<std::uint32_t> exposures_given = 0;

struct Exposures {
    std::mutex mutex;
    std::map<std::string, const Exposure*, std::less<>> by_type;
    /// Those that were replaced, too: a call may use them.
    std::vector<std::unique_ptr<Exposure>> all;
};

Exposures& exposures() {
    static auto* const all = new Exposures;
    return *all;
}

}  // namespace

void expose(const std::type_info& type, MakeObject function) {
    Exposures& all = exposures();
    const std::lock_guard lock(all.mutex);
    all.by_type[type.name()] =
        all.all.emplace_back(std::make_unique<Exposure>(Exposure{std::move(function)})).get();
    exposures_given.fetch_add(1, std::memory_order_release);
}

const Exposure* find_exposure(const std::type_info& type) {
    Exposures& all = exposures();
    const std::lock_guard lock(all.mutex);
    const auto found = all.by_type.find(std::string_view(type.name()));
    return found != all.by_type.end() ? found->second : nullptr;
}

std::uint32_t exposures_made() noexcept {
    return exposures_given.load(std::memory_order_acquire);
}

}  // namespace weft::python::detail
