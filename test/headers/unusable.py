# SPDX-License-Identifier: MIT
"""Checks what a compiler that cannot use weft prints: why, in one of its first lines, and little more."""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

MOST_LINES = 12
FIRST_LINES = 5
WORDS = {
    "-std=c++17": "weft needs C++20: compile with -std=c++20 or later",
    "-fno-rtti": "weft needs type information, as arguments are told apart by type: remove -fno-rtti",
    "-fno-exceptions": "weft needs exceptions, as a wrong call is one: remove -fno-exceptions",
}


def main():
    compile_commands, like, source_root = sys.argv[1:]
    compiler = Compiler(compile_commands, like)
    faults = []
    for flag, words in WORDS.items():
        for header in sorted(pathlib.Path(source_root, "include", "weft").glob("*.hpp")):
            # Of the version nothing else depends.
            if header.name == "version.hpp":
                continue
            compiles, said = compiler.check([flag, "-x", "c++", "-"], f"#include <weft/{header.name}>\n")
            lines = said.splitlines()
            if compiles or not any(words in line for line in lines[:FIRST_LINES]) or len(lines) > MOST_LINES:
                faults.append(f"with {flag}, {header.name} does not say '{words}' soon and in few lines:\n{said}")
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
