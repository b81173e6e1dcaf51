// SPDX-License-Identifier: MIT
// Python objects that a fabric keeps, so that Python's garbage collector finds them there.
#pragma once

#include <pybind11/pybind11.h>

#include <vector>

namespace weft::python::detail {

class Kept;

/// What one fabric that Python owns keeps. `clear` needs the GIL.
class Keeper {
public:
    Keeper() = default;
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;
    ~Keeper();

    /// Shows each object to the collector. Runs no Python code.
    int traverse(visitproc visit, void* argument) const;
    /// Drops the references to all objects. Their handlers do nothing from then on.
    void clear();

private:
    friend class Kept;

    Kept* first_ = nullptr;
};

/// While it lives, what this thread keeps for a fabric is listed in that fabric's keeper. Null: nowhere.
class KeepingFor {
public:
    explicit KeepingFor(Keeper* keeper) noexcept;
    KeepingFor(const KeepingFor&) = delete;
    KeepingFor& operator=(const KeepingFor&) = delete;
    ~KeepingFor();

private:
    Keeper* before_;
};

/// References that something in a fabric has: a callback, a handler, a predicate. Made with the GIL, destroyed in any thread.
class Kept {
public:
    explicit Kept(std::vector<pybind11::object> objects);
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept();

    /// A new reference, or null where the collector has dropped them. Needs the GIL.
    [[nodiscard]] pybind11::object at(std::size_t index) const {
        return pybind11::reinterpret_borrow<pybind11::object>(index < objects_.size() ? objects_[index]
                                                                                      : nullptr);
    }
    [[nodiscard]] PyObject* borrow(std::size_t index) const noexcept {
        return index < objects_.size() ? objects_[index] : nullptr;
    }

private:
    friend class Keeper;

    std::vector<PyObject*> take() noexcept;
    void leave_list() noexcept;

    std::vector<PyObject*> objects_;
    Keeper* keeper_;
    Kept* next_ = nullptr;
    Kept* before_ = nullptr;
};

}  // namespace weft::python::detail
