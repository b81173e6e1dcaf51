// SPDX-License-Identifier: MIT
// A training loop on libtorch. It knows no callback: it calls hooks, under the names that ready-made callbacks know.
#pragma once

#include "../digits.hpp"
#include "torch_reading.hpp"
#include "torch_text.hpp"

#include <cstdint>
#include <exception>
#include <iosfwd>
#include <string>

#include <torch/torch.h>
#include <weft/callbacks/map_stream.hpp>
#include <weft/weft.hpp>

namespace demo {

using namespace weft::literals;
using torch::Tensor;

class TorchTrainer {
public:
    /// Trains with the first digits, and validates with the others.
    TorchTrainer(const weft::Fabric& fabric, Digits digits)
        : fabric_{fabric},
          // A column of doubles is a row of floats.
          images_{torch::from_blob(digits.images.data(), {digits.size(), pixel_count}, torch::kDouble)
                      .to(torch::kFloat)},
          labels_{torch::tensor(digits.labels, torch::kLong)} {}

    /// Ends where a handler has set `should_stop`, after that epoch.
    void fit(int max_epochs) {
        should_stop_ = false;
        try {
            fabric_.call("on_fit_start", "max_epochs"_a = max_epochs, "batches_per_epoch"_a = batches,
                         "settings"_a = settings_, "module"_a = *network_);
            while (epoch_ < max_epochs && !should_stop_) {
                train();
                validate();
            }
            fabric_.call("on_fit_end", "epoch"_a = epoch_ - 1, "step"_a = step_);
        } catch (...) {
            fabric_.call("on_exception", "exception"_a = std::current_exception());
            throw;
        }
    }

    /// Between two epochs.
    void save(std::ostream& stream) const {
        weft::ArgMap state{"trainer.epoch"_a = epoch_, "trainer.step"_a = step_,
                           "trainer.network"_a = to_text(network_),
                           "trainer.optimizer"_a = to_text(optimizer_)};
        fabric_.call("on_save_checkpoint", "state"_a = state);
        weft::save(state, stream);
    }

    void load(std::istream& stream) {
        weft::ArgMap state = weft::load(stream);
        epoch_ = state.get<int>("trainer.epoch");
        step_ = state.get<int>("trainer.step");
        from_text(state.get<const std::string&>("trainer.network"), network_);
        from_text(state.get<const std::string&>("trainer.optimizer"), optimizer_);
        fabric_.call("on_load_checkpoint", "state"_a = state);
    }

private:
    void train() {
        fabric_.call("on_train_epoch_start", "epoch"_a = epoch_);
        torch::manual_seed(static_cast<std::uint64_t>(epoch_) +
                           1);  // An epoch has the same order in a fit that was resumed.
        Tensor sum = torch::zeros({});
        int batch_idx = 0;
        for (const Tensor& chosen : torch::randperm(train_size, torch::kLong).split(batch_size)) {
            const Tensor batch = images_.index_select(0, chosen);
            fabric_.call("on_train_batch_start", "batch"_a = batch, "batch_idx"_a = batch_idx,
                         "epoch"_a = epoch_);
            const Tensor output = network_->forward(batch);
            const Tensor loss = torch::nn::functional::cross_entropy(output, labels_.index_select(0, chosen));
            fabric_.call("on_before_zero_grad", "optimizer"_a = optimizer_);
            optimizer_.zero_grad();
            fabric_.call("on_before_backward", "loss"_a = loss);
            loss.backward();
            fabric_.call("on_after_backward");
            fabric_.call("on_before_optimizer_step", "optimizer"_a = optimizer_);
            optimizer_.step();
            fabric_.call("on_train_batch_end", "loss"_a = loss, "output"_a = output, "batch"_a = batch,
                         "batch_idx"_a = batch_idx++, "epoch"_a = epoch_, "step"_a = ++step_, "lr"_a = rate(),
                         "samples"_a = batch.size(0), "should_stop"_a = should_stop_);
            sum += loss.detach() * batch.size(0);
        }
        fabric_.call("on_train_epoch_end", "epoch"_a = epoch_, "step"_a = step_, "loss"_a = sum / train_size,
                     "lr"_a = rate(), "should_stop"_a = should_stop_);
    }

    void validate() {
        fabric_.call("on_validation_epoch_start", "epoch"_a = epoch_);
        Tensor val_loss;
        Tensor val_accuracy;
        fabric_.around("around_validation", "epoch"_a = epoch_, [&] {
            const Tensor batch = images_.slice(0, train_size);  // All at once.
            fabric_.call("on_validation_batch_start", "batch"_a = batch, "batch_idx"_a = 0,
                         "epoch"_a = epoch_);
            const Tensor output = network_->forward(batch);
            const Tensor labels = labels_.slice(0, train_size);
            val_loss = torch::nn::functional::cross_entropy(output, labels);
            val_accuracy = (output.argmax(1) == labels).to(torch::kFloat).mean();
            fabric_.call("on_validation_batch_end", "loss"_a = val_loss, "output"_a = output,
                         "batch"_a = batch, "batch_idx"_a = 0, "epoch"_a = epoch_);
        });
        const int epoch = epoch_++;  // What is saved below goes on with the next one.
        fabric_.call("on_validation_epoch_end", "epoch"_a = epoch, "step"_a = step_, "val_loss"_a = val_loss,
                     "val_accuracy"_a = val_accuracy, "learning_rate"_a = rate(),
                     "should_stop"_a = should_stop_);
    }

    double& rate() {
        return static_cast<torch::optim::SGDOptions&>(optimizer_.param_groups()[0].options()).lr();
    }

    static constexpr int train_size = 1437;
    static constexpr int batch_size = 32;
    static constexpr int batches = (train_size + batch_size - 1) / batch_size;

    const weft::Fabric& fabric_;
    const weft::ArgMap settings_{"learning_rate"_a = 0.1, "momentum"_a = 0.9, "batch_size"_a = batch_size};
    Tensor images_;
    Tensor labels_;
    torch::nn::Sequential network_{torch::nn::Linear(pixel_count, 64), torch::nn::ReLU(),
                                   torch::nn::Linear(64, class_count)};
    torch::optim::SGD optimizer_{network_->parameters(),
                                 torch::optim::SGDOptions(settings_.get<double>("learning_rate"))
                                     .momentum(settings_.get<double>("momentum"))};
    int epoch_ = 0;
    int step_ = 0;
    bool should_stop_ = false;
};

}  // namespace demo
