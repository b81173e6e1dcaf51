// SPDX-License-Identifier: MIT
// Python objects that C++ objects of Python's keep, so that Python's garbage collector finds them there.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <vector>

namespace weft::python::detail {

class Kept;

/// What one object of C++ keeps that Python owns: a fabric, or a callback with functions. `clear` needs the GIL.
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

/// The keeper of an object; null for one that has none. Needs the GIL, as the two below.
[[nodiscard]] Keeper* keeper_of(const void* object) noexcept;
void add_keeper(const void* object, std::unique_ptr<Keeper> keeper);
void remove_keeper(const void* object) noexcept;

/// While it lives, what this thread keeps for an object is listed in that object's keeper. Null: nowhere.
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
    /// Lists it with another keeper; null: with none.
    void move_to(Keeper* keeper) noexcept;

private:
    friend class Keeper;

    std::vector<PyObject*> take() noexcept;
    void join_list(Keeper* keeper) noexcept;
    void leave_list() noexcept;

    std::vector<PyObject*> objects_;
    Keeper* keeper_ = nullptr;
    Kept* next_ = nullptr;
    Kept* before_ = nullptr;
};

}  // namespace weft::python::detail
