// SPDX-License-Identifier: MIT
// A plug-in whose factory, a lambda, decides how many callbacks it gives.
#include <weft/plugin.hpp>

#include <memory>
#include <vector>

struct AddOne {
    void on_count(int& count) { ++count; }
};
WEFT_CALLBACK(AddOne, (on_count, count))

WEFT_EXPORT_CALLBACK_FACTORY([](const weft::ArgMap& settings) {
    return std::vector<weft::Callback>(settings.get_or<std::size_t>("times", 2), std::make_shared<AddOne>());
});
