# SPDX-License-Identifier: MIT
"""Checks that the README's table of loops is true: a row for each program of demo/loops, which is short enough to be read top to
bottom, with the page on it and the number of its lines of glue.

Glue is what joins a library to weft: the declarations whose comment begins with `/// Glue:`, counted without comments and blank
lines. Whatever calls a hook or carries an exception has to stand there."""

import pathlib
import re
import sys

LONGEST_PROGRAM = 150
GLUE = re.compile(r"^/// Glue:.*\n(?:///.*\n)*((?:.*\n)*?[};].*\n)", re.MULTILINE)
JOINS = re.compile(r"\.(?:call|around|deliver)\(|weft::Courier")
ROW = re.compile(r"^\| \[[^]]+\]\(demo/guide/(\w+)\.md\) \| (\d+) \|", re.MULTILINE)


def lines_of_code(text):
    return [line for line in text.splitlines() if line.strip() and not line.strip().startswith("//")]


def faults_of(program, rows):
    text = program.read_text(encoding="utf-8")
    if len(text.splitlines()) > LONGEST_PROGRAM:
        yield f"has {len(text.splitlines())} lines, expected at most {LONGEST_PROGRAM}"
    glue = len(lines_of_code("".join(GLUE.findall(text))))
    if rows.get(program.stem) != glue:
        yield f"has {glue} lines of glue; the README's table says {rows.get(program.stem, 'nothing of it')}"
    for line in lines_of_code(GLUE.sub("", text)):
        if JOINS.search(line):
            yield f"joins a library to weft outside of what it calls glue: {line.strip()}"


def main():
    root = pathlib.Path(sys.argv[1])
    rows = {name: int(lines) for name, lines in ROW.findall((root / "README.md").read_text(encoding="utf-8"))}
    programs = sorted((root / "demo" / "loops").glob("*.cpp"))
    faults = [f"{program.name} {fault}" for program in programs for fault in faults_of(program, rows)]
    faults += [f"there is no {name}.cpp in demo/loops" for name in rows if name not in [program.stem for program in programs]]
    for fault in faults:
        print(fault)
    sys.exit(1 if faults or not programs else 0)


if __name__ == "__main__":
    main()
