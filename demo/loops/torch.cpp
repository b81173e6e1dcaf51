// SPDX-License-Identifier: MIT
// What is added to a training loop on libtorch: losses are tensors, and arrive as numbers where numbers are wanted; also in Python.
#include "torch_trainer.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <fmt/core.h>
#include <pybind11/embed.h>
#include <torch/csrc/utils/pybind.h>
#include <weft/callbacks.hpp>
#include <weft/python.hpp>

using namespace weft::literals;
namespace fs = std::filesystem;

struct NoGradient {
    void around_validation(const weft::Next& next) {
        const torch::NoGradGuard guard;
        next();
    }
};
WEFT_CALLBACK(NoGradient, (around_validation))

/// Knows neither which network nor which optimizer it is.
struct ClipGradients {
    void on_fit_start(const torch::nn::Module& module) {
        fmt::print("clips {} tensors of parameters\n", module.parameters().size());
    }
    void on_before_optimizer_step(torch::optim::Optimizer& optimizer) {
        torch::nn::utils::clip_grad_norm_(optimizer.param_groups()[0].params(), 1.0);
    }
};
WEFT_CALLBACK(ClipGradients, (on_fit_start, module), (on_before_optimizer_step, optimizer))

constexpr const char* in_python = R"(
class Gradients:
    def on_train_batch_end(self, loss):
        self.in_training = loss.requires_grad

    def on_validation_epoch_end(self, epoch, val_loss):
        if epoch == 0:
            print(f"python: a {type(val_loss).__name__} of {val_loss.dtype}", flush=True)
            print(f"python: gradients {self.in_training}, in validation {val_loss.requires_grad}", flush=True)
)";

/// Leaves its curve and its checkpoints in the folder, and goes on with the last of those that are there.
void fit(const fs::path& folder, const demo::Digits& digits, const weft::Callback& of_python, int epochs) {
    fs::create_directories(folder);
    const auto stopping = std::make_shared<weft::EarlyStopping>("val_loss");
    weft::Fabric fabric{NoGradient{},
                        ClipGradients{},
                        of_python,
                        stopping,
                        weft::StopAfter({.epochs = epochs}),
                        weft::ProgressBar({.file = stderr}),
                        weft::MetricsLogger({.csv = folder / "metrics.csv"}),
                        weft::TensorBoardLogger(folder)};
    torch::manual_seed(0);  // The same weights at the start.
    demo::TorchTrainer trainer{fabric, digits};
    const auto write = [&trainer](std::ostream& stream) { trainer.save(stream); };
    fabric.add(weft::Checkpoint(folder, write, {.monitor = "val_loss"}));
    if (std::ifstream stream{folder / "last.ckpt", std::ios::binary}) {
        trainer.load(stream);
    }
    trainer.fit(20);
    fmt::print("the least val_loss is below 0.5: {}\n", stopping->best() < 0.5);
}

std::string content_of(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// `torch FOLDER`: the folder for what callbacks write.
int main(int argc, char** argv) {
    const fs::path folder = argc > 1 ? argv[1] : "torch_files";
    fs::remove_all(folder / "at_once");
    fs::remove_all(folder / "resumed");
    std::setbuf(stdout, nullptr);  // Python writes to it too.
    const py::scoped_interpreter python;
    py::module_::import("torch");
    weft::python::expose<torch::Tensor>([](const torch::Tensor& tensor) { return tensor; });
    py::exec(in_python);
    const weft::Callback gradients = weft::python::callback(py::globals()["Gradients"]());

    const py::gil_scoped_release no_gil;  // As libtorch asks of whoever goes backward.
    torch::set_num_threads(1);            // Sums in one order: the same curve each time.
    const demo::Digits digits = demo::read_digits(WEFT_DEMO_DATA);
    fit(folder / "at_once", digits, gradients, 10);
    fit(folder / "resumed", digits, gradients, 4);
    fit(folder / "resumed", digits, gradients, 10);
    const std::string curve = content_of(folder / "at_once" / "metrics.csv");
    fmt::print("{}\nthe resumed fit has the same curve: {}\n", curve.substr(0, curve.find('\n')),
               curve == content_of(folder / "resumed" / "metrics.csv"));
}
