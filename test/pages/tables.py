# SPDX-License-Identifier: MIT
"""Checks the tables of the ready-made callbacks: options and defaults are those of the headers, and an argument is called
required exactly where the callback refuses a call without it; each hook that it listens to is there.

    tables.py options ROOT
    tables.py arguments ROOT PROGRAM      which prints `callback hook -` for each hook, and `callback hook argument` for each
                                          argument that is required
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
    """The rows of the section's table of that head, without marks around names."""
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


def faults_of_arguments(root, program):
    required = {}
    for line in subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
        callback, hook, argument = line.split()
        required.setdefault(callback, set()).add((hook, argument))
    for callback, section in sections(root).items():
        told = set()
        for hook, needed, *_ in rows(section, "hook"):
            needed = re.sub(r"\(.*?\)", "", needed)  # In parentheses: when.
            for one in re.findall(r"`(\w+)`", hook):
                told.add((one, "-"))
                told |= {(one, argument) for argument in re.findall(r"`(\w+)`", needed)}
                if "the monitored one" in needed:
                    told.add((one, "val_loss"))
        found = required.pop(callback, set())
        if told != found:
            yield f"{callback}: hooks and required arguments of the page and of the callback differ: {sorted(told ^ found)}"
    for callback in required:
        yield f"the page has no section on {callback}"


def main():
    claim, root, *rest = sys.argv[1:]
    root = pathlib.Path(root)
    faults = list(faults_of_options(root) if claim == "options" else faults_of_arguments(root, *rest))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
