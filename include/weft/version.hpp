// SPDX-License-Identifier: MIT
// Which weft this is.
#pragma once

/// The version of the headers, as in the project's `meson.build`.
#define WEFT_VERSION "0.1.0"
