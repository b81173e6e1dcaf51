# SPDX-License-Identifier: MIT
"""Checks that the version of meson.build is that of the headers, and the newest one of the changelog."""

import pathlib
import re
import sys


def main():
    version, root = sys.argv[1], pathlib.Path(sys.argv[2])
    for name, pattern in (
        ("CHANGELOG.md", r"^## \[([^]]*)\] - (?:unreleased|\d{4}-\d\d-\d\d)$"),
        ("include/weft/version.hpp", r'^#define WEFT_VERSION "([^"]*)"$'),
    ):
        # The first, which in a changelog is the newest.
        found = re.search(pattern, (root / name).read_text(encoding="utf-8"), re.MULTILINE)
        if not found:
            sys.exit(f"{name} names no version")
        if found.group(1) != version:
            sys.exit(f"{name} names {found.group(1)}, expected {version} as in meson.build")


if __name__ == "__main__":
    main()
