// SPDX-License-Identifier: MIT
// A call ignores what handlers return; collect gathers it, first stops at the first answer.
#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Accuracy {
    double on_metric(double correct, double total) { return correct / total; }
};
WEFT_CALLBACK(Accuracy, (on_metric, correct, total))

struct Errors {
    int on_metric(int correct, int total) { return total - correct; }  // an int is a double, too
};
WEFT_CALLBACK(Errors, (on_metric, correct, total))

/// An empty optional is no answer.
struct Ratio {
    std::optional<double> on_metric(int correct, int total) {
        if (correct == total) {
            return std::nullopt;
        }
        return static_cast<double>(correct) / (total - correct);
    }
};
WEFT_CALLBACK(Ratio, (on_metric, correct, total))

struct Watcher {
    void on_metric() { fmt::print("(Watcher ran, and has no answer)\n"); }
};
WEFT_CALLBACK(Watcher, (on_metric))

struct ByFile {
    std::optional<std::string> on_resolve(const std::string& name) {
        if (!name.ends_with(".csv")) {
            return std::nullopt;
        }
        return "file " + name;
    }
};
WEFT_CALLBACK(ByFile, (on_resolve, name))

struct ByAddress {
    std::string on_resolve(const std::string& name) {
        fmt::print("(ByAddress is asked)\n");
        return "address " + name;
    }
};
WEFT_CALLBACK(ByAddress, (on_resolve, name))

int main() {
    const weft::Fabric fabric{Accuracy{}, Errors{}, Watcher{}, Ratio{}, ByFile{}, ByAddress{}};

    std::vector<double> metrics = fabric.collect<double>("on_metric", "correct"_a = 3, "total"_a = 4);
    fmt::print("metrics: {}\n", metrics);
    metrics = fabric.collect<double>("on_metric", "correct"_a = 4, "total"_a = 4);
    fmt::print("metrics: {}\n", metrics);

    for (const char* const name : {"digits.csv", "digits.example"}) {
        const std::optional<std::string> answer = fabric.first<std::string>("on_resolve", "name"_a = name);
        fmt::print("{}\n", answer.value_or("nobody knows"));
    }
    fmt::print("{}\n", fabric.first<std::string>("on_unheard").value_or("nobody knows"));
}
