# SPDX-License-Identifier: MIT
"""The pictures of the README: the trainer at work in a terminal, and its report in light and dark.

    pictures.py make TRAINER BROWSER    runs the trainer and makes them anew
    pictures.py check TRAINER           runs it again and compares what can be compared: all but numbers

A picture holds the command that it was made with, and of the report's what was in it.
"""

import hashlib
import html
import json
import pathlib
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import zlib

from terminal import bytes_of_terminal, drawing, screens

GUIDE = pathlib.Path(__file__).resolve().parent.parent.parent / "demo" / "guide"
TERMINAL = GUIDE / "terminal.svg"
REPORTS = {GUIDE / "report_dark.png": 0, GUIDE / "report_light.png": 1}
COLUMNS = 100
AT_WORK = "./demo/run --epochs 6 --batch-size 1 --learning-rate 0.01"
REPORT = "./demo/run --report report.html"
CUT = "..."
MAKE = "python3 test/pages/pictures.py make build/demo/demo/train chromium"


def arguments(command, folder):
    """Of the trainer, whose files go into the folder."""
    words = shlex.split(command)[1:]
    return [*words, "--checkpoints", str(folder / "checkpoints")]


def shape(line):
    """What is the same in every run of one build: all but numbers, and how far the bar is."""
    line = re.sub(r"\[[#-]*\]", "[bar]", line)
    return re.sub(r"\d[\d.:]*(e[+-]?\d+)?|\binf\b|\bnan\b", "N", line)


def run_in_terminal(trainer):
    with tempfile.TemporaryDirectory() as folder:
        command = [trainer, *arguments(AT_WORK, pathlib.Path(folder))]
        return list(screens(bytes_of_terminal(command, COLUMNS)))


def run_for_report(trainer, folder):
    subprocess.run([trainer, *arguments(REPORT, folder)], stdout=subprocess.DEVNULL, check=True, cwd=folder)
    return folder / "report.html"


def shape_of_report(page):
    """Its style, and of its data the names."""
    text = page.read_text(encoding="utf-8")
    data = re.search(r'<script id="data" type="application/json">(.*?)</script>', text, re.DOTALL).group(1)
    read = json.loads(data)
    names = {
        "title": read["title"],
        "outcome": read["outcome"],
        "settings": [name for name, _ in read["settings"]],
        "charts": [[chart["title"], chart["axis"], [curve["name"] for curve in chart["curves"]]] for chart in read["charts"]],
    }
    style = re.search(r"<style>.*?</style>", text, re.DOTALL).group()
    return hashlib.sha256((style + json.dumps(names)).encode()).hexdigest()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_note(png, note):
    """The picture with a text in it (PNG, chunk tEXt), which no viewer draws: after its head, which is the first chunk."""
    head = 8 + 12 + 13
    return png[:head] + chunk(b"tEXt", b"Comment\0" + note.encode("latin-1")) + png[head:]


def note_of(png):
    found = re.search(rb"tEXtComment\0([^\n]*\n\w{64})", png)
    return found.group(1).decode("latin-1") if found else ""


def photograph(browser, page, scheme):
    with tempfile.TemporaryDirectory() as folder:
        picture = pathlib.Path(folder, "picture.png")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=960,640"]
        command = [browser, *options, f"--blink-settings=preferredColorScheme={scheme}", "--virtual-time-budget=3000"]
        subprocess.run([*command, f"--screenshot={picture}", page.as_uri()], capture_output=True, check=True, timeout=120)
        return picture.read_bytes()


def make(trainer, browser):
    # The last time that the bar is drawn while an epoch is trained.
    at_work = [screen for screen in run_in_terminal(trainer) if re.search(r"\[#[#-]*\]", screen[-1])]
    if not at_work:
        sys.exit("the trainer has drawn no bar")
    lines = at_work[-1]
    TERMINAL.write_text(drawing([f"$ {AT_WORK}", CUT, *lines[-16:]], COLUMNS), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = run_for_report(trainer, pathlib.Path(folder))
        for picture, scheme in REPORTS.items():
            picture.write_bytes(with_note(photograph(browser, page, scheme), f"{REPORT}\n{shape_of_report(page)}"))


def check(trainer):
    faults = []
    drawn = TERMINAL.read_text(encoding="utf-8")
    texts = [html.unescape(text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", drawn)]
    if texts[0] != f"$ {AT_WORK}":
        faults.append(f"{TERMINAL.name} shows '{texts[0]}', this script runs '{AT_WORK}'")
    known = {shape(line) for screen in run_in_terminal(trainer) for line in screen}
    faults += [f"{TERMINAL.name} shows '{line}', which the trainer no longer prints" for line in texts[1:] if line != CUT and shape(line) not in known]
    with tempfile.TemporaryDirectory() as folder:
        note = f"{REPORT}\n{shape_of_report(run_for_report(trainer, pathlib.Path(folder)))}"
    faults += [f"{picture.name} shows another report than '{REPORT}' makes" for picture in REPORTS if note_of(picture.read_bytes()) != note]
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"make them anew with {MAKE}, and look at them")


def main():
    claim, trainer, *rest = sys.argv[1:]
    trainer = str(pathlib.Path(trainer).resolve())
    if claim == "make":
        make(trainer, *rest)
    else:
        check(trainer)


if __name__ == "__main__":
    main()
