// SPDX-License-Identifier: MIT
// All ready-made callbacks. They are a library of their own: link weft-callbacks.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callbacks/checkpoint.hpp>
#include <weft/callbacks/early_stopping.hpp>
#include <weft/callbacks/iteration_timer.hpp>
#include <weft/callbacks/learning_rate_monitor.hpp>
#include <weft/callbacks/metrics_logger.hpp>
#include <weft/callbacks/profiler.hpp>
#include <weft/callbacks/progress_bar.hpp>
#include <weft/callbacks/report.hpp>
#include <weft/callbacks/stop_after.hpp>
#include <weft/callbacks/tensor_board_logger.hpp>
#include <weft/callbacks/throughput_monitor.hpp>
