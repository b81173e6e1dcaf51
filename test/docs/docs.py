# SPDX-License-Identifier: MIT
"""Builds the documentation into a folder: one site with the pages, the programs and what users include. Checks that doxygen
has nothing to say, that every public function has words, that all pages are there and can be searched, and that no link is
dead."""

import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

TOP = pathlib.Path(__file__).resolve().parent.parent.parent

# What needs no words of its own.
SPEAKS_FOR_ITSELF = re.compile(
    r"\(variable\)|\(typedef\)"  # names of plain data; what is not plain has words
    r"|Member (?P<name>\w+)\((?:const )?(?:\w+::)*(?P=name) &{1,2}\w*\)"  # copies and moves
    r"|Member operator=\("
    r"|Member on_\w+\("  # hooks of ready-made callbacks: the class says what they do, the page what they take
    r"|Member format\("  # of formatters, which say what they print
)


def version():
    return re.search(r"version: '([^']+)'", (TOP / "meson.build").read_text(encoding="utf-8")).group(1)


def programs():
    folder = TOP / "demo"
    return [path for pattern in ("[0-9]*_*.cpp", "guide/*.cpp", "loops/*.cpp") for path in sorted(folder.glob(pattern))]


def head(program):
    """What the program's first lines, after the licence tag, say of it."""
    lines = program.read_text(encoding="utf-8").splitlines()[1:]
    said = []
    while lines and lines[0].startswith("//"):
        said.append(lines.pop(0)[2:].strip())
    return " ".join(said)


def title(program):
    return program.stem.replace("_", " ")


def pages_of_programs():
    """A page for each program, with what it prints where that is known, under one that lists them."""
    # Doxygen shows no function of a namespace that has no words.
    pages = ["/** @namespace weft All of the library. */", "/** @namespace weft::literals Names of arguments: `using namespace weft::literals;` */"]
    pages += ["/** @page programs Programs", ""]
    pages += [f'- @subpage program_{program.stem} "{title(program)}": {head(program)}' for program in programs()]
    pages += ["*/", ""]
    for program in programs():
        pages += [f"/** @page program_{program.stem} {title(program)}", "", head(program), ""]
        pages += [f"@include{{lineno}} {program.relative_to(TOP / 'demo')}"]
        if (TOP / "demo" / "expected" / f"{program.stem}.txt").exists():
            pages += ["", "prints", "", f"@verbinclude expected/{program.stem}.txt"]
        pages += ["*/", ""]
    return "\n".join(pages)


def faults_of_doxygen(warnings):
    for line in warnings.read_text(encoding="utf-8").splitlines():
        if not (line.endswith("is not documented.") and SPEAKS_FOR_ITSELF.search(line)):
            yield line.replace(f"{TOP}/", "")


def text_of(page):
    return html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))


def faults_of_pages(site):
    for program in programs():
        page = site / f"program_{program.stem}.html"
        if not page.exists() or program.read_text(encoding="utf-8").splitlines()[-1] not in text_of(page):
            yield f"{page.name} does not show {program.name}"
    # What the search of the site knows: titles of pages and names.
    index = "".join(path.read_text(encoding="utf-8") for path in (site / "search").glob("*.js"))
    for page in sorted((TOP / "demo" / "guide").glob("*.md")):
        heading = page.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        if not all(word in index for word in (html.escape(heading, quote=False), "observe", "EarlyStopping")):
            yield f"the search does not know '{heading}'"


def dead_links(site):
    """Of each page, with its anchors; what another site holds is not asked for."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    anchors = {path: set(re.findall(r'(?:id|name)="([^"]+)"', text)) for path, text in pages.items()}
    for path, text in pages.items():
        for link in set(re.findall(r'<(?:a|img|object|link|script)\b[^>]*?(?:href|src|data)="([^"]*)"', text)):
            if re.match(r"\w+:", link) or link in ("", "#"):
                continue
            name, _, anchor = urllib.parse.unquote(html.unescape(link)).partition("#")
            file = (path.parent / name).resolve() if name else path
            if not file.exists():
                yield f"{path.name} points to {link}, which does not exist"
            elif anchor == "nested-classes":
                continue  # Doxygen 1.9.4 points there where all of them are private.
            elif anchor and anchor not in anchors.get(file, {anchor}):
                yield f"{path.name} points to {link}, but there is no such place"


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Where the formatters belong: doxygen does not read fmt itself.
    (folder / "fmt.hpp").write_text("namespace fmt { template <class Type> struct formatter; }\n", encoding="utf-8")
    (folder / "programs.dox").write_text(pages_of_programs(), encoding="utf-8")
    values = {"WEFT_VERSION": version(), "WEFT_DOCS": str(folder)}
    subprocess.run(["doxygen", "test/docs/Doxyfile"], cwd=TOP, env={**os.environ, **values}, check=True)

    site = folder / "html"
    faults = [*faults_of_doxygen(folder / "warnings"), *faults_of_pages(site), *dead_links(site)]
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print(f"{len(programs())} programs, {site / 'index.html'}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(str(error))
