// SPDX-License-Identifier: MIT
// Binds classes of C++ callbacks, so that fabrics take their objects as what they are.
#pragma once

#include "python/collected.hpp"
#include "python/interpreter.hpp"
#include "python/kept.hpp"
#include "python/module/observing.hpp"
#include "python/registration.hpp"

#include <weft/callback.hpp>

#include <pybind11/pybind11.h>

#include <cstdio>
#include <iosfwd>
#include <memory>
#include <string>

namespace weft::python::detail {

template <class Native>
using NativeClass = pybind11::class_<Native, std::shared_ptr<Native>>;

/// A C++ object with the one of Python's that it is in: as long as a fabric keeps the one, it keeps the other, which shows Python's
/// collector what functions it has.
template <class Native>
std::shared_ptr<Native> with_object(const pybind11::object& object) {
    struct Both {
        explicit Both(const pybind11::object& object)
            : native(object.cast<std::shared_ptr<Native>>()), kept(std::vector<pybind11::object>{object}) {}

        std::shared_ptr<Native> native;
        Kept kept;
    };
    const auto both = std::make_shared<Both>(object);
    return {both, both->native.get()};
}

/// Makes a C++ object with what it keeps of Python, which the function `make` gives it.
template <class Make>
auto make_keeping(const Make& make) {
    auto keeper = std::make_unique<Keeper>();
    const KeepingFor keeping(keeper.get());
    auto made = make();
    using Native = typename decltype(made)::element_type;
    Native* const native = made.get();
    add_keeper(native, std::move(keeper));
    return std::shared_ptr<Native>(native, [made](Native* it) mutable {
        if (const Gil gil(std::nothrow); gil.is_held()) {
            remove_keeper(it);
            if (may_wait()) {
                const pybind11::error_scope raised;
                const WithoutGil without;  // Its end may wait for a thread that takes the GIL.
                made.reset();
            }
        }
        made.reset();
    });
}

/// A class without subclasses, whose hooks C++ would not know, and whose objects are handed over as shared pointers: as callbacks where it has hooks, as observers where it can be called
/// with an event.
template <class Native>
NativeClass<Native> add_native_class(pybind11::module_& module, const char* name, const char* words) {
    NativeClass<Native> made(module, name, collected<Native>(), pybind11::is_final(), words);
    if constexpr (weft::detail::are_free_of_all<weft::detail::CompileMode, std::shared_ptr<Native>>) {
        add_native(made,
                   [](const pybind11::object& object) { return Callback(with_object<Native>(object)); });
    }
    if constexpr (std::is_invocable_v<Native&, const Event&>) {
        add_native_observer(made, [](Fabric& fabric, const pybind11::object& object) {
            return fabric.observe(with_object<Native>(object));
        });
    }
    return made;
}

/// A function of Python's that a callback calls without arguments, kept by the keeper of this thread.
class NativeFunction {
public:
    explicit NativeFunction(const pybind11::object& function);

    /// What it returns, as text.
    [[nodiscard]] std::string text() const;
    /// Writes the bytes that it returns.
    void write(std::ostream& stream) const;

private:
    /// What it returns; null where the collector has dropped it.
    [[nodiscard]] pybind11::object call() const;

    std::shared_ptr<Kept> kept_;
};

/// Where a callback prints: None is standard output; else an object with a `fileno()`, of which a duplicate is used. The file is
/// closed with what owns it.
class OutputFile {
public:
    explicit OutputFile(const pybind11::object& file);
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;
    ~OutputFile();

    [[nodiscard]] std::FILE* get() const noexcept { return file_; }

private:
    std::FILE* file_;
    bool is_own_ = false;
};

/// A callback that prints to the file, and keeps it open.
template <class Native, class Options>
std::shared_ptr<Native> make_printing(std::shared_ptr<OutputFile> file, Options options) {
    struct Both {
        std::shared_ptr<OutputFile> file;
        Native native;
    };
    options.file = file->get();
    const auto both = std::make_shared<Both>(Both{std::move(file), Native(std::move(options))});
    return {both, &both->native};
}

}  // namespace weft::python::detail
