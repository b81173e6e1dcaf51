// SPDX-License-Identifier: MIT
// The algebra of the network, with Eigen.
#include "network.hpp"

#include <cmath>
#include <cstddef>

#include <Eigen/SVD>

namespace demo {
namespace {

Parameter zeros(Eigen::Index rows, Eigen::Index columns) {
    return {Eigen::MatrixXd::Zero(rows, columns), Eigen::MatrixXd::Zero(rows, columns)};
}

Parameter random_weights(int outputs, int inputs, Random& random) {
    Parameter weights = zeros(outputs, inputs);
    const double limit = std::sqrt(6.0 / inputs);
    for (double& weight : weights.value.reshaped()) {
        weight = random.between(-limit, limit);
    }
    return weights;
}

Eigen::MatrixXd linear(const Parameter& weights, const Parameter& biases, const Eigen::MatrixXd& samples) {
    return (weights.value * samples).colwise() + biases.value.col(0);
}

Eigen::MatrixXd softmax(const Eigen::MatrixXd& scores) {
    // Without the largest score taken off, exp overflows from 710 on.
    const Eigen::MatrixXd powers = (scores.rowwise() - scores.colwise().maxCoeff()).array().exp();
    return powers.array().rowwise() / powers.colwise().sum().array();
}

}  // namespace

Network::Network(int inputs, int hidden, int classes, Random& random)
    : hidden_weights_{random_weights(hidden, inputs, random)},
      hidden_biases_{zeros(hidden, 1)},
      output_weights_{random_weights(classes, hidden, random)},
      output_biases_{zeros(classes, 1)} {}

const Eigen::MatrixXd& Network::forward(const Eigen::MatrixXd& samples) {
    samples_ = samples;
    activations_ = linear(hidden_weights_, hidden_biases_, samples_).cwiseMax(0.0);
    probabilities_ = softmax(linear(output_weights_, output_biases_, activations_));
    return probabilities_;
}

void Network::backward(const std::vector<int>& labels) {
    Eigen::MatrixXd output_errors = probabilities_;
    for (Eigen::Index sample = 0; sample < output_errors.cols(); ++sample) {
        output_errors(labels[static_cast<std::size_t>(sample)], sample) -= 1.0;
    }
    if (!labels.empty()) {
        output_errors /= static_cast<double>(labels.size());
    }
    output_weights_.gradient += output_errors * activations_.transpose();
    output_biases_.gradient += output_errors.rowwise().sum();

    const Eigen::ArrayXXd active = (activations_.array() > 0.0).cast<double>();
    const Eigen::MatrixXd hidden_errors =
        (output_weights_.value.transpose() * output_errors).array() * active;
    hidden_weights_.gradient += hidden_errors * samples_.transpose();
    hidden_biases_.gradient += hidden_errors.rowwise().sum();
}

std::vector<Parameter*> Network::parameters() {
    return {&hidden_weights_, &hidden_biases_, &output_weights_, &output_biases_};
}

std::vector<double> singular_values(const Eigen::MatrixXd& matrix) {
    const Eigen::VectorXd values = Eigen::JacobiSVD<Eigen::MatrixXd>(matrix).singularValues();
    return {values.begin(), values.end()};
}

double cross_entropy(const Eigen::MatrixXd& probabilities, const std::vector<int>& labels) {
    double sum = 0.0;
    for (Eigen::Index sample = 0; sample < probabilities.cols(); ++sample) {
        sum -= std::log(probabilities(labels[static_cast<std::size_t>(sample)], sample));
    }
    return labels.empty() ? 0.0 : sum / static_cast<double>(labels.size());
}

int count_correct(const Eigen::MatrixXd& probabilities, const std::vector<int>& labels) {
    int correct = 0;
    for (Eigen::Index sample = 0; sample < probabilities.cols(); ++sample) {
        Eigen::Index most_probable = 0;
        probabilities.col(sample).maxCoeff(&most_probable);
        correct += most_probable == labels[static_cast<std::size_t>(sample)] ? 1 : 0;
    }
    return correct;
}

}  // namespace demo
