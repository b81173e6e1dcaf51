// SPDX-License-Identifier: MIT
// Writes two reports: `hard.html`, of curves that are hard to draw and texts that are hard to show, and `long.html`, of a
// curve that keeps all of its million points.
#include <weft/callbacks/report.hpp>
#include <weft/weft.hpp>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

using namespace weft::literals;

namespace {

void write_hard(const std::filesystem::path& file) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double denormal = std::numeric_limits<double>::denorm_min();
    const std::pair<std::string_view, std::vector<double>> curves[] = {
        {"mean", {0.9, std::nextafter(0.9, 1.0), 0.9, 0.9}},
        {"close", {0.9, 0.9 + 2e-9, 0.9}},
        {"equal", {5.0, 5.0}},
        {"zero", {0.0, -0.0}},
        {"denormal", {denormal, 3 * denormal, 2 * denormal}},
        {"both", {1e308, -1e308, 0.0}},
        {"none", {infinity, std::numeric_limits<double>::quiet_NaN()}},
        {"gap", {1.0, 2.0, infinity, 2.0, 1.0}},
        {"one", {0.5}},
    };
    const weft::Fabric fabric{
        weft::Report(file, {.title = "A \u202etitle\n", .profile = [] { return "one\ntwo \u009b"; }})};
    fabric.call("on_fit_start", weft::arg("\u2066name", "\x1b[2J"));
    for (const auto& [name, values] : curves) {
        int step = 0;
        for (const double value : values) {
            fabric.call("on_train_batch_end", "step"_a = step++, weft::arg(name, value));
        }
    }
    // Where there is no step to draw it at, and where steps are far from one another.
    fabric.call("on_train_batch_end", "step"_a = infinity, "nowhere"_a = 1.0F);
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "far"_a = 1.0);
    fabric.call("on_train_epoch_end", "epoch"_a = std::numeric_limits<std::int64_t>::max(), "far"_a = 2.0);
    fabric.call("on_fit_end");
}

void write_long(const std::filesystem::path& file) {
    constexpr int points = 1000000;
    const weft::Fabric fabric{weft::Report(file, {.max_points = 2 * points})};
    for (int step = 0; step < points; ++step) {
        const double value = step == 345678 ? 100.0 : step == 567890 ? -50.0 : std::sin(step);
        fabric.call("on_train_batch_end", "step"_a = step, "loss"_a = value);
    }
    fabric.call("on_fit_end");
}

}  // namespace

int main(int, char** arguments) {
    const std::filesystem::path folder = arguments[1];
    write_hard(folder / "hard.html");
    write_long(folder / "long.html");
    return 0;
}
