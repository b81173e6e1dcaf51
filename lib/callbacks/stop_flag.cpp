// SPDX-License-Identifier: MIT
// Finds `should_stop`, and sets it.
#include "callbacks/stop_flag.hpp"

#include <utility>

namespace weft::detail {

StopFlag::StopFlag(const Args& args) {
    for (const Arg& arg : args) {
        if (arg.name() == should_stop_name && arg.is<std::atomic<bool>>()) {
            atomic_ = &arg.get<std::atomic<bool>&>();
            return;
        }
    }
    plain_ = &args.get<bool&>(should_stop_name);
}

bool StopFlag::stop() const {
    return atomic_ != nullptr ? !atomic_->exchange(true) : !std::exchange(*plain_, true);
}

}  // namespace weft::detail
