// SPDX-License-Identifier: MIT
// How arguments reach parameters: by name or position, by reference, converted, defaulted, optional, or all at once.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Shape {
    int rows = 2;
};
struct Tensor : Shape {
    std::vector<double> values{0.25, 0.75};
};

struct Reader {
    // An int fills a double, a literal a string_view, a derived object a reference to its base: nothing is copied.
    void on_batch_end(double batch_idx, std::string_view phase, const Shape& output) {
        fmt::print("Reader: batch {:.1f} of {}, {} rows\n", batch_idx, phase, output.rows);
    }
};
WEFT_CALLBACK(Reader, (on_batch_end, batch_idx, phase, output))

struct Stopper {
    // A T& is the caller's own variable. Where an optional's argument is missing, it is empty.
    void on_batch_end(bool& should_stop, std::optional<double> loss) {
        should_stop = loss.has_value() && *loss < 0.1;
        fmt::print("Stopper: {}\n", loss ? fmt::format("loss {}", *loss) : "no loss");
    }
};
WEFT_CALLBACK(Stopper, (on_batch_end, should_stop, loss))

struct Recorder {
    std::optional<weft::ArgMap> kept;

    // The whole map of the call, whatever it holds; kept, it outlives the call.
    void on_batch_end(const weft::Args& args) {
        fmt::print("Recorder: {}\n", args);
        kept.emplace(args);
    }
};
WEFT_CALLBACK(Recorder, (on_batch_end))

int main() {
    Recorder recorder;
    weft::Fabric fabric{Reader{}, Stopper{}, std::ref(recorder)};
    fabric.connect(
        "on_batch_end", [](double lr, int scale) { fmt::print("lambda: lr {}, scale {}\n", lr, scale); },
        "lr"_a = 0.1, "scale"_a = 10);  // names with defaults

    const Tensor output;
    bool should_stop = false;
    fabric.call("on_batch_end", "batch_idx"_a = 3, "phase"_a = "training", "output"_a = output,
                "should_stop"_a = should_stop, "lr"_a = 0.5);

    fmt::print("\nNames that are known at run time only, and a map of them:\n");
    const std::string name = "loss";
    fabric.call("on_batch_end", "batch_idx"_a = 4, "phase"_a = std::string("validation"), "output"_a = output,
                "should_stop"_a = should_stop, weft::arg(name, 0.05));
    fmt::print("should_stop={}\n", should_stop);

    weft::ArgMap map{"batch_idx"_a = 5, "phase"_a = "test"};
    map.set("output", Tensor{});
    map.set("should_stop", false);
    fabric.call("on_batch_end", weft::unpack(map));
    fmt::print("kept: batch {} of {}\n", recorder.kept->get<int>("batch_idx"),
               recorder.kept->get<std::string>("phase"));

    fmt::print("\nPositional arguments fill a handler's first parameters:\n");
    fabric.connect("on_pair",
                   [](int first, int second) { fmt::print("first {}, second {}\n", first, second); });
    fabric.call("on_pair", 1, 2);
}
