// SPDX-License-Identifier: MIT
// All of the core.
#pragma once

#include <weft/detail/export.hpp>

// Each of these before another header includes it: GCC lists on which way a header was reached above what it refuses.
// clang-format off
#include <weft/detail/arguments/held.hpp>
#include <weft/argument.hpp>
#include <weft/arg.hpp>
#include <weft/args.hpp>
#include <weft/arg_map.hpp>
#include <weft/hook_name.hpp>
#include <weft/callback_macro.hpp>
#include <weft/callback.hpp>
// clang-format on

#include <weft/connection.hpp>
#include <weft/error.hpp>
#include <weft/event.hpp>
#include <weft/extras.hpp>
#include <weft/fabric.hpp>
#include <weft/failure.hpp>
#include <weft/hook_info.hpp>
#include <weft/quarantine.hpp>
#include <weft/trace.hpp>
#include <weft/unused.hpp>
#include <weft/version.hpp>
