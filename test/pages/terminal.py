# SPDX-License-Identifier: MIT
"""Runs a program in a terminal, follows what its screen shows, and draws a screen as SVG."""

import fcntl
import html
import os
import pty
import re
import struct
import sys
import termios


def bytes_of_terminal(command, columns):
    """All that the program writes to a terminal of that width, piece by piece."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    written = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # How Linux says that the other end is closed.
            break
        if not piece:
            break
        written += piece
    _, status = os.waitpid(process, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command[0]} failed:\n{written.decode(errors='replace')}")
    return written


def screens(written):
    """The lines of the screen, each time that something has been drawn: what the progress bar needs of a terminal."""
    lines = [""]
    for part in re.findall(r"\r\n|\n|\r|\x1b\[K|[^\r\n\x1b]+", written.decode()):
        if part in ("\r\n", "\n"):
            lines.append("")
        elif part in ("\r", "\x1b[K"):
            lines[-1] = ""
        else:
            lines[-1] += part
            yield list(lines)


def drawing(lines, columns):
    """Light or dark as the reader's system is."""
    width, height = columns * 8 + 32, len(lines) * 19 + 32
    head = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>The trainer at work in a terminal</title>
<style>
rect {{ fill: #ffffff; stroke: #d0d0d0 }}
text {{ fill: #1a1a1a; font: 13.3px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre }}
@media (prefers-color-scheme: dark) {{
  rect {{ fill: #16181c; stroke: #3a3d42 }}
  text {{ fill: #ececec }}
}}
</style>
<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>
"""
    rows = [
        f'<text x="16" y="{31 + 19 * row}" textLength="{8 * len(line)}" xml:space="preserve">{html.escape(line)}</text>\n'
        for row, line in enumerate(lines)
        if line
    ]
    return head + "".join(rows) + "</svg>\n"
