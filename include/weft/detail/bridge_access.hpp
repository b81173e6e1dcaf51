// SPDX-License-Identifier: MIT
// Reaches what lies below the templates of Fabric, Callback and Args, for bridges to languages and processes, where types are
// known at run time.
#pragma once

#include <weft/fabric.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace weft::detail {

/// The private members that do the work, with the same errors.
struct BridgeAccess {
    static Connection add(Fabric& fabric, Callback callback, Manner&& manner) {
        return fabric.register_callback(std::move(callback), std::move(manner));
    }
    static Connection connect(Fabric& fabric, const HookName& hook, const PreparedFunction& function,
                              Manner&& manner) {
        return fabric.attach(hook, function, std::move(manner));
    }
    static void declare(Fabric& fabric, const HookName& hook,
                        const std::vector<std::string_view>& arguments) {
        fabric.declare(hook, arguments);
    }
    /// What a fabric would keep of the callback: its hooks, its name and the order that it asks for. The object is not alive where
    /// it is null or has expired.
    static RegisteredCallback registered(Callback callback) { return std::move(callback).registered(); }
    static const View& view(const Args& args) noexcept { return args.view_; }
    static const View& view(const ArgMap& map) noexcept { return map.view(); }
    /// Names are checked already. `With` is a `Sink`, which may be null, or a `Body`.
    template <class With>
    static std::size_t call(const Fabric& fabric, const HookName& hook, const View& arguments, With* with) {
        return call_hook(*fabric.state_, hook.text(), hook.hash(), arguments.shape, arguments.values, with);
    }
};

}  // namespace weft::detail
