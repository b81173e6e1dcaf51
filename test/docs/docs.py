# SPDX-License-Identifier: MIT
"""Builds the documentation into a folder, and checks that doxygen has nothing to say and that the guide is in it."""

import html
import os
import pathlib
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent


def version():
    return re.search(r"version: '([^']+)'", (TOP / "meson.build").read_text(encoding="utf-8")).group(1)


def head(program):
    """What the program's first lines, after the licence tag, say of it."""
    lines = program.read_text(encoding="utf-8").splitlines()[1:]
    said = []
    while lines and lines[0].startswith("//"):
        said.append(lines.pop(0)[2:].strip())
    return " ".join(said)


def title(program):
    return program.stem.replace("_", " ")


def guide(programs):
    """A page for each program, with what it prints where that is known, under one that lists them."""
    pages = ["/** @page guide The guide", ""]
    pages += [f'- @subpage guide_{program.stem} "{title(program)}": {head(program)}' for program in programs]
    pages += ["*/", ""]
    for program in programs:
        pages += [f"/** @page guide_{program.stem} {title(program)}", "", head(program), ""]
        pages += [f"@include{{lineno}} {program.name}"]
        if (TOP / "demo" / "expected" / f"{program.stem}.txt").exists():
            pages += ["", "prints", "", f"@verbinclude expected/{program.stem}.txt"]
        pages += ["*/", ""]
    return "\n".join(pages)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    programs = sorted((TOP / "demo").glob("[0-9]*_*.cpp"))
    # Where the formatters belong: doxygen does not read fmt itself.
    (folder / "fmt.hpp").write_text("namespace fmt { template <class Type> struct formatter; }\n", encoding="utf-8")
    (folder / "guide.dox").write_text(guide(programs), encoding="utf-8")
    values = {"WEFT_VERSION": version(), "WEFT_DOCS": str(folder)}
    subprocess.run(["doxygen", "test/docs/Doxyfile"], cwd=TOP, env={**os.environ, **values}, check=True)

    for program in programs:
        page = folder / "html" / f"guide_{program.stem}.html"
        text = html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
        if "int main()" not in text:
            sys.exit(f"{page.name} does not show {program.name}")
    print(f"{len(programs)} programs, {folder / 'html' / 'index.html'}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(str(error))
