// SPDX-License-Identifier: MIT
// A network with one hidden layer, its loss and its gradients.
#pragma once

#include "random.hpp"

#include <vector>

#include <Eigen/Core>

namespace demo {

/// What an optimizer works on.
struct Parameter {
    Eigen::MatrixXd value;
    Eigen::MatrixXd gradient;
};

/// Linear, ReLU, linear, softmax. A batch is a matrix with one column per sample.
class Network {
public:
    /// Weights are uniform with variance 2 / inputs (He et al. 2015, arXiv:1502.01852), biases zero.
    Network(int inputs, int hidden, int classes, Random& random);

    /// The class probabilities, one column per sample; they stand until the next call.
    const Eigen::MatrixXd& forward(const Eigen::MatrixXd& samples);

    /// Adds the gradients of the mean cross-entropy of the last `forward`.
    void backward(const std::vector<int>& labels);

    /// Valid as long as the network stays where it is.
    std::vector<Parameter*> parameters();

private:
    Parameter hidden_weights_;
    Parameter hidden_biases_;
    Parameter output_weights_;
    Parameter output_biases_;
    Eigen::MatrixXd samples_;
    Eigen::MatrixXd activations_;
    Eigen::MatrixXd probabilities_;
};

/// Greatest first.
std::vector<double> singular_values(const Eigen::MatrixXd& matrix);

/// The mean of -log(probability of the right class); 0 of no samples.
double cross_entropy(const Eigen::MatrixXd& probabilities, const std::vector<int>& labels);

/// How many samples have their right class as the most probable one.
int count_correct(const Eigen::MatrixXd& probabilities, const std::vector<int>& labels);

}  // namespace demo
