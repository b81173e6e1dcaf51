# SPDX-License-Identifier: MIT
"""Checks that gdb understands what debugging.md says, and stops in the handler. Exit code 77, skipped, without gdb.

    debugger.py ROOT PROGRAM      the one of demo/1_first_callback.cpp
"""

import pathlib
import re
import shutil
import subprocess
import sys


def main():
    root, program = sys.argv[1:]
    if not shutil.which("gdb"):
        print("there is no gdb")
        sys.exit(77)
    page = (pathlib.Path(root) / "demo" / "guide" / "debugging.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```gdb\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    going, skipping = (block.splitlines() for block in blocks)
    commands = [word for command in [*skipping, *going, "backtrace"] for word in ("-ex", command)]
    gdb = ["gdb", "-nx", "-batch", "-ex", "set breakpoint pending on", "-ex", "set debuginfod enabled off", *commands, program]
    said = subprocess.run(gdb, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=100, check=False).stdout
    if "ptrace" in said:
        print("gdb may not look into processes here")
        sys.exit(77)
    if said.count("will be skipped") != len(skipping):
        sys.exit(f"gdb does not take every skip:\n{said}")
    if not re.search(r"^#0 .*MyCallback::on_train_batch_end", said, re.MULTILINE) or " main " not in said:
        sys.exit(f"gdb does not stop in the handler, below main:\n{said}")


if __name__ == "__main__":
    main()
