# SPDX-License-Identifier: MIT
"""Checks the README against the demos it is made of: their text, what they print, how long they are."""

import difflib
import os
import pathlib
import re
import subprocess
import sys

LANGUAGES = {".cpp": "cpp", ".py": "python"}


def blocks(text, language):
    """All fenced blocks of that language."""
    return re.findall(rf"^```{re.escape(language)}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def compare(shown, real, of_what):
    if shown != real:
        lines = difflib.unified_diff(shown.splitlines(True), real.splitlines(True), "README.md", of_what)
        sys.exit(f"README.md does not show {of_what}:\n" + "".join(lines))


def check_shown(readme, source, place):
    """The block at that place, among those of the source's language, is the source."""
    shown = blocks(readme, LANGUAGES[source.suffix])
    if len(shown) <= place:
        sys.exit(f"README.md has no block for {source.name}")
    compare(shown[place], source.read_bytes().decode(), source.name)


def check_output(readme, command):
    shown = blocks(readme, "text")
    if not shown:
        sys.exit("README.md shows no output: it has no ```text block")
    stand_in = {**os.environ, "PYTHONPATH": str(pathlib.Path(__file__).parent), "PYTHONDONTWRITEBYTECODE": "1"}
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=stand_in).stdout.decode()
    compare(shown[0], output, "the output of " + pathlib.Path(command[-1]).name)


def lines_of_code(source):
    """Neither blank nor comment."""
    comment = re.compile(r'\s*(//|#(?!include)|""")')
    lines = source.read_text(encoding="utf-8").splitlines()
    return sum(1 for line in lines if line.strip() and not comment.match(line))


def lines_of_callback(source):
    """From the class's first line to its last, with what declares its hooks."""
    text = source.read_text(encoding="utf-8")
    body = re.search(r"^(?:struct|class) MyCallback.*?(?:^};\n|\n\n)", text, re.MULTILINE | re.DOTALL).group()
    return len(body.strip().splitlines()) + len(re.findall(r"^WEFT_CALLBACK\(MyCallback,", text, re.MULTILINE))


def check_counts(readme, sources):
    for title, count in (("lines of code", lines_of_code), ("of them the callback", lines_of_callback)):
        row = f"| {title} | " + " | ".join(str(count(source)) for source in sources) + " |"
        if row not in readme.splitlines():
            sys.exit(f"README.md does not hold this line: {row}")


def main():
    claim, readme, *rest = sys.argv[1:]
    # Bytes, decoded: text mode would make all line ends alike.
    readme = pathlib.Path(readme).read_bytes().decode()
    if claim == "shown":
        check_shown(readme, pathlib.Path(rest[0]), int(rest[1]))
    elif claim == "output":
        check_output(readme, rest)
    elif claim == "counts":
        check_counts(readme, [pathlib.Path(source) for source in rest])
    else:
        sys.exit(f"no such claim: {claim}")


if __name__ == "__main__":
    main()
