// SPDX-License-Identifier: MIT
// How a tensor of libtorch reads as a number and as text. To be copied: include it where tensors are passed to hooks.
#pragma once

#include <optional>
#include <string>

#include <fmt/core.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here
#include <torch/torch.h>
#include <weft/reading.hpp>

/// Glue: for ready-made callbacks, handlers that take a `double`, and all that prints arguments.
template <>
struct weft::Reading<torch::Tensor> {
    /// Of one element that is a real number. Waits for the device that computes it.
    static std::optional<double> number(const torch::Tensor& tensor) {
        const bool is_number = tensor.defined() && tensor.numel() == 1 && !tensor.is_complex() &&
                               tensor.scalar_type() != torch::kBool;
        return is_number ? std::optional(tensor.item<double>()) : std::nullopt;
    }

    /// Its value, or type and shape: `0.25`, `Float[32, 10]`.
    static std::string text(const torch::Tensor& tensor) {
        if (const std::optional<double> value = number(tensor)) {
            return fmt::format("{}", *value);
        }
        if (!tensor.defined()) {
            return "undefined";
        }
        return fmt::format("{}[{}]", c10::toString(tensor.scalar_type()), fmt::join(tensor.sizes(), ", "));
    }
};
