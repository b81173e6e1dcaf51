# SPDX-License-Identifier: MIT
"""Instructions of one call, counted by valgrind: the same on every run, however busy the machine.

    instructions.py BUILD_FOLDER
"""

import pathlib
import re
import subprocess
import sys
import tempfile

SCENARIOS = [("weft_2", 1), ("signals2_2", 1), ("weft_2", 16), ("signals2_2", 16), ("weft_4", 16), ("signals2_4", 16), ("weft_observed", 4), ("weft_unheard", 0), ("signals2_unheard", 0)]
CALLS = 1000


def count(program, scenario, handlers, calls):
    with tempfile.NamedTemporaryFile() as out:
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", program, scenario, str(handlers), str(calls)],
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
    return int(re.search(r"Collected : (\d+)", result.stderr).group(1))


def main():
    program = pathlib.Path(sys.argv[1]) / "test" / "bench" / "bench_instructions"
    print("| call | handlers | instructions |\n| --- | --- | --- |")
    for scenario, handlers in SCENARIOS:
        of_all = count(program, scenario, handlers, 2 * CALLS) - count(program, scenario, handlers, CALLS)
        print(f"| {scenario} | {handlers} | {of_all / CALLS:.0f} |")


if __name__ == "__main__":
    main()
