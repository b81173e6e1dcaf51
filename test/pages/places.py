# SPDX-License-Identifier: MIT
"""Checks that lib/README.md names files that are there, and functions that are in them: `FILE`: `NAME`."""

import pathlib
import re
import sys

FILE = r"`((?:include|lib|test)/[\w./]+)`"
PLACE = re.compile(FILE + r":\s`([^`]+)`")


def faults_of(text, root):
    for name in re.findall(FILE, text):
        if not (root / name).exists():
            yield f"there is no {name}"
    for name, function in PLACE.findall(text):
        path = root / name
        bare = function.rpartition("::")[2]
        if path.is_file() and not re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", path.read_text(encoding="utf-8")):
            yield f"{name} has no {function}"


def main():
    root = pathlib.Path(sys.argv[1])
    text = (root / "lib" / "README.md").read_text(encoding="utf-8")
    faults = list(faults_of(text, root))
    if len(PLACE.findall(text)) < 20:
        faults.append("lib/README.md names hardly any function")
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
