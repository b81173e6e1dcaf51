// SPDX-License-Identifier: MIT
// Includes all of the core. Ready-made callbacks are in <weft/callbacks.hpp>, plug-ins in <weft/plugin.hpp>.
#pragma once

#include <weft/detail/export.hpp>

// In this order, each of these is included here first, and not by another header. GCC prints above each error how a header
// was reached: so that list is as short as it can be.
// clang-format off
#include <weft/detail/arguments/held.hpp>
#include <weft/argument.hpp>
#include <weft/lazy.hpp>
#include <weft/reading.hpp>
#include <weft/arg.hpp>
#include <weft/args.hpp>
#include <weft/arg_map.hpp>
#include <weft/hook_name.hpp>
#include <weft/order.hpp>
#include <weft/extras.hpp>
#include <weft/detail/handlers/handler_fault.hpp>
#include <weft/detail/handlers/call_fault.hpp>
#include <weft/callback_macro.hpp>
#include <weft/callback.hpp>
// clang-format on

#include <weft/connection.hpp>
#include <weft/courier.hpp>
#include <weft/dynamic_callback.hpp>
#include <weft/error.hpp>
#include <weft/event.hpp>
#include <weft/fabric.hpp>
#include <weft/failure.hpp>
#include <weft/hook_info.hpp>
#include <weft/next.hpp>
#include <weft/print.hpp>
#include <weft/quarantine.hpp>
#include <weft/reads.hpp>
#include <weft/trace.hpp>
#include <weft/unused.hpp>
#include <weft/version.hpp>
