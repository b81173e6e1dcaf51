# SPDX-License-Identifier: MIT
"""Checks that each function of lib/messages.cpp that refuses something has a row in the table of wrong uses."""

import pathlib
import re
import sys

REFUSING = re.compile(r"^(?:void|std::string) ((?:Arg::)?(?:refuse\w*|undeclared_\w+))\(", re.MULTILINE)
ROW = re.compile(r'^\s*\{"([\w:]+)",', re.MULTILINE)


def main():
    messages, *tables = (pathlib.Path(path).read_text(encoding="utf-8") for path in sys.argv[1:])
    refusing, rows = set(REFUSING.findall(messages)), set(ROW.findall("\n".join(tables)))
    faults = [f"{name} of lib/messages.cpp has no row" for name in sorted(refusing - rows)]
    faults += [f"a row names {name}, which lib/messages.cpp does not define" for name in sorted(rows - refusing)]
    if len(refusing) < 10:
        faults.append(f"found {len(refusing)} functions that refuse: this check looks in the wrong place")
    print("\n".join(faults) or f"{len(refusing)} functions that refuse, a row for each")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
