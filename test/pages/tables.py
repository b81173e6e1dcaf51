# SPDX-License-Identifier: MIT
"""Checks the tables of the ready-made callbacks: options and defaults are those of the headers, and the tables of arguments are
those that a program writes from what the callbacks themselves say they take.

    tables.py options ROOT
    tables.py arguments ROOT PROGRAM        PROGRAM prints, for each callback, `## NAME` and its table
    tables.py write ROOT PROGRAM            puts these tables into the page
"""

import pathlib
import re
import subprocess
import sys

# How the page spells a default that says that there is none.
NONE = {"": "empty", "std::nullopt": "none", "nullptr": "none"}


def members(body):
    """Name and initializer of each member of a struct of options."""
    for statement in re.sub(r"//.*", "", body).split(";"):
        statement = " ".join(statement.split())
        if not statement:
            continue
        member = re.fullmatch(r"(?P<type>.+?) (?P<name>\w+) ?(?:= (?P<value>.*)|\{(?P<list>.*)\})?", statement)
        value, braced = member["value"], member["list"]
        yield member["name"], value if value is not None else f"{{{braced}}}" if braced else ""


def options_of_headers(root):
    structs = {}
    for header in sorted((root / "include" / "weft" / "callbacks").glob("*.hpp")):
        text = header.read_text(encoding="utf-8")
        for name, body in re.findall(r"^struct (\w+)Options \{\n(.*?)^\};", text, re.MULTILINE | re.DOTALL):
            structs[name] = [(member, NONE.get(value, f"`{value}`")) for member, value in members(body)]
    return structs


def rows(section, head):
    """The rows of the section's table of that head."""
    table = re.search(rf"^\| {head} \|.*\n\|[ -|]*\n((?:\|.*\n)*)", section, re.MULTILINE)
    lines = table.group(1).splitlines() if table else []
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def sections(root):
    text = (root / "demo" / "guide" / "ready_made.md").read_text(encoding="utf-8") + "\n## "
    return dict(re.findall(r"^## (\w+)\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL))


def faults_of_options(root):
    told = sections(root)
    headers = options_of_headers(root)
    if len(headers) < 10:
        yield f"only {len(headers)} structs of options found: this check looks in the wrong place"
    for callback, wanted in headers.items():
        found = [(row[0].strip("`"), row[1]) for row in rows(told.get(callback, ""), "option")]
        if found != wanted:
            yield f"{callback}: the page's options are {found}, the header's {wanted}"


TABLE = re.compile(r"^\| hook \|.*\n(?:\|.*\n)*", re.MULTILINE)


def written_tables(program):
    """By callback, what the program prints. It fails where a callback takes other arguments than it says."""
    printed = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout
    return dict(re.findall(r"^## (\w+)\n((?:\|.*\n)*)", printed, re.MULTILINE))


def faults_of_arguments(root, program):
    written = written_tables(program)
    if len(written) < 10:
        yield f"only {len(written)} tables are written: this check looks in the wrong place"
    for callback, section in sections(root).items():
        found = TABLE.search(section)
        wanted = written.pop(callback, "")
        if (found.group() if found else "") != wanted:
            yield f"{callback}: the page's table is not the one that tables.py write makes:\n{wanted}"
    for callback in written:
        yield f"the page has no section on {callback}"


def write(root, program):
    page = root / "demo" / "guide" / "ready_made.md"
    text = page.read_text(encoding="utf-8")
    for callback, table in written_tables(program).items():
        section = re.compile(rf"^## {callback}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
        text = section.sub(lambda found: TABLE.sub(lambda _: table, found.group(), count=1), text)
    page.write_text(text, encoding="utf-8")


def main():
    claim, root, *rest = sys.argv[1:]
    root = pathlib.Path(root)
    if claim == "write":
        write(root, *rest)
        return
    faults = list(faults_of_options(root) if claim == "options" else faults_of_arguments(root, *rest))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
