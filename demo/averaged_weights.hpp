// SPDX-License-Identifier: MIT
// A callback that validates with the mean of the weights of the last steps, and trains on with the weights themselves.
#pragma once

#include "optimizer.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/core.h>
#include <Eigen/Core>
#include <weft/weft.hpp>

namespace demo {

/// mean = decay * mean + (1 - decay) * weights, after each step (Polyak and Juditsky 1992, doi:10.1137/0330046, as the moving
/// average of Tarvainen and Valpola 2017, arXiv:1703.01780).
class AveragedWeights {
public:
    void on_before_optimizer_step(const Sgd& optimizer) { parameters_ = optimizer.parameters(); }

    void on_train_batch_end() {
        for (std::size_t index = 0; index < parameters_.size(); ++index) {
            const Eigen::MatrixXd& value = parameters_[index]->value;
            if (index == means_.size()) {
                means_.push_back(index < loaded_.size() ? loaded_mean(index, value) : value);
            }
            means_[index] = decay * means_[index] + (1.0 - decay) * value;
        }
    }

    void around_validation(const weft::Next& next) {
        const Swapped swapped{*this};
        next();  // What it throws swaps the weights back, too.
    }

    void on_save_checkpoint(weft::ArgMap& state) const {
        for (std::size_t index = 0; index < means_.size(); ++index) {
            const Eigen::MatrixXd& mean = means_[index];
            state.set(name(index), std::vector<double>(mean.data(), mean.data() + mean.size()));
        }
    }

    void on_load_checkpoint(const weft::ArgMap& state) {
        loaded_.clear();
        while (state.contains(name(loaded_.size()))) {
            loaded_.push_back(state.get<std::vector<double>>(name(loaded_.size())));
        }
    }

private:
    /// Exchanges weights and means, until its end.
    struct Swapped {
        AveragedWeights& of;

        explicit Swapped(AveragedWeights& that) : of{that} { of.swap(); }
        Swapped(const Swapped&) = delete;
        Swapped& operator=(const Swapped&) = delete;
        ~Swapped() { of.swap(); }
    };

    static constexpr double decay = 0.9;

    static std::string name(std::size_t index) { return fmt::format("averaged_weights.{}", index); }

    Eigen::MatrixXd loaded_mean(std::size_t index, const Eigen::MatrixXd& value) const {
        if (loaded_[index].size() != static_cast<std::size_t>(value.size())) {
            throw std::runtime_error("the checkpoint is of a network of another size");
        }
        return Eigen::Map<const Eigen::MatrixXd>(loaded_[index].data(), value.rows(), value.cols());
    }

    void swap() noexcept {
        for (std::size_t index = 0; index < means_.size(); ++index) {
            parameters_[index]->value.swap(means_[index]);
        }
    }

    std::vector<Parameter*> parameters_;  // The trainer's own, known from the first step on.
    std::vector<Eigen::MatrixXd> means_;
    std::vector<std::vector<double>> loaded_;
};
WEFT_CALLBACK(AveragedWeights, (on_before_optimizer_step, optimizer), (on_train_batch_end),
              (around_validation), (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace demo
