// SPDX-License-Identifier: MIT
// Includes all ready-made callbacks. They are a library of their own: link weft-callbacks beside weft.
#pragma once

// Each is a plain class that takes what it needs by name from the hooks of a loop, and includes no fabric. A program that
// uses one of them may include its header alone: <weft/callbacks/checkpoint.hpp>.

#include <weft/detail/export.hpp>

#include <weft/callbacks/background.hpp>
#include <weft/callbacks/checkpoint.hpp>
#include <weft/callbacks/early_stopping.hpp>
#include <weft/callbacks/iteration_timer.hpp>
#include <weft/callbacks/learning_rate_monitor.hpp>
#include <weft/callbacks/map_stream.hpp>
#include <weft/callbacks/metrics_logger.hpp>
#include <weft/callbacks/profiler.hpp>
#include <weft/callbacks/progress_bar.hpp>
#include <weft/callbacks/reduce_on_plateau.hpp>
#include <weft/callbacks/report.hpp>
#include <weft/callbacks/stop_after.hpp>
#include <weft/callbacks/stop_on_signal.hpp>
#include <weft/callbacks/tensor_board_logger.hpp>
#include <weft/callbacks/throughput_monitor.hpp>
