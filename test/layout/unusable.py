# SPDX-License-Identifier: MIT
"""Checks what a compiler that cannot use weft prints: one error, which says why, and nothing but where that is."""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

MOST_LINES = 7
WORDS = {
    "-std=c++17": "weft needs C++20: compile with -std=c++20 or later",
    "-fno-rtti": "weft needs type information, as arguments are told apart by type: remove -fno-rtti",
    "-fno-exceptions": "weft needs exceptions, as a wrong call is one: remove -fno-exceptions",
}


CLANG_WITH_LIBSTDCXX = """
#include <cstddef>
#if !defined(__clang__) || !defined(__GLIBCXX__)
#error
#endif
"""


def main():
    compile_commands, like, source_root = sys.argv[1:]
    compiler = Compiler(compile_commands, like)
    if compiler.check(["-x", "c++", "-"], CLANG_WITH_LIBSTDCXX)[0]:
        WORDS["-DWEFT_WITHOUT_TYPE_DESCRIPTIONS"] = "weft was built with type_descriptions=disabled: use GCC"
    faults = []
    for flag, words in WORDS.items():
        for header in ("weft.hpp", "callbacks.hpp", "plugin.hpp"):
            compiles, said = compiler.check([flag, "-x", "c++", "-"], f"#include <weft/{header}>\n")
            errors = [line for line in said.splitlines() if "error: " in line]
            if compiles or len(errors) != 1 or words not in errors[0] or len(said.splitlines()) > MOST_LINES:
                faults.append(f"with {flag}, {header} does not say '{words}' as its only error, in {MOST_LINES} lines at most:\n{said}")
    # The others say the same, as all begin alike. Of the version nothing else depends.
    for path in sorted(pathlib.Path(source_root, "include", "weft").glob("*.hpp")):
        first = re.search(r"^#include <([^>]+)>", path.read_text(encoding="utf-8"), re.MULTILINE)
        if path.name != "version.hpp" and (first is None or first.group(1) != "weft/detail/export.hpp"):
            faults.append(f"{path.name} does not begin with weft/detail/export.hpp")
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
