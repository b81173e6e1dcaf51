# SPDX-License-Identifier: MIT
"""Checks that the README's table of loops is true: a row for each program of demo/loops, with the page on it and the number of its
lines of glue; and that the files there are short enough to be read top to bottom.

Glue is what joins a library to weft: the declarations whose comment begins with `/// Glue:`, and all other statements that call a
hook; those of a program, and of the headers of demo/loops that it includes, without comments and blank lines."""

import pathlib
import re
import sys

LONGEST_FILE = 150
INCLUDE = re.compile(r'^#include "(\w+\.hpp)"', re.MULTILINE)
GLUE = re.compile(r"^/// Glue:.*\n(?:///.*\n)*((?:.*\n)*?[};].*\n)", re.MULTILINE)
# A call of a hook up to its end, or to the body that it goes around.
CALL = re.compile(r"^ *(?:\w*fabric_?\.(?:call|around|collect|first)|weft::python::expose<.*?>)\((?:.*\n)*?.*[;{]\n", re.MULTILINE)
ROW = re.compile(r"^\| \[[^]]+\]\(demo/guide/(\w+)\.md\) \| (\d+) \|", re.MULTILINE)


def lines_of_code(text):
    return [line for line in text.splitlines() if line.strip() and not line.strip().startswith("//")]


def files_of(program):
    """It, and those that it includes from its folder, however far."""
    found = [program]
    for path in found:
        headers = [program.parent / name for name in INCLUDE.findall(path.read_text(encoding="utf-8"))]
        found += [header for header in headers if header.is_file() and header not in found]
    return found


def glue_of(text):
    return len(lines_of_code("".join(GLUE.findall(text) + CALL.findall(GLUE.sub("", text)))))


def main():
    root = pathlib.Path(sys.argv[1])
    folder = root / "demo" / "loops"
    counted = {
        program.stem: sum(glue_of(path.read_text(encoding="utf-8")) for path in files_of(program))
        for program in sorted(folder.glob("*.cpp"))
    }
    told = {name: int(lines) for name, lines in ROW.findall((root / "README.md").read_text(encoding="utf-8"))}
    faults = []
    if told != counted or not counted:
        faults.append(f"README.md tells of these lines of glue: {told}, but there are {counted}")
    for path in sorted(folder.glob("*.?pp")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            faults.append(f"{path.relative_to(root)} has {lines} lines, expected at most {LONGEST_FILE}")
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
