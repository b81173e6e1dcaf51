// SPDX-License-Identifier: MIT
// A plug-in for any training loop, also for a program that is compiled already: it ends the fit once the loss is low.
//
//     g++ -std=c++20 -shared -fPIC stop_at_loss.cpp -o stop_at_loss.so $(pkg-config --cflags --libs weft)
//     train --plugin ./stop_at_loss.so,below=0.1
#include <string>

#include <fmt/core.h>
#include <weft/plugin.hpp>

namespace {

class StopAtLoss {
public:
    StopAtLoss(std::string name, double below) : name_(std::move(name)), below_(below) {}

    void on_train_epoch_end(int epoch, double loss, bool& should_stop) const {
        if (loss < below_) {
            fmt::print("{}: epoch {}, loss {:.4f} is below {}\n", name_, epoch, loss, below_);
            should_stop = true;
        }
    }

private:
    std::string name_;
    double below_;

    WEFT_CALLBACK_INSIDE(StopAtLoss, (on_train_epoch_end, epoch, loss, should_stop))
};

/// What is thrown here reaches the program as a `weft::PluginError` that names this file.
StopAtLoss make(const weft::ArgMap& settings) {
    for (const weft::Arg& setting : settings) {
        if (setting.name() != "name" && setting.name() != "below") {
            throw weft::Error(
                fmt::format("'{}' found, expected the settings below and name", setting.name()));
        }
    }
    return {settings.get_or<std::string>("name", "stop-at-loss"), settings.get<double>("below")};
}

}  // namespace

WEFT_EXPORT_CALLBACK_FACTORY(make);
