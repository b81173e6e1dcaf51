# SPDX-License-Identifier: MIT
"""Checks that every refusal of the compiler in weft's headers has a case that pins its words."""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from refused import EXPECT, EXPECT_WITH_REFLECTION, normalised  # noqa: E402

LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
# A text in several pieces, as long lines have it; between them stand the parameters of a macro.
TEXT = re.compile(rf"\"weft:(?:[^\"\\\n]|\\.)*\"(?:[\s\\]*(?:{LITERAL}|#?[A-Za-z]\w*))*")
ANYTHING = "\0"


def texts_of(header):
    """All literals that begin with `weft:`, whole; a parameter of a macro stands for anything."""
    for match in TEXT.finditer(header.read_text(encoding="utf-8")):
        pieces = re.findall(rf"{LITERAL}|(#?[A-Za-z]\w*)", match.group())
        yield normalised("".join(ANYTHING if parameter else text for text, parameter in pieces))


def begins(text, line):
    """Whether the message begins with the line that a case expects."""
    begin = ".*".join(re.escape(part) for part in text.split(ANYTHING))
    return bool(re.match(begin, line)) if ANYTHING in text else text.startswith(line)


def main():
    root = pathlib.Path(sys.argv[1])
    cases = [path.read_text(encoding="utf-8") for path in pathlib.Path(__file__).parent.glob("*.cpp")]
    expected = {
        normalised(line)
        for case in cases
        for pattern in (EXPECT, EXPECT_WITH_REFLECTION)
        for line in pattern.findall(case)
    }
    faults = []
    refusals = set()
    for header in sorted((root / "include").rglob("*.hpp")):
        for text in texts_of(header):
            refusals.add(text)
            if not any(begins(text, line) for line in expected):
                faults.append(f"{header.relative_to(root)}: no case of test/must_not_compile expects '{text}'")
    for line in expected:
        if not any(begins(text, line) for text in refusals):
            faults.append(f"a case of test/must_not_compile expects '{line}', which no header says")
    if len(refusals) < 10:
        faults.append(f"found {len(refusals)} refusals in include: this check looks in the wrong place")
    print("\n".join(faults) or f"{len(refusals)} refusals, a case for each")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
