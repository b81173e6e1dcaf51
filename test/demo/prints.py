# SPDX-License-Identifier: MIT
"""Checks that a program prints what a file says, byte for byte, and ends well."""

import difflib
import pathlib
import subprocess
import sys


def compare(printed, expected, program):
    """Ends this program where what was printed is not what the file holds."""
    # Bytes, decoded: text mode would make all line ends alike.
    shown = pathlib.Path(expected).read_bytes().decode()
    if printed != shown:
        lines = difflib.unified_diff(shown.splitlines(True), printed.splitlines(True), expected, program)
        sys.exit("the program does not print what is expected:\n" + "".join(lines))


def main():
    *command, expected = sys.argv[1:]
    printed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()
    compare(printed, expected, command[-1])


if __name__ == "__main__":
    main()
