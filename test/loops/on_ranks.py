# SPDX-License-Identifier: MIT
"""Checks that a program on several ranks prints what a file says, and that all ranks end well.

    on_ranks.py RANKS MPIRUN PROGRAM EXPECTED

Reads prints.py of test/demo and ranks.py of test/mpi, whose folders are in PYTHONPATH."""

import sys

from prints import compare
from ranks import Job

SECONDS = 60


def main():
    ranks, mpirun, program, expected = sys.argv[1:]
    code, out, errors = Job(mpirun, ranks, [program], SECONDS).result()
    if code != 0:
        sys.exit(f"exit code {code}:\n{out}{errors}")
    compare(out, expected, program)


if __name__ == "__main__":
    main()
