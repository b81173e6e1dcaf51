// SPDX-License-Identifier: MIT
// A table of shapes by their names and types. None is ever removed, as plans are kept by the address of a shape.
#include "python/module/fixed_shapes.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace weft::python::detail {

namespace {

using weft::detail::ArgInfo;
using weft::detail::Shape;

/// A program that makes its names at run time would else fill the memory.
constexpr std::size_t most_shapes = 4096;

struct KeptShape {
    std::vector<ArgInfo> infos;
    Shape shape;
};

bool is_same(const ArgInfo& one, const ArgInfo& other) noexcept {
    return one.name.data() == other.name.data() && one.name.size() == other.name.size() &&
           one.type == other.type && one.is_mutable == other.is_mutable && one.is_lazy == other.is_lazy;
}

std::size_t hash(const ArgInfo* infos, std::size_t count) noexcept {
    std::uint64_t value = count;
    for (std::size_t i = 0; i < count; ++i) {
        const auto mixed = reinterpret_cast<std::uintptr_t>(infos[i].name.data()) * 31 +
                           reinterpret_cast<std::uintptr_t>(infos[i].type) + (infos[i].is_mutable ? 1 : 0);
        value = (value ^ mixed) * 0x9E3779B97F4A7C15U;
    }
    return value ^ (value >> 29U);
}

}  // namespace

const Shape* fixed_shape(const ArgInfo* infos, std::size_t count, std::size_t positional, PyObject* names) {
    static auto* const all = new std::unordered_multimap<std::size_t, std::unique_ptr<KeptShape>>;
    const std::size_t key = hash(infos, count);
    for (auto [at, end] = all->equal_range(key); at != end; ++at) {
        const KeptShape& kept = *at->second;
        if (kept.shape.positional == positional &&
            std::equal(infos, infos + count, kept.infos.begin(), kept.infos.end(), &is_same)) {
            return &kept.shape;
        }
    }
    if (all->size() >= most_shapes) {
        return nullptr;
    }
    auto made = std::make_unique<KeptShape>(KeptShape{{infos, infos + count}, {}});
    made->shape = {made->infos.data(), static_cast<std::uint32_t>(count),
                   static_cast<std::uint32_t>(positional), true, false};
    Py_XINCREF(names);
    return &all->emplace(key, std::move(made))->second->shape;
}

}  // namespace weft::python::detail
