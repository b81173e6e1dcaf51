// SPDX-License-Identifier: MIT
// One function of Python as a handler.
#pragma once

#include "python/kept.hpp"
#include "python/route.hpp"
#include "python/signature.hpp"

#include <weft/detail/handlers/dynamic_method.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace weft::python::detail {

/// Takes the GIL, makes Python's objects of the arguments that the function takes, and calls it.
class PythonMethod final : public weft::detail::DynamicMethod {
public:
    /// `who` is empty for a function, which goes by the place of its `connect`. The function is the one that `kept` has at
    /// `place`, and its defaults follow it; see `objects_of`.
    PythonMethod(const std::string& who, const std::string& hook, const Signature& signature,
                 const Kept& kept, std::size_t place);

    /// What `kept` has to hold for a function.
    [[nodiscard]] static std::vector<pybind11::object> objects_of(const pybind11::object& function,
                                                                  const Signature& signature);

private:
    friend class MethodRun;

    static void run_function(const weft::detail::HandlerType& type, weft::detail::Handler& handler,
                             weft::detail::Call& call, const weft::detail::ArgumentSource* sources);

    void run(const Route& route, const weft::detail::ArgumentSource* sources, PyObject* function,
             weft::detail::Handler& handler, weft::detail::Call& call) const;
    void run_plainly(const Route& route, PyObject* function, weft::detail::Handler& handler,
                     weft::detail::Call& call) const;
    void run_anyhow(const Route& route, const weft::detail::ArgumentSource* sources, PyObject* function,
                    weft::detail::Handler& handler, weft::detail::Call& call) const;

    /// What a parameter gets that no argument fills. Throws `Error` where the collector has taken it.
    [[nodiscard]] pybind11::object fallback(std::size_t place) const;

    const Kept& kept_;
    std::size_t place_;
    std::vector<MethodParameter> all_;
    mutable Routes routes_;
    std::size_t positional_ = 0;          ///< How many of them Python takes by position.
    std::size_t positional_sources_ = 0;  ///< How many of these an argument fills.
    pybind11::tuple names_;               ///< Of the others.
    bool takes_positional_;
    bool takes_named_;
};

}  // namespace weft::python::detail
