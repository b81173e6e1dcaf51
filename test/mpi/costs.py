# SPDX-License-Identifier: MIT
"""Prints what calls cost on several ranks, as the table of demo/guide/processes.md: costs.py MPIRUN PROGRAM [RANKS...]"""

import sys

from ranks import Job

SECONDS = 60


def main():
    mpirun, program, *ranks = sys.argv[1:]
    ranks = [int(number) for number in ranks] or [1, 2, 4, 8]
    rows = {}
    for number in ranks:
        code, out, errors = Job(mpirun, number, [program], SECONDS).result()
        if code != 0:
            sys.exit(f"exit code {code} on {number} ranks:\n{out}{errors}")
        for line in out.splitlines():
            name, _, time = line.rpartition("|")
            rows.setdefault(name, []).append(time)
    print(f"| microseconds, on so many ranks | {' | '.join(map(str, ranks))} |")
    print(f"| --- |{' ---: |' * len(ranks)}")
    for name, times in rows.items():
        print(f"| {name} | {' | '.join(times)} |")


if __name__ == "__main__":
    main()
