// SPDX-License-Identifier: MIT
// A type of another library that reads as a number and as text, without a change of the type or of the handlers.
#include <fmt/core.h>
#include <weft/weft.hpp>

#include <optional>
#include <string>
#include <vector>

namespace other_library {

struct Tensor {
    std::vector<double> elements;
};

}  // namespace other_library

template <>
struct weft::Reading<other_library::Tensor> {
    // Empty: this value is no number.
    static std::optional<double> number(const other_library::Tensor& tensor) {
        return tensor.elements.size() == 1 ? std::optional(tensor.elements.front()) : std::nullopt;
    }
    // How it prints, instead of by fmt.
    static std::string text(const other_library::Tensor& tensor) {
        return fmt::format("tensor of {}", tensor.elements.size());
    }
};

using namespace weft::literals;

struct Monitor {
    void on_step(double loss) { fmt::print("loss {}\n", loss); }
};
WEFT_CALLBACK(Monitor, (on_step, loss))

int main() {
    weft::Fabric fabric{Monitor{}};
    fabric.connect("on_step", [](const weft::Args& args) { fmt::print("{}\n", args); });
    const other_library::Tensor loss{{0.25}};
    const other_library::Tensor losses{{0.25, 0.5}};
    fabric.call("on_step", "loss"_a = loss);
    try {
        fabric.call("on_step", "loss"_a = losses);
    } catch (const weft::ArgumentError& error) {
        fmt::print("ArgumentError: {}\n", error.what());
    }
}
