# SPDX-License-Identifier: MIT
"""Checks that nothing a page points to is missing: files, headings, pictures, tests and sources named in `code`."""

import pathlib
import re
import sys

from blocks import pages

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
# A path of this repository, perhaps with * in it.
PATH = re.compile(r"`((?:demo|lib|test|include|\.ci)/[\w./*-]+)`")
LONGEST_README = 200


def anchors(page):
    """Of its headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.replace("`", "").lower()).replace(" ", "-") for title in titles}


def faults_of(page, root):
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in (one or other for one, other in LINK.findall(text)):
        if re.match(r"https?://", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists():
            yield f"points to {target}, which does not exist"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield f"points to {target}, but {file.name} has no such heading"
    for path in PATH.findall(text):
        if not any(root.glob(path.rstrip("/"))):
            yield f"names {path}, which does not exist"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    readme = root / "README.md"
    faults = []
    for page in [*pages(root), root / "CONTRIBUTING.md", root / "test/bench/README.md", root / "demo/data/README.md"]:
        faults += [f"{page.relative_to(root)} {fault}" for fault in faults_of(page, root)]
    text = readme.read_text(encoding="utf-8")
    for page in pages(root)[1:]:
        if f"(demo/guide/{page.name}" not in text:
            faults.append(f"README.md does not point to demo/guide/{page.name}")
    if len(text.splitlines()) > LONGEST_README:
        faults.append(f"README.md has {len(text.splitlines())} lines, expected at most {LONGEST_README}: the rest belongs on a page")
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
