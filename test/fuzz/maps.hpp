// SPDX-License-Identifier: MIT
// An argument map against a plain list of names and values.
#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <string>

namespace fuzz {

/// Does to a map what the bytes say, and aborts where it differs from the list.
void check_map(FuzzedDataProvider& data, const std::string& text);

}  // namespace fuzz
