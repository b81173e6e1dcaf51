# SPDX-License-Identifier: MIT
"""Checks that every refusal of the compiler in weft's headers has a case that pins its words."""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from refused import EXPECT, EXPECT_WITH_REFLECTION, normalised  # noqa: E402

LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
# A text in several pieces, as long lines have it.
TEXT = re.compile(rf"{LITERAL}(?:\s*{LITERAL})*")


def texts_of(header):
    """All literals that begin with `weft:`, whole."""
    for match in TEXT.finditer(header.read_text(encoding="utf-8")):
        text = "".join(re.findall(LITERAL, match.group()))
        if text.startswith("weft:"):
            yield normalised(text)


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
            if not any(text.startswith(line) for line in expected):
                faults.append(f"{header.relative_to(root)}: no case of test/must_not_compile expects '{text}'")
    for line in expected:
        if not any(text.startswith(line) for text in refusals):
            faults.append(f"a case of test/must_not_compile expects '{line}', which no header says")
    if len(refusals) < 10:
        faults.append(f"found {len(refusals)} refusals in include: this check looks in the wrong place")
    print("\n".join(faults) or f"{len(refusals)} refusals, a case for each")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
