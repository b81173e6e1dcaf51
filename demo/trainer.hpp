// SPDX-License-Identifier: MIT
// The training loop. It knows no callback: it calls hooks.
#pragma once

#include "digits.hpp"
#include "network.hpp"
#include "optimizer.hpp"
#include "random.hpp"
#include "schedule.hpp"

#include <cstdint>
#include <vector>

#include <Eigen/Core>
#include <weft/weft.hpp>

namespace demo {

struct Recipe {
    int epochs = 20;
    int batch_size = 16;
    double learning_rate = 0.1;
    double momentum = 0.9;
    int hidden_units = 64;
    double validation_fraction = 0.2;
    double warm_up_fraction = 0.1;
    std::uint64_t seed = 1;
};

struct Score {
    double loss = 0.0;
    double accuracy = 0.0;
};

/// The part of every batch that this process takes, where several train together.
struct Shard {
    int index = 0;
    int count = 1;
};

/// Declares the hooks that a trainer calls, with the arguments it passes.
void declare_hooks(weft::Fabric& fabric);

class Trainer {
public:
    /// The fabric stays the caller's. With a shard, its handlers have to make `loss` at `on_train_batch_end` and the gradients at
    /// `on_before_optimizer_step` those of the whole batch, and `val_loss` and `val_accuracy` their mean over the shards.
    Trainer(const weft::Fabric& fabric, const Digits& digits, const Recipe& recipe, const Shard& shard = {});
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Returns the score of the last validation. Where a handler sets `should_stop`, the fit ends after that batch,
    /// or after that epoch. Whatever is thrown, by a handler too, goes through `on_exception` and on to the caller.
    Score fit();

    /// Whether the fit has ended after a batch with others of its epoch to come.
    bool is_interrupted() const { return next_batch_ > 0; }

    /// All that the rest of the fit depends on, and what the callbacks add at `on_save_checkpoint`. Between two batches.
    weft::ArgMap state() const;

    /// Before `fit`, which then goes on where that trainer stood. Throws `std::runtime_error` for the state of another recipe or
    /// of other digits.
    void load(weft::ArgMap state);

private:
    Score run();
    void train(int epoch);
    double train_batch(int epoch, int batch_idx, const Digits& batch);
    void validate(int epoch);
    Score score(int epoch);

    const weft::Fabric& fabric_;
    Recipe recipe_;
    Shard shard_;
    weft::ArgMap settings_;
    Random random_;
    Split data_;
    Network network_;
    Sgd optimizer_;
    int batches_per_epoch_;
    Schedule schedule_;
    int step_ = 0;
    int epochs_done_ = 0;
    // Of the epoch that is under way.
    std::vector<int> order_;
    int next_batch_ = 0;
    double loss_sum_ = 0.0;
    int samples_ = 0;
    Score score_;
    bool should_stop_ = false;
};

}  // namespace demo
