# SPDX-License-Identifier: MIT
"""Reads what the ready-made callbacks wrote about odd names, with the readers of Python: every name is there, whole, and
every file is what it claims to be. In formats that are UTF-8 by their definition, bytes that are none are U+FFFD."""

import csv
import html.parser
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "callbacks"))
from read_events import fields, records  # noqa: E402

# Among the bytes of a text: control characters, also those of C1, and what ends or turns a line in Unicode.
CONTROL = re.compile(
    rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)


def read_names(path):
    data, names = path.read_bytes(), []
    while data:
        size, _, data = data.partition(b"\n")
        names.append(data[: int(size)])
        data = data[int(size) :]
    return names


def as_utf8(name):
    """Each byte that is part of no character becomes one U+FFFD."""
    text = name.decode("utf-8", "surrogateescape")
    return "".join("\ufffd" if 0xDC80 <= ord(one) <= 0xDCFF else one for one in text)


def shown(name):
    """As weft shows it in a line."""
    usual = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

    def escaped(one):
        code = ord(one)
        if 0xDC80 <= code <= 0xDC9F:  # A byte of C1 that is part of no UTF-8.
            return f"\\x{code - 0xDC00:02x}"
        if not CONTROL.search(one.encode("utf-8", "surrogateescape")):
            return one
        return usual.get(one, f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}")

    return "".join(map(escaped, name.decode("utf-8", "surrogateescape"))).encode("utf-8", "surrogateescape")


def check(condition, *what):
    if not condition:
        sys.exit(" ".join(str(one)[:300] for one in what))


def same(found, expected, what):
    check(found == expected, what, "lacks", sorted(map(repr, set(expected) - set(found)))[:3], "and has",
          sorted(map(repr, set(found) - set(expected)))[:3])


def check_csv(folder, names):
    csv.field_size_limit(10**6)
    with open(folder / "metrics.csv", encoding="utf-8", errors="surrogateescape", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    raw = [name.decode("utf-8", "surrogateescape") for name in names]
    same([one for one in header if one not in ("hook", "epoch", "step", "x")], raw, "metrics.csv")
    check(len(rows) == 4 * len(names), "metrics.csv has", len(rows), "rows")
    check(all(len(row) == len(header) for row in rows), "a row of metrics.csv has another number of cells")
    same({row[0] for row in rows} - {"on_train_epoch_end"}, set(raw), "the hooks of metrics.csv")
    for number, name in enumerate(raw):
        check(rows[2 * number][header.index(name)] == "0.5", "a value of metrics.csv stands in another column")


def check_json_lines(folder, names):
    # `splitlines` would break a line at U+2028 too.
    lines = (folder / "metrics.jsonl").read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    rows = [json.loads(line) for line in lines]
    check(len(rows) == 4 * len(names), "metrics.jsonl has", len(rows), "rows")
    for number, name in enumerate(map(as_utf8, names)):
        check(rows[2 * number][name] == 0.5 and rows[2 * number + 1]["hook"] == name, "metrics.jsonl:", name)


def check_trace(folder, names):
    events = json.loads((folder / "trace.json").read_bytes().decode("utf-8"))["traceEvents"]
    found = [event["name"] for event in events if event["cat"] == "hook" and not event["name"].startswith("on_")]
    same(found, list(map(as_utf8, names)), "trace.json")


class Page(html.parser.HTMLParser):
    """The texts of the page's scripts, by id."""

    def __init__(self):
        super().__init__()
        self.scripts, self.inside, self.tags = {}, None, []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "script":
            self.inside = dict(attributes).get("id", "")
            self.scripts[self.inside] = ""

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = None

    def handle_data(self, text):
        if self.inside is not None:
            self.scripts[self.inside] += text


def check_report(folder, names):
    page = Page()
    page.feed((folder / "report.html").read_bytes().decode("utf-8"))
    check(page.tags.count("script") == 2 and "b" not in page.tags, "report.html has other tags", page.tags)
    data = json.loads(page.scripts["data"])
    expected = list(map(as_utf8, names))
    same([name for name, _ in data["settings"]], expected, "the settings of report.html")
    same([value for _, value in data["settings"]], expected, "the values of report.html")
    for axis in ("step", "epoch"):
        curves = [curve["name"] for chart in data["charts"] if chart["axis"] == axis for curve in chart["curves"]]
        same(curves, expected, f"the curves over {axis}s of report.html")
    check(data["title"] == '</script>"&', "the title of report.html")


def check_events(folder, names):
    tags = []
    for path in sorted((folder / "events").iterdir()):
        for record in records(path.read_bytes()):
            for _, value in fields(dict(fields(record)).get(5, b"")):
                tags.append(dict(fields(value))[1].decode("utf-8"))
    same(tags, 2 * [f"train_epoch/{as_utf8(name)}" for name in names], "the event files")


def check_progress(folder, names):
    plain = (folder / "plain").read_bytes()
    lines = plain.split(b"\n")
    check(len(lines) == 3 and lines[2] == b"", "plain has", len(lines) - 1, "lines, expected one for each epoch")
    for line in lines[:2]:
        check(not CONTROL.search(line), "a line holds control characters")
        check(all(b" " + shown(name) + b" 0.5" in line for name in names), "a line lacks a name")
    # What is drawn anew, and the lines of the epochs.
    terminal = (folder / "terminal").read_bytes()
    for line in re.split(rb"\r\x1b\[K|\n", terminal):
        check(not CONTROL.search(line), "the terminal gets control characters of a name:", line)
        check(line.startswith(b"epoch ") or line == b"", "the terminal gets a line that begins with", line)
        check(len(line) < 60 or b" 0.5, " in line, "a line would wrap:", line)


def check_profile(folder, names):
    lines = (folder / "profile.txt").read_bytes().split(b"\n")
    for name in names:
        check(sum(line.startswith(b"  " + shown(name) + b" ") for line in lines) >= 1, "profile.txt lacks", name)
    check(not any(CONTROL.search(line) for line in lines), "profile.txt holds control characters")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        # By what Meson runs the programs of another processor with.
        runner = shlex.split(os.environ.get("MESON_EXE_WRAPPER", ""))
        subprocess.run([*runner, sys.argv[1], name], check=True)
        names = read_names(folder / "names")
        check(len(names) > 10, "names holds only", len(names))
        for what in (check_csv, check_json_lines, check_trace, check_report, check_events, check_progress, check_profile):
            if sys.argv[2] == what.__name__:
                what(folder, names)


if __name__ == "__main__":
    main()
