// SPDX-License-Identifier: MIT
// A callback that makes, of the gradients and losses of the ranks' shards, those of the whole batch.
#pragma once

#include "digits.hpp"
#include "optimizer.hpp"

#include <vector>

#include <Eigen/Core>
#include <weft/mpi.hpp>
#include <weft/weft.hpp>

namespace demo {

/// One reduction a step. A shard counts by its samples, of which it may have none.
class AveragedGradients {
public:
    explicit AveragedGradients(MPI_Comm comm) : comm_{comm} {}

    void on_train_batch_start(const Digits& batch) { samples_ = batch.size(); }
    void on_before_backward(double loss) { loss_ = loss; }

    void on_before_optimizer_step(Sgd& optimizer) {
        sums_.assign({static_cast<double>(samples_), samples_ * loss_});
        for (const Parameter* parameter : optimizer.parameters()) {
            for (const double gradient : parameter->gradient.reshaped()) {
                sums_.push_back(samples_ * gradient);
            }
        }
        MPI_Allreduce(MPI_IN_PLACE, sums_.data(), static_cast<int>(sums_.size()), MPI_DOUBLE, MPI_SUM, comm_);
        const double all = sums_[0];
        loss_ = sums_[1] / all;
        auto next = sums_.begin() + 2;
        for (Parameter* parameter : optimizer.parameters()) {
            for (double& gradient : parameter->gradient.reshaped()) {
                gradient = *next++ / all;
            }
        }
    }

    void on_train_batch_end(double& loss) const { loss = loss_; }

private:
    MPI_Comm comm_;
    int samples_ = 0;
    double loss_ = 0.0;
    std::vector<double> sums_;  // Of the samples, the losses and the gradients.
};
WEFT_CALLBACK(AveragedGradients, (on_train_batch_start, batch), (on_before_backward, loss),
              (on_before_optimizer_step, optimizer), (on_train_batch_end, loss))

}  // namespace demo
