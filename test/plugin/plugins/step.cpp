// SPDX-License-Identifier: MIT
// A plug-in whose factory takes settings, and may throw.
#include <weft/plugin.hpp>

#include <stdexcept>
#include <string>

namespace {

class Step {
public:
    explicit Step(int by) : by_(by) {}
    void on_count(int& count) const { count += by_; }

private:
    int by_;
    WEFT_CALLBACK_INSIDE(Step, (on_count, count))
};

Step make(const weft::ArgMap& settings) {
    const auto throws = settings.get_or<std::string>("throws", "nothing");
    if (throws == "error") {
        throw std::domain_error("no step today");
    }
    if (throws == "number") {
        throw 7;
    }
    return Step(settings.get<int>("by"));
}

}  // namespace

WEFT_EXPORT_CALLBACK_FACTORY(make);
