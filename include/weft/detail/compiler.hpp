// SPDX-License-Identifier: MIT
// What crosses the library's border.
#pragma once

/// Marks what the shared library exports; everything else stays inside.
#define WEFT_API [[gnu::visibility("default")]]
