// SPDX-License-Identifier: MIT
// A user's shared object: a callback in each form, a function, an observer and calls with a type of its own.
#include <weft/weft.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

using namespace weft::literals;

namespace user {

struct Tensor {
    double value = 0.0;
};

struct Logger {
    double total = 0.0;

    void on_fit_start(int max_epochs) { total += max_epochs; }
    void on_train_batch_end(double loss, const Tensor& output) { total += loss * output.value; }
    void on_validation_epoch_end(std::optional<int> epoch, Tensor& best) { best.value += epoch.value_or(0); }
    [[nodiscard]] Tensor on_fit_end(const weft::Args& args, const std::string& phase) const {
        return {total + static_cast<double>(args.size() + phase.size())};
    }
};
WEFT_CALLBACK(Logger, (on_fit_start, max_epochs), (on_train_batch_end, loss, output),
              (on_validation_epoch_end, epoch, best), (on_fit_end, phase))

struct Observer {
    std::size_t events = 0;
    void operator()(const weft::Event& /*event*/) { ++events; }
};

double use(weft::Fabric& fabric, Logger& borrowed, Tensor output) {
    fabric.add(Logger{});
    fabric.add(std::make_unique<Logger>());
    fabric.add(std::make_shared<Logger>());
    fabric.add(std::ref(borrowed), weft::at_front);
    fabric.connect(
        "on_train_batch_end", [](Tensor& changed, const Tensor& by) { changed.value = by.value; }, "output"_a,
        "by"_a = Tensor{1.0});
    fabric.observe(Observer{});
    fabric.call("on_train_batch_end", "loss"_a = 0.5, "output"_a = output);
    weft::ArgMap map{"max_epochs"_a = 3, "output"_a = output};
    fabric.call("on_fit_start", weft::unpack(map));
    const auto answers = fabric.collect<Tensor>("on_fit_end", "phase"_a = "train");
    return answers.front().value + map.get<const Tensor&>("output").value;
}

}  // namespace user
