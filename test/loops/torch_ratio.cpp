// SPDX-License-Identifier: MIT
// What an epoch on libtorch costs with weft's calls, over what it costs in the same loop without them.
#include "../../demo/loops/torch_trainer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/core.h>
#include <torch/torch.h>
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

namespace {

using namespace weft::literals;
using torch::Tensor;
namespace functional = torch::nn::functional;

/// The loop of torch_trainer.hpp, by hand. The sums and the learning rate are taken as there.
class Bare {
public:
    explicit Bare(demo::Digits digits)
        : images_{torch::from_blob(digits.images.data(), {digits.size(), demo::pixel_count}, torch::kDouble)
                      .to(torch::kFloat)},
          labels_{torch::tensor(digits.labels, torch::kLong)} {}

    void epoch() {
        torch::manual_seed(static_cast<std::uint64_t>(epoch_) + 1);
        Tensor sum = torch::zeros({});
        for (const Tensor& chosen : torch::randperm(train_size, torch::kLong).split(batch_size)) {
            const Tensor batch = images_.index_select(0, chosen);
            const Tensor output = network_->forward(batch);
            const Tensor loss = functional::cross_entropy(output, labels_.index_select(0, chosen));
            optimizer_.zero_grad();
            loss.backward();
            optimizer_.step();
            sum += loss.detach() * batch.size(0);
        }
        const torch::NoGradGuard guard;
        const Tensor labels = labels_.slice(0, train_size);
        const Tensor output = network_->forward(images_.slice(0, train_size));
        loss_ = sum / train_size;
        val_loss_ = functional::cross_entropy(output, labels);
        val_accuracy_ = (output.argmax(1) == labels).to(torch::kFloat).mean();
        ++epoch_;
    }

    double val_loss() const { return val_loss_.item<double>(); }

private:
    static constexpr int train_size = 1437;
    static constexpr int batch_size = 32;

    Tensor images_;
    Tensor labels_;
    torch::nn::Sequential network_{torch::nn::Linear(demo::pixel_count, 64), torch::nn::ReLU(),
                                   torch::nn::Linear(64, demo::class_count)};
    torch::optim::SGD optimizer_{network_->parameters(), torch::optim::SGDOptions(0.1).momentum(0.9)};
    int epoch_ = 0;
    Tensor loss_;
    Tensor val_loss_;
    Tensor val_accuracy_;
};

struct NoGradient {
    void around_validation(const weft::Next& next) {
        const torch::NoGradGuard guard;
        next();
    }
};
WEFT_CALLBACK(NoGradient, (around_validation))

/// On the wall, and of this thread alone, in milliseconds.
struct Times {
    double wall = 0.0;
    double cpu = 0.0;

    static Times now() {
        const auto of = [](clockid_t clock) {
            timespec time{};
            clock_gettime(clock, &time);
            return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
        };
        return {of(CLOCK_MONOTONIC), of(CLOCK_THREAD_CPUTIME_ID)};
    }
};

class Epochs {
public:
    void begin() { begin_ = Times::now(); }
    void end() {
        const Times end = Times::now();
        all_.push_back({end.wall - begin_.wall, end.cpu - begin_.cpu});
    }
    double median(double Times::*which) {
        const auto middle = all_.begin() + static_cast<std::ptrdiff_t>(all_.size() / 2);
        std::nth_element(all_.begin(), middle, all_.end(),
                         [which](const Times& a, const Times& b) { return a.*which < b.*which; });
        return *middle.*which;
    }

private:
    Times begin_;
    std::vector<Times> all_;
};

/// Each epoch once without weft and once with it, in turns, so that both see the same machine.
void measure(const char* what, weft::Fabric& fabric, const demo::Digits& digits, int epochs) {
    torch::manual_seed(0);
    Bare bare{digits};
    Epochs without;
    Epochs with;
    const weft::ScopedConnection begin = fabric.connect(
        "on_train_epoch_start",
        [&] {
            without.begin();
            bare.epoch();
            without.end();
            with.begin();
        },
        weft::before_all);
    const weft::ScopedConnection end = fabric.connect(
        "on_validation_epoch_end",
        [&](double val_loss) {
            with.end();
            if (val_loss != bare.val_loss()) {
                throw std::runtime_error(
                    fmt::format("val_loss {} with weft, {} without it", val_loss, bare.val_loss()));
            }
        },
        "val_loss"_a, weft::after_all);
    torch::manual_seed(0);
    demo::TorchTrainer{fabric, digits}.fit(epochs);
    fmt::print("| {} |", what);
    for (double Times::*which : {&Times::wall, &Times::cpu}) {
        const double bare_time = without.median(which);
        fmt::print(" {:.2f} | {:.3f} |", bare_time, with.median(which) / bare_time);
    }
    fmt::print("\n");
}

}  // namespace

/// `torch_ratio [EPOCHS]`
int main(int argc, char** argv) {
    const int epochs = argc > 1 ? std::stoi(argv[1]) : 400;
    torch::set_num_threads(1);
    const demo::Digits digits = demo::read_digits(WEFT_DEMO_DATA);
    const std::string folder = "torch_ratio_files";
    std::filesystem::create_directories(folder);
    fmt::print(
        "| callbacks | ms without weft | ratio | ms of the core | ratio |\n| --- | ---: | ---: | ---: | ---: "
        "|\n");

    weft::Fabric alone{NoGradient{}};
    measure("none but for the gradients", alone, digits, epochs);

    weft::Fabric logged{NoGradient{}, weft::EarlyStopping("val_loss", {.patience = 1000000}),
                        weft::ProgressBar({.file = nullptr}),
                        weft::MetricsLogger({.csv = folder + "/metrics.csv"})};
    measure("and early stopping, progress bar, CSV", logged, digits, epochs);

    logged.add(weft::TensorBoardLogger(folder));
    measure("and TensorBoard, of each batch", logged, digits, epochs);
}
