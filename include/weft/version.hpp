// SPDX-License-Identifier: MIT
// The version of weft.
#pragma once

/// The version of these headers, as `"major.minor.patch"`. It is the one in `meson.build`.
#define WEFT_VERSION "0.1.0"
