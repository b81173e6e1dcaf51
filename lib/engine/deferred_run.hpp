// SPDX-License-Identifier: MIT
// What a run that is put off keeps until it is made.
#pragma once

#include "engine/deferred_method.hpp"

#include <weft/detail/arguments/copied_arguments.hpp>
#include <weft/detail/engine/deferring.hpp>
#include <weft/detail/engine/registration.hpp>

#include <memory>
#include <string_view>

namespace weft::detail {

struct DeferredRun::State {
    RegistrationPointer
        registration;  ///< Keeps the memory, so that its state can be asked. Its object may be released.
    std::shared_ptr<const DeferredCallback> callback;
    const HandlerType* type;
    std::string_view hook;
    CopiedArguments arguments;
    std::unique_ptr<ArgumentSource[]> sources;  ///< Of the parameters, among the copies.
};

}  // namespace weft::detail
