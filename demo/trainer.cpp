// SPDX-License-Identifier: MIT
// The loop itself: every hook of a fit, in the order in which it happens.
#include "trainer.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <numeric>
#include <stdexcept>
#include <string>

#include <fmt/core.h>

namespace demo {

using namespace weft::literals;

namespace {

weft::ArgMap settings_of(const Recipe& recipe) {
    return weft::ArgMap{"epochs"_a = recipe.epochs,
                        "batch_size"_a = recipe.batch_size,
                        "learning_rate"_a = recipe.learning_rate,
                        "momentum"_a = recipe.momentum,
                        "hidden_units"_a = recipe.hidden_units,
                        "validation_fraction"_a = recipe.validation_fraction,
                        "warm_up_fraction"_a = recipe.warm_up_fraction,
                        "seed"_a = recipe.seed};
}

/// How many batches they make.
int batches_of(const std::vector<int>& positions, int batch_size) {
    return (static_cast<int>(positions.size()) + batch_size - 1) / batch_size;
}

/// How many digits a batch has: all have `batch_size`, but for the last one.
int size_of_batch(const std::vector<int>& positions, int batch_size, int batch_idx) {
    return std::min(batch_size, static_cast<int>(positions.size()) - batch_idx * batch_size);
}

/// The shard of a batch, of the digits at `positions` in their order. Where shards are many, some have no digit.
Digits shard_of(const Digits& digits, const std::vector<int>& positions, int batch_size, int batch_idx,
                const Shard& shard) {
    const int first = batch_idx * batch_size;
    const int size = size_of_batch(positions, batch_size, batch_idx);
    const int begin = first + size * shard.index / shard.count;
    const int end = first + size * (shard.index + 1) / shard.count;
    return select(digits, {positions.begin() + begin, positions.begin() + end});
}

std::vector<int> positions_of(const Digits& digits) {
    std::vector<int> positions(digits.labels.size());
    std::iota(positions.begin(), positions.end(), 0);
    return positions;
}

std::vector<double> numbers(const Eigen::MatrixXd& matrix) {
    return {matrix.data(), matrix.data() + matrix.size()};
}

void set_numbers(Eigen::MatrixXd& matrix, const std::vector<double>& numbers) {
    if (numbers.size() != static_cast<std::size_t>(matrix.size())) {
        throw std::runtime_error("the checkpoint is of a network of another size");
    }
    std::copy(numbers.begin(), numbers.end(), matrix.data());
}

}  // namespace

void declare_hooks(weft::Fabric& fabric) {
    fabric.declare("on_fit_start", "max_epochs"_a, "batches_per_epoch"_a, "settings"_a);
    fabric.declare("on_train_epoch_start", "epoch"_a);
    fabric.declare("on_train_batch_start", "batch"_a, "batch_idx"_a, "epoch"_a);
    fabric.declare("on_before_zero_grad", "optimizer"_a);
    fabric.declare("on_before_backward", "loss"_a);
    fabric.declare("on_after_backward");
    fabric.declare("on_before_optimizer_step", "optimizer"_a, "spectrum"_a);
    fabric.declare("on_train_batch_end", "loss"_a, "output"_a, "batch"_a, "batch_idx"_a, "epoch"_a, "step"_a,
                   "lr"_a, "samples"_a, "should_stop"_a);
    fabric.declare("on_train_epoch_end", "epoch"_a, "step"_a, "loss"_a, "lr"_a, "should_stop"_a);
    fabric.declare("on_validation_epoch_start", "epoch"_a);
    fabric.declare("around_validation", "epoch"_a);
    fabric.declare("on_validation_batch_start", "batch"_a, "batch_idx"_a, "epoch"_a);
    fabric.declare("on_validation_batch_end", "loss"_a, "output"_a, "batch"_a, "batch_idx"_a, "epoch"_a);
    fabric.declare("on_validation_epoch_end", "epoch"_a, "step"_a, "val_loss"_a, "val_accuracy"_a,
                   "learning_rate"_a, "should_stop"_a);
    fabric.declare("on_save_checkpoint", "state"_a);
    fabric.declare("on_load_checkpoint", "state"_a);
    fabric.declare("on_fit_end", "epoch"_a, "step"_a);
    fabric.declare("on_exception", "exception"_a);
}

Trainer::Trainer(const weft::Fabric& fabric, const Digits& digits, const Recipe& recipe, const Shard& shard)
    : fabric_{fabric},
      recipe_{recipe},
      shard_{shard},
      settings_{settings_of(recipe)},
      random_{recipe.seed},
      data_{split(digits, recipe.validation_fraction, random_)},
      network_{pixel_count, recipe.hidden_units, class_count, random_},
      optimizer_{network_.parameters(), recipe.momentum},
      batches_per_epoch_{(data_.train.size() + recipe.batch_size - 1) / recipe.batch_size},
      schedule_{
          .peak = recipe.learning_rate,
          .warm_up_steps = static_cast<int>(recipe.warm_up_fraction * recipe.epochs * batches_per_epoch_),
          .steps = recipe.epochs * batches_per_epoch_} {}

Score Trainer::fit() {
    try {
        return run();
    } catch (...) {
        fabric_.call("on_exception", "exception"_a = std::current_exception());
        throw;
    }
}

Score Trainer::run() {
    fabric_.call("on_fit_start", "max_epochs"_a = recipe_.epochs, "batches_per_epoch"_a = batches_per_epoch_,
                 "settings"_a = settings_);
    while (epochs_done_ < recipe_.epochs && !should_stop_) {
        const int epoch = epochs_done_;
        train(epoch);
        if (!is_interrupted()) {
            validate(epoch);
        }
    }
    fabric_.call("on_fit_end", "epoch"_a = epochs_done_ - 1, "step"_a = step_);
    return score_;
}

void Trainer::train(int epoch) {
    fabric_.call("on_train_epoch_start", "epoch"_a = epoch);
    if (next_batch_ == 0) {
        order_ = positions_of(data_.train);
        random_.shuffle(order_);
        loss_sum_ = 0.0;
        samples_ = 0;
    }
    const int batches = batches_of(order_, recipe_.batch_size);
    while (next_batch_ < batches && !should_stop_) {
        const Digits batch = shard_of(data_.train, order_, recipe_.batch_size, next_batch_, shard_);
        const int size = size_of_batch(order_, recipe_.batch_size, next_batch_);
        loss_sum_ += train_batch(epoch, next_batch_, batch) * size;
        samples_ += size;
        ++next_batch_;
    }
    if (next_batch_ < batches) {
        return;
    }
    next_batch_ = 0;
    fabric_.call("on_train_epoch_end", "epoch"_a = epoch, "step"_a = step_, "loss"_a = loss_sum_ / samples_,
                 "lr"_a = optimizer_.learning_rate(), "should_stop"_a = should_stop_);
}

double Trainer::train_batch(int epoch, int batch_idx, const Digits& batch) {
    fabric_.call("on_train_batch_start", "batch"_a = batch, "batch_idx"_a = batch_idx, "epoch"_a = epoch);
    const Eigen::MatrixXd& output = network_.forward(batch.images);
    double loss = cross_entropy(output, batch.labels);
    if (!std::isfinite(loss)) {
        throw std::runtime_error(
            fmt::format("the loss is {} after {} steps: try a smaller learning rate", loss, step_));
    }

    fabric_.call("on_before_zero_grad", "optimizer"_a = optimizer_);
    optimizer_.zero_grad();

    fabric_.call("on_before_backward", "loss"_a = loss);
    network_.backward(batch.labels);
    fabric_.call("on_after_backward");

    ++step_;
    optimizer_.set_learning_rate(schedule_.learning_rate(step_));
    const Eigen::MatrixXd& gradient = optimizer_.parameters().front()->gradient;
    fabric_.call("on_before_optimizer_step", "optimizer"_a = optimizer_,
                 "spectrum"_a = weft::lazy([&gradient] { return singular_values(gradient); }));
    optimizer_.step();

    fabric_.call("on_train_batch_end", "loss"_a = loss, "output"_a = output, "batch"_a = batch,
                 "batch_idx"_a = batch_idx, "epoch"_a = epoch, "step"_a = step_,
                 "lr"_a = optimizer_.learning_rate(), "samples"_a = batch.size(),
                 "should_stop"_a = should_stop_);
    return loss;
}

void Trainer::validate(int epoch) {
    fabric_.call("on_validation_epoch_start", "epoch"_a = epoch);
    fabric_.around("around_validation", "epoch"_a = epoch, [this, epoch] { score_ = score(epoch); });
    ++epochs_done_;
    fabric_.call("on_validation_epoch_end", "epoch"_a = epoch, "step"_a = step_, "val_loss"_a = score_.loss,
                 "val_accuracy"_a = score_.accuracy, "learning_rate"_a = schedule_.peak,
                 "should_stop"_a = should_stop_);
}

Score Trainer::score(int epoch) {
    const Digits& digits = data_.validation;
    const std::vector<int> order = positions_of(digits);
    double loss_sum = 0.0;
    int correct = 0;
    for (int batch_idx = 0; batch_idx < batches_of(order, recipe_.batch_size); ++batch_idx) {
        const Digits batch = shard_of(digits, order, recipe_.batch_size, batch_idx, shard_);
        fabric_.call("on_validation_batch_start", "batch"_a = batch, "batch_idx"_a = batch_idx,
                     "epoch"_a = epoch);
        const Eigen::MatrixXd& output = network_.forward(batch.images);
        const double loss = cross_entropy(output, batch.labels);
        fabric_.call("on_validation_batch_end", "loss"_a = loss, "output"_a = output, "batch"_a = batch,
                     "batch_idx"_a = batch_idx, "epoch"_a = epoch);
        loss_sum += loss * batch.size();
        correct += count_correct(output, batch.labels);
    }
    // So that the mean over the shards is that of all digits, however many each has.
    const double share = static_cast<double>(digits.size()) / shard_.count;
    return {.loss = loss_sum / share, .accuracy = correct / share};
}

weft::ArgMap Trainer::state() const {
    weft::ArgMap state{"trainer.settings"_a = fmt::format("{}", settings_),
                       "trainer.digits"_a = data_.train.size() + data_.validation.size(),
                       "trainer.random"_a = random_.state(),
                       "trainer.step"_a = step_,
                       "trainer.epochs_done"_a = epochs_done_,
                       "trainer.order"_a = order_,
                       "trainer.next_batch"_a = next_batch_,
                       "trainer.loss_sum"_a = loss_sum_,
                       "trainer.samples"_a = samples_,
                       "trainer.peak"_a = schedule_.peak,
                       "trainer.should_stop"_a = should_stop_,
                       "trainer.learning_rate"_a = optimizer_.learning_rate(),
                       "trainer.val_loss"_a = score_.loss,
                       "trainer.val_accuracy"_a = score_.accuracy};
    for (std::size_t index = 0; index < optimizer_.parameters().size(); ++index) {
        state.set(fmt::format("trainer.parameter.{}", index), numbers(optimizer_.parameters()[index]->value));
        state.set(fmt::format("trainer.velocity.{}", index), numbers(optimizer_.velocities()[index]));
    }
    fabric_.call("on_save_checkpoint", "state"_a = state);
    return state;
}

void Trainer::load(weft::ArgMap state) {
    const std::string settings = fmt::format("{}", settings_);
    const auto saved = state.get<std::string>("trainer.settings");
    if (saved != settings) {
        throw std::runtime_error(
            fmt::format("the checkpoint is of a fit with {}, this one has {}", saved, settings));
    }
    if (state.get<int>("trainer.digits") != data_.train.size() + data_.validation.size()) {
        throw std::runtime_error("the checkpoint is of a fit with other digits");
    }
    random_.set_state(state.get<std::string>("trainer.random"));
    step_ = state.get<int>("trainer.step");
    epochs_done_ = state.get<int>("trainer.epochs_done");
    order_ = state.get<const std::vector<int>&>("trainer.order");
    next_batch_ = state.get<int>("trainer.next_batch");
    loss_sum_ = state.get<double>("trainer.loss_sum");
    samples_ = state.get<int>("trainer.samples");
    schedule_.peak = state.get<double>("trainer.peak");
    should_stop_ = state.get<bool>("trainer.should_stop");
    optimizer_.set_learning_rate(state.get<double>("trainer.learning_rate"));
    score_ = {.loss = state.get<double>("trainer.val_loss"),
              .accuracy = state.get<double>("trainer.val_accuracy")};
    for (std::size_t index = 0; index < optimizer_.parameters().size(); ++index) {
        set_numbers(optimizer_.parameters()[index]->value,
                    state.get<const std::vector<double>&>(fmt::format("trainer.parameter.{}", index)));
        set_numbers(optimizer_.velocities()[index],
                    state.get<const std::vector<double>&>(fmt::format("trainer.velocity.{}", index)));
    }
    fabric_.call("on_load_checkpoint", "state"_a = state);
}

}  // namespace demo
