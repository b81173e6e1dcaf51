// SPDX-License-Identifier: MIT
// Stochastic gradient descent with momentum.
#pragma once

#include "network.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include <Eigen/Core>

namespace demo {

/// velocity = momentum * velocity + gradient; value -= learning_rate * velocity
/// (Sutskever et al. 2013, proceedings.mlr.press/v28/sutskever13.html, in the form without dampening).
class Sgd {
public:
    /// The parameters stay the caller's.
    Sgd(std::vector<Parameter*> parameters, double momentum)
        : parameters_{std::move(parameters)}, momentum_{momentum} {
        for (const Parameter* parameter : parameters_) {
            velocities_.emplace_back(Eigen::MatrixXd::Zero(parameter->value.rows(), parameter->value.cols()));
        }
    }

    const std::vector<Parameter*>& parameters() const { return parameters_; }
    /// One for each parameter, of its size.
    const std::vector<Eigen::MatrixXd>& velocities() const { return velocities_; }
    std::vector<Eigen::MatrixXd>& velocities() { return velocities_; }

    double learning_rate() const { return learning_rate_; }
    void set_learning_rate(double learning_rate) { learning_rate_ = learning_rate; }

    void zero_grad() {
        for (Parameter* parameter : parameters_) {
            parameter->gradient.setZero();
        }
    }

    void step() {
        for (std::size_t index = 0; index < parameters_.size(); ++index) {
            Eigen::MatrixXd& velocity = velocities_[index];
            velocity = momentum_ * velocity + parameters_[index]->gradient;
            parameters_[index]->value -= learning_rate_ * velocity;
        }
    }

private:
    std::vector<Parameter*> parameters_;
    std::vector<Eigen::MatrixXd> velocities_;
    double momentum_;
    double learning_rate_ = 0.0;
};

}  // namespace demo
