# SPDX-License-Identifier: MIT
"""Checks every code block of a page: it is what a file holds that is built and run, or a command that there is.

The line above a block says what it shows:

    <!-- all of FILE -->       the whole file, byte for byte
    <!-- from FILE -->         lines of it; each piece between blank lines is found in order, however deep it is indented
    <!-- printed by NAME -->   the same, from what demo/expected/NAME.txt says that the program prints
    <!-- run by FILE -->       FILE, a test, reads the page and runs what the block says
    <!-- commands -->          ./demo/run and ./test/run, with options and lanes that there are
"""

import difflib
import pathlib
import re
import shlex
import sys
import textwrap

BLOCK = re.compile(r"^(?P<above>[^\n]*)\n```(?P<language>\S*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"<!-- (all of|from|printed by|run by|commands) ?(\S*) -->")


def pages(root):
    """The README and the guide: what the checks of this folder read."""
    return [root / "README.md", *sorted((root / "demo" / "guide").glob("*.md"))]


def blocks(page):
    """Line, mark, name and text of each."""
    text = page.read_bytes().decode()
    for fence in BLOCK.finditer(text):
        mark = MARK.fullmatch(fence["above"])
        line = text.count("\n", 0, fence.start("text"))
        yield line, *(mark.groups() if mark else (None, "")), fence["text"]


def find_piece(piece, lines, start):
    """Where the piece ends in `lines`, searched from `start` on; -1 if it is not there."""
    wanted = piece.rstrip("\n").split("\n")
    for place in range(start, len(lines) - len(wanted) + 1):
        found = textwrap.dedent("\n".join(lines[place : place + len(wanted)]))
        if found == "\n".join(wanted):
            return place + len(wanted)
    return -1


def fault_of_excerpt(text, path):
    if not path.is_file():
        return f"there is no {path.name}"
    lines = path.read_text(encoding="utf-8").split("\n")
    start = 0
    for piece in re.split(r"\n\s*\n", text.strip("\n")):
        end = find_piece(textwrap.dedent(piece), lines, start)
        if end < 0:
            return f"{path.name} does not hold, in this place:\n{piece}"
        start = end
    return None


def fault_of_whole(text, path):
    if not path.is_file():
        return f"there is no {path.name}"
    real = path.read_bytes().decode()
    if text == real:
        return None
    return "".join(difflib.unified_diff(text.splitlines(True), real.splitlines(True), "page", path.name))


def fault_of_command(line, root):
    words = shlex.split(line, comments=True)
    if not words:
        return None
    program = root / words[0]
    if not words[0].startswith("./") or not program.is_file():
        return f"there is no program {words[0]}"
    known = program.read_text(encoding="utf-8")
    if words[0] == "./demo/run":
        known = (root / "demo" / "options.cpp").read_text(encoding="utf-8")
    for word in words[1:]:
        name = word.partition("=")[0]
        if name.startswith("--"):
            there = name in known
        else:
            there = words[0] == "./demo/run" or f"lane_{name.replace('-', '_')}()" in known
        if not there:
            return f"{words[0]} knows no '{name}'"
    return None


def fault_of(block, page, root):
    _, mark, name, text = block
    if mark == "all of":
        return fault_of_whole(text, root / name)
    if mark == "from":
        return fault_of_excerpt(text, root / name)
    if mark == "printed by":
        return fault_of_excerpt(text, root / "demo" / "expected" / f"{name}.txt")
    if mark == "run by":
        test = root / name
        reads = test.is_file() and page.name in test.read_text(encoding="utf-8")
        return None if reads else f"{name} does not read this page"
    if mark == "commands":
        faults = [fault_of_command(line, root) for line in text.splitlines()]
        return next((fault for fault in faults if fault), None)
    return "the line above does not say what it shows; test/pages/blocks.py says how"


def main():
    root = pathlib.Path(sys.argv[1])
    shown = failed = 0
    for page in pages(root):
        fences = len(re.findall(r"^```", page.read_text(encoding="utf-8"), re.MULTILINE))
        found = list(blocks(page))
        if 2 * len(found) != fences:
            print(f"{page.name}: {fences} lines with ``` found, expected {2 * len(found)}, for the blocks that could be read")
            failed += 1
        for block in found:
            shown += 1
            fault = fault_of(block, page, root)
            if fault:
                print(f"{page.name}:{block[0]}: {fault}")
                failed += 1
    print(f"{shown} blocks")
    sys.exit(1 if failed or not shown else 0)


if __name__ == "__main__":
    main()
