// SPDX-License-Identifier: MIT
// Python's objects as C++ values: what a call from Python passes, and what a Python handler returns.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <pybind11/pybind11.h>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace weft::python::detail {

/// What a value from Python is to C++. `natural` is an int above 63 bits; `text` is short, `long_text` any.
enum class Origin : std::uint8_t {
    none,
    truth,
    integer,
    natural,
    number,
    text,
    object,
    long_text,
    arrays,  ///< From here on, one for each type of element.
};

/// A value with Python's object beside it, which the type of the argument tells to be there.
struct FromPython {
    union {
        bool truth;
        long long integer;
        unsigned long long natural;
        double number;
        PyObject* self;
    };
    PyObject* object;
};

struct TextFromPython {
    std::string text;
    PyObject* object;
};

/// A value that is made from Python's object when C++ takes it: an array, a long text, what a function returns. A handler of
/// Python takes the object itself.
class LazyFromPython final : public weft::detail::LazyValue {
public:
    /// `object` is borrowed. `is_function`: the value is what it returns.
    LazyFromPython(PyObject* object, Origin origin, bool is_function) noexcept
        : LazyValue(&make), object_(object), origin_(origin), is_function_(is_function) {}
    LazyFromPython(const LazyFromPython&) = delete;
    LazyFromPython& operator=(const LazyFromPython&) = delete;
    ~LazyFromPython();

    /// The object, or null for a function: then `take` it.
    [[nodiscard]] PyObject* object() const noexcept { return is_function_ ? nullptr : object_; }
    /// Makes the value outside of a call, once.
    [[nodiscard]] void* make_now() { return make(*this); }

private:
    using Made = std::unique_ptr<void, void (*)(void*) noexcept>;

    static void* make(weft::detail::LazyValue& self);

    PyObject* object_;
    Origin origin_;
    bool is_function_;
    FromPython result_{};
    Made made_{nullptr, nullptr};
};

/// Room for one value.
using Room = std::variant<std::monostate, FromPython, TextFromPython, LazyFromPython>;

/// How a value is described and where it is. `lazy` is null for one that is at hand.
struct Described {
    const weft::detail::ArgType* type = nullptr;
    void* value = nullptr;
    weft::detail::LazyValue* lazy = nullptr;
    bool is_mutable = false;
};

/// Describes an object, which is borrowed, as it is passed. Converts no array and no long text. Needs the GIL.
[[nodiscard]] Described describe(PyObject* object, Room& room);
/// The same with every value made, for a result.
[[nodiscard]] Described describe_made(PyObject* object, Room& room);

/// Where the type of an argument says that it comes from Python. `none` for others, and for objects of bound classes.
[[nodiscard]] Origin origin_of(const weft::detail::ArgType& type) noexcept;
[[nodiscard]] const weft::detail::ArgType& type_of(Origin origin) noexcept;
/// Whether the type is that of an object of a bound class that Python passes by reference.
[[nodiscard]] bool is_bound_from_python(const weft::detail::ArgType& type) noexcept;

}  // namespace weft::python::detail
