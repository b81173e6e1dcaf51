// SPDX-License-Identifier: MIT
// The same for the engine.
#include <boost/signals2.hpp>
