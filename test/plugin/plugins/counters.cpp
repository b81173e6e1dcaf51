// SPDX-License-Identifier: MIT
// A plug-in of two callbacks that are made without arguments.
#include <weft/plugin.hpp>

#include <stdexcept>

namespace counters {

struct Once {
    void on_count(int& count) { count += 1; }
    void on_failure() { throw std::out_of_range("thrown by a plug-in"); }
};
WEFT_CALLBACK(Once, (on_count, count), (on_failure))

struct Hundred {
    void on_count(int& count) const { count += 100 * (count + 1); }
};
WEFT_CALLBACK(Hundred, (on_count, count))

}  // namespace counters

WEFT_EXPORT_CALLBACKS(counters::Once, counters::Hundred);
