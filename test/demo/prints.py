# SPDX-License-Identifier: MIT
"""Checks that a program prints what a file says, byte for byte, and ends well."""

import difflib
import pathlib
import subprocess
import sys


def main():
    *command, expected = sys.argv[1:]
    # Bytes, decoded: text mode would make all line ends alike.
    shown = pathlib.Path(expected).read_bytes().decode()
    printed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()
    if printed != shown:
        lines = difflib.unified_diff(shown.splitlines(True), printed.splitlines(True), expected, command[-1])
        sys.exit("the program does not print what is expected:\n" + "".join(lines))


if __name__ == "__main__":
    main()
