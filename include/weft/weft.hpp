// SPDX-License-Identifier: MIT
// All of the core.
#pragma once

#include <weft/arg.hpp>
#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/argument.hpp>
#include <weft/callback.hpp>
#include <weft/callback_macro.hpp>
#include <weft/connection.hpp>
#include <weft/error.hpp>
#include <weft/event.hpp>
#include <weft/extras.hpp>
#include <weft/fabric.hpp>
#include <weft/failure.hpp>
#include <weft/hook_info.hpp>
#include <weft/hook_name.hpp>
#include <weft/quarantine.hpp>
#include <weft/trace.hpp>
#include <weft/unused.hpp>
#include <weft/version.hpp>
