# SPDX-License-Identifier: MIT
"""Checks that a shared library exports names of weft's own alone, and of those what a header marks with WEFT_API."""

import pathlib
import re
import subprocess
import sys

# What a class with virtual functions, or one that is thrown, needs beside its members.
OF_A_CLASS = re.compile(r"^(?:typeinfo|typeinfo name|vtable) for ")
OUR_NAME = re.compile(r"^(?:fmt::v\d+::formatter<)?weft::(?:(?:python|mpi)::)?(?:detail::)?(\w+)")


def exported(nm, library):
    listed = subprocess.run(
        [nm, "--dynamic", "--defined-only", "--demangle", "--format=posix", library],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    # NAME TYPE VALUE SIZE, of which only the name holds spaces.
    return {re.sub(r" \S \S+ \S+$", "", line) for line in listed.stdout.splitlines()}


def marked(include):
    """The functions and classes that a header marks, and the classes whose formatter it marks."""
    names = set()
    for header in pathlib.Path(include).rglob("*.hpp"):
        text = header.read_text(encoding="utf-8")
        for declaration in re.findall(r"WEFT_API\s+([^;{]*)", text):
            names.update(re.findall(r"\w+", declaration))
    return names


def main():
    nm, library, needed, include = sys.argv[1:]
    names = exported(nm, library)
    of_headers = marked(include)
    faults = []
    for name in sorted(names):
        ours = OUR_NAME.match(OF_A_CLASS.sub("", name))
        if not ours:
            faults.append(f"{name} is none of weft's names")
        elif ours.group(1) not in of_headers:
            faults.append(f"{name} is marked in no header")
    if not any(name.startswith(needed) for name in names):
        faults.append(f"{needed} is not exported")
    for fault in faults:
        print(fault)
    print(f"{len(names)} names, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
