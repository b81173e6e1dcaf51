# SPDX-License-Identifier: MIT
"""Checks that every header of weft compiles alone, twice in one file, and without a warning.

One that another header includes before anything else is compiled alone with that one.

    alone.py COMPILE_COMMANDS FILE SOURCES [BEGINNING...] [-- OPTION...]

Headers whose names begin so are left out: what they need is not there. The options are for all others."""

import concurrent.futures
import os
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

WARNINGS = ["-Werror", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow"]


# What most headers include before anything else, for what it says of compilers.
COMPILER = "weft/detail/export.hpp"


def compiled_with_another(included):
    """The headers before which some header has nothing but what they begin with themselves."""
    for lines in included.values():
        if lines and lines[0] != COMPILER:
            yield lines[0]
        elif lines:
            yield COMPILER
            if len(lines) > 1 and included.get(lines[1], [])[:1] == [COMPILER]:
                yield lines[1]


def main():
    compile_commands, like, source_root, *rest = sys.argv[1:]
    end = rest.index("--") if "--" in rest else len(rest)
    without, options = rest[:end], rest[end + 1 :]
    compiler = Compiler(compile_commands, like)
    include = pathlib.Path(source_root, "include")
    included = {
        str(path.relative_to(include)): re.findall(r"^#include <([^>]+)>", path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in include.rglob("*.hpp")
        if not str(path.relative_to(include)).startswith(tuple(without))
    }
    if not included:
        sys.exit(f"no header found in {include}")
    headers = sorted(included.keys() - set(compiled_with_another(included)))

    def check(header):
        # A header with no guard defines everything twice here.
        return compiler.check([*WARNINGS, *options, "-x", "c++", "-"], f"#include <{header}>\n#include <{header}>\n")

    def check_all_again():
        # Those that were compiled with another were included once there.
        return compiler.check([*WARNINGS, *options, "-x", "c++", "-"], "".join(f"#include <{header}>\n" for header in [*included] * 2))

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(check, headers))
    headers.append("all of them, twice")
    results.append(check_all_again())
    broken = 0
    for header, (compiles, said) in zip(headers, results):
        if not compiles:
            broken += 1
            print(f"{header} does not compile:\n{said}")
    print(f"{len(included)} headers in {len(headers)} files, {broken} of which do not compile")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
