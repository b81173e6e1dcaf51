# SPDX-License-Identifier: MIT
"""Checks that each function of the rooms' refusals.cpp that refuses something has a row in the table of wrong uses."""

import pathlib
import re
import sys

REFUSING = re.compile(r"^(?:void|std::string) ((?:Arg::)?(?:refuse\w*|undeclared_\w+))\(", re.MULTILINE)
ROW = re.compile(r'^\s*\{"([\w:]+)",', re.MULTILINE)


ROOMS = ["arguments", "handlers", "fabric", "observers"]


def main():
    lib, *tables = map(pathlib.Path, sys.argv[1:])
    of_room = {room: REFUSING.findall((lib / room / "refusals.cpp").read_text(encoding="utf-8")) for room in ROOMS}
    rows = {row for table in tables for row in ROW.findall(table.read_text(encoding="utf-8"))}
    refusing = {name for names in of_room.values() for name in names}
    faults = [f"{name} of lib/{room}/refusals.cpp has no row" for room in ROOMS for name in of_room[room] if name not in rows]
    faults += [f"a row names {name}, which no refusals.cpp defines" for name in sorted(rows - refusing)]
    faults += [f"lib/{room}/refusals.cpp refuses nothing: this check looks in the wrong place" for room in ROOMS if not of_room[room]]
    print("\n".join(faults) or f"{len(refusing)} functions that refuse, a row for each")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
