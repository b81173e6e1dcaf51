// SPDX-License-Identifier: MIT
// Lists of what fabrics keep. Each reference is in one list at most, as the collector counts it each time that it sees it.
#include "python/kept.hpp"

#include "python/interpreter.hpp"

#include <mutex>
#include <unordered_map>
#include <utility>

namespace weft::python::detail {

namespace {

thread_local Keeper* keeping_for = nullptr;

std::unordered_map<const void*, std::unique_ptr<Keeper>>& keepers() {
    static auto* const all = new std::unordered_map<const void*, std::unique_ptr<Keeper>>;
    return *all;
}

/// Of all lists. Not the GIL, as an end of the interpreter leaves no GIL to take. No code of others runs under it.
std::mutex& lists() {
    static auto* const mutex = new std::mutex;
    return *mutex;
}

void drop(const std::vector<PyObject*>& objects) noexcept {
    for (PyObject* const object : objects) {
        Py_XDECREF(object);
    }
}

}  // namespace

Keeper* keeper_of(const void* object) noexcept {
    const auto found = keepers().find(object);
    return found != keepers().end() ? found->second.get() : nullptr;
}

void add_keeper(const void* object, std::unique_ptr<Keeper> keeper) {
    keepers()[object] = std::move(keeper);
}

void remove_keeper(const void* object) noexcept {
    keepers().erase(object);
}

Keeper::~Keeper() {
    const std::lock_guard lock(lists());
    for (Kept* kept = first_; kept != nullptr;) {
        Kept* const next = kept->next_;
        kept->keeper_ = nullptr;
        kept->next_ = kept->before_ = nullptr;
        kept = next;
    }
}

int Keeper::traverse(visitproc visit, void* argument) const {
    const std::lock_guard lock(lists());
    for (const Kept* kept = first_; kept != nullptr; kept = kept->next_) {
        for (PyObject* const object : kept->objects_) {
            const int result = object != nullptr ? visit(object, argument) : 0;
            if (result != 0) {
                return result;
            }
        }
    }
    return 0;
}

void Keeper::clear() {
    // All at once, as what is dropped may run any code, which may change the list.
    std::vector<PyObject*> dropped;
    {
        const std::lock_guard lock(lists());
        for (Kept* kept = first_; kept != nullptr; kept = kept->next_) {
            const std::vector<PyObject*> taken = kept->take();
            dropped.insert(dropped.end(), taken.begin(), taken.end());
        }
    }
    drop(dropped);
}

KeepingFor::KeepingFor(Keeper* keeper) noexcept : before_(std::exchange(keeping_for, keeper)) {}

KeepingFor::~KeepingFor() {
    keeping_for = before_;
}

Kept::Kept(std::vector<pybind11::object> objects) {
    objects_.reserve(objects.size());
    for (pybind11::object& object : objects) {
        objects_.push_back(object.release().ptr());
    }
    const std::lock_guard lock(lists());
    join_list(keeping_for);
}

void Kept::move_to(Keeper* keeper) noexcept {
    const std::lock_guard lock(lists());
    leave_list();
    join_list(keeper);
}

std::vector<PyObject*> Kept::take() noexcept {
    return std::exchange(objects_, {});
}

void Kept::join_list(Keeper* keeper) noexcept {
    keeper_ = keeper;
    if (keeper != nullptr) {
        next_ = keeper->first_;
        if (next_ != nullptr) {
            next_->before_ = this;
        }
        keeper->first_ = this;
    }
}

void Kept::leave_list() noexcept {
    if (keeper_ != nullptr) {
        (before_ != nullptr ? before_->next_ : keeper_->first_) = next_;
        if (next_ != nullptr) {
            next_->before_ = before_;
        }
        keeper_ = nullptr;
        next_ = before_ = nullptr;
    }
}

Kept::~Kept() {
    {
        const std::lock_guard lock(lists());
        leave_list();
    }
    for (PyObject* const object : take()) {
        let_go(object);
    }
}

}  // namespace weft::python::detail
