# SPDX-License-Identifier: MIT
"""Checks that every header of weft compiles alone, twice in one file, and without a warning."""

import concurrent.futures
import os
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

WARNINGS = ["-Werror", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow"]


def main():
    compile_commands, like, source_root = sys.argv[1:]
    compiler = Compiler(compile_commands, like)
    include = pathlib.Path(source_root, "include")
    headers = sorted(path.relative_to(include) for path in include.rglob("*.hpp"))
    if not headers:
        sys.exit(f"no header found in {include}")

    def check(header):
        # A header with no guard defines everything twice here.
        return compiler.check([*WARNINGS, "-x", "c++", "-"], f"#include <{header}>\n#include <{header}>\n")

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(check, headers))
    broken = 0
    for header, (compiles, said) in zip(headers, results):
        if not compiles:
            broken += 1
            print(f"{header} does not compile alone:\n{said}")
    print(f"{len(headers) - broken} of {len(headers)} headers compile alone")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
