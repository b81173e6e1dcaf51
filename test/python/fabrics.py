# SPDX-License-Identifier: MIT
"""Fabrics that the tests begin with."""

import weft


def fabric_with(hook, *handlers):
    """A fabric with these handlers on one hook."""
    fabric = weft.Fabric()
    for handler in handlers:
        fabric.connect(hook, handler)
    return fabric
