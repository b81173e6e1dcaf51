# SPDX-License-Identifier: MIT
"""Checks that no text that refuses something is without a case. Each function of the core's refusals.cpp that refuses has a row
in the table of wrong uses; of each in the libraries beside the core, its longest words stand in one of their tests."""

import pathlib
import re
import sys

REFUSING = re.compile(r"^(?:\[\[noreturn\]\] )?(?:void|std::string) ((?:\w+::)?(?:refuse\w*|(?:undeclared|unknown)_\w+))\(", re.MULTILINE)
ROW = re.compile(r'^\s*\{"([\w:]+)",', re.MULTILINE)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
BODY = re.compile(r"^void (\w+)\([^{]*\) (?:noexcept )?\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
ROOMS = ["arguments", "handlers", "fabric", "observers"]
LIBRARIES = ["callbacks", "plugin", "python", "mpi"]


def joined(text):
    """Adjacent literals are one."""
    return re.sub(r'"\s*"', "", text)


def longest_words(body):
    parts = [part for literal in LITERAL.findall(joined(body)) for part in re.split(r"\{[^{}]*\}", literal)]
    return max((part.strip(" ,:;'}") for part in parts), key=len, default="")


def faults_of_core(lib, tables):
    of_room = {room: REFUSING.findall((lib / room / "refusals.cpp").read_text(encoding="utf-8")) for room in ROOMS}
    rows = {row for table in tables for row in ROW.findall(table.read_text(encoding="utf-8"))}
    refusing = {name for names in of_room.values() for name in names}
    yield from (f"{name} of lib/{room}/refusals.cpp has no row" for room in ROOMS for name in of_room[room] if name not in rows)
    yield from (f"a row names {name}, which no refusals.cpp defines" for name in sorted(rows - refusing))
    yield from (f"found nothing that refuses in lib/{room}: this check looks in the wrong place" for room in ROOMS if not of_room[room])


def faults_of_library(lib, tests, name):
    files = [path for path in sorted((tests / name).iterdir()) if path.suffix in {".cpp", ".py"}]
    cases = joined("".join(path.read_text(encoding="utf-8") for path in files))
    functions = BODY.findall((lib / name / "refusals.cpp").read_text(encoding="utf-8"))
    if len(functions) < 10:
        yield f"found {len(functions)} functions that refuse in lib/{name}: this check looks in the wrong place"
    for function, body in functions:
        words = longest_words(body)
        if words not in cases:  # One that only passes on what somebody else says has none.
            yield f"{function} of lib/{name}/refusals.cpp: no test in test/{name} holds its words '{words}'"


def main():
    lib, tests, *tables = map(pathlib.Path, sys.argv[1:])
    faults = list(faults_of_core(lib, tables))
    for name in LIBRARIES:
        faults += faults_of_library(lib, tests, name)
    print("\n".join(faults) or "every text that refuses has a case")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
