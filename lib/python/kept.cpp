// SPDX-License-Identifier: MIT
// Lists of what fabrics keep. Each reference is in one list at most, as the collector counts it each time that it sees it.
#include "python/kept.hpp"

#include "python/interpreter.hpp"

#include <utility>

namespace weft::python::detail {

namespace {

thread_local Keeper* keeping_for = nullptr;

void drop(const std::vector<PyObject*>& objects) noexcept {
    for (PyObject* const object : objects) {
        Py_XDECREF(object);
    }
}

}  // namespace

Keeper::~Keeper() {
    for (Kept* kept = first_; kept != nullptr;) {
        Kept* const next = kept->next_;
        kept->keeper_ = nullptr;
        kept->next_ = kept->before_ = nullptr;
        kept = next;
    }
}

int Keeper::traverse(visitproc visit, void* argument) const {
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
    for (Kept* kept = first_; kept != nullptr; kept = kept->next_) {
        const std::vector<PyObject*> taken = kept->take();
        dropped.insert(dropped.end(), taken.begin(), taken.end());
    }
    drop(dropped);
}

KeepingFor::KeepingFor(Keeper* keeper) noexcept : before_(std::exchange(keeping_for, keeper)) {}

KeepingFor::~KeepingFor() {
    keeping_for = before_;
}

Kept::Kept(std::vector<pybind11::object> objects) : keeper_(keeping_for) {
    objects_.reserve(objects.size());
    for (pybind11::object& object : objects) {
        objects_.push_back(object.release().ptr());
    }
    if (keeper_ != nullptr) {
        next_ = keeper_->first_;
        if (next_ != nullptr) {
            next_->before_ = this;
        }
        keeper_->first_ = this;
    }
}

std::vector<PyObject*> Kept::take() noexcept {
    return std::exchange(objects_, {});
}

Kept::~Kept() {
    if (!may_enter()) {
        return;  // The objects go with the interpreter, and nobody looks at the list any more.
    }
    try {
        const Gil gil;
        if (keeper_ != nullptr) {
            (before_ != nullptr ? before_->next_ : keeper_->first_) = next_;
            if (next_ != nullptr) {
                next_->before_ = before_;
            }
        }
        drop(take());
    } catch (...) {  // NOLINT(bugprone-empty-catch): the interpreter has begun to end meanwhile.
    }
}

}  // namespace weft::python::detail
