# SPDX-License-Identifier: MIT
"""Checks that Clang finds nothing to warn about in the headers of weft, with all warnings that it has but for a few.

    everything.py COMPILE_COMMANDS FILE SOURCES [PIECE...]

All headers are compiled with the flags of FILE, and so are the programs of the demo that need nothing but weft and fmt, as templates
show what is in them only where they are used; each PIECE is compiled with its own. What the programs themselves are warned of
does not count."""

import concurrent.futures
import os
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

# What is off, and why.
OFF = [
    # Not every Clang has all that is named here.
    "-Wno-unknown-warning-option",
    # weft is C++20.
    "-Wno-c++98-compat",
    "-Wno-c++98-compat-pedantic",
    "-Wno-c++20-compat",
    # Doxygen reads the comments (lane docs), and leaves alone what stands between backticks.
    "-Wno-documentation-unknown-command",
    # Members stand in the order in which they are read. That their sizes differ is no fault.
    "-Wno-padded",
    # Names and arguments are arrays of a size that is known, which a call may not pay for again.
    "-Wno-unsafe-buffer-usage",
    # A `default` stands for all other values. A switch that names all has none, and is warned of by -Wswitch where it misses one.
    "-Wno-switch-enum",
    "-Wno-switch-default",
    # An interface of pure virtual functions has no source file that could hold its table.
    "-Wno-weak-vtables",
]
ANOTHERS = re.compile(r'^\s*#include (?:"|<(?!weft/|fmt/)\w+[/.]|<weft/(?:mpi|python))', re.MULTILINE)
WARNING = re.compile(r"^(\S+?):\d+:\d+: (?:warning|error): .*$", re.MULTILINE)
# A warning in what a macro expands to names the place where it is used, and then that of the macro.
IN_MACRO = re.compile(r"^(\S+?):\d+:\d+: note: expanded from macro ", re.MULTILINE)


def programs(sources):
    """Those of the demo that include headers of weft, fmt and the standard library alone."""
    for path in sorted([*sources.glob("demo/*.cpp"), *sources.glob("demo/guide/*.cpp")]):
        text = path.read_text(encoding="utf-8")
        if not ANOTHERS.search(text) and "cpp26" not in path.name:
            yield path


def headers(include, left_out):
    for path in sorted(include.rglob("*.hpp")):
        name = str(path.relative_to(include))
        if not name.startswith(left_out):
            yield name


def warned_of(said):
    """Each warning with the files that it is about."""
    warnings = list(WARNING.finditer(said))
    ends = [warning.start() for warning in warnings[1:]] + [len(said)]
    for warning, end in zip(warnings, ends):
        yield warning.group(), [warning.group(1), *IN_MACRO.findall(said, warning.end(), end)]


def main():
    compile_commands, like, root, *pieces = sys.argv[1:]
    sources = pathlib.Path(root).resolve()
    include = sources / "include"
    as_a_user = Compiler(compile_commands, like)
    # They need what is not here everywhere, and what they include is somebody else's.
    everything = "".join(f"#include <{name}>\n" for name in headers(include, ("weft/mpi", "weft/detail/mpi", "weft/python")))
    files = [(as_a_user, path) for path in programs(sources)]
    files += [(Compiler(compile_commands, piece), pathlib.Path(piece)) for piece in pieces]
    if len(files) < 20:
        sys.exit(f"found {len(files)} programs: this check looks in the wrong place")
    warnings = ["-Weverything", "-Wno-error", *OFF]

    def check(compiled):
        compiler, path = compiled
        arguments, text = (["-x", "c++", "-"], everything) if path is None else ([str(path.resolve())], None)
        return compiler.check([*warnings, *arguments], text)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(check, [(as_a_user, None), *files]))
    faults = set()
    for (_, path), (compiles, said) in zip([(None, "the headers"), *files], results):
        if not compiles:
            faults.add(f"{path} does not compile:\n{said}")
        for warning, places in warned_of(said):
            if any(include in pathlib.Path(as_a_user.directory, place).resolve().parents for place in places):
                faults.add(warning)
    for fault in sorted(faults):
        print(fault)
    print(f"the headers and {len(files)} programs, {len(faults)} warnings")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
