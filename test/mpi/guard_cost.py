# SPDX-License-Identifier: MIT
"""Prints what the guard costs the trainer on four ranks: fits with and without it in turns, and fits in which it is timed.

    guard_cost.py MPIRUN PROGRAM [FITS]"""

import os
import re
import statistics
import sys
import tempfile

from ranks import Job

RANKS = 4
SECONDS = 60
SAID = re.compile(r"^fit (\S+) comparing (\S+) other (\S+) calls (\d+)$", re.MULTILINE)


def fit(mpirun, program, guard):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--ranks", str(RANKS), "--checkpoints", folder]
        code, out, errors = Job(mpirun, RANKS, command, SECONDS, WEFT_TEST_GUARD=guard).result()
    said = SAID.search(errors)
    if code != 0 or not said:
        sys.exit(f"exit code {code}:\n{out}{errors}")
    return [float(number) for number in said.groups()]


def summary(times):
    quarters = statistics.quantiles(times, n=4)
    return f"median {quarters[1]:.1f} ms, quarters {quarters[0]:.1f} and {quarters[2]:.1f}, fastest {min(times):.1f}"


def main():
    mpirun, program, *fits = sys.argv[1:]
    times = {"none": [], "there": []}
    shares = []
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores before")
    for number in range(int(fits[0]) if fits else 21):
        for guard in ("none", "there") if number % 2 else ("there", "none"):
            times[guard].append(fit(mpirun, program, guard)[0])
        if number % 2:
            shares.append(fit(mpirun, program, "timed"))
    print(f"load {os.getloadavg()[0]:.1f} after")
    for guard, of_it in times.items():
        print(f"guard {guard}: {summary(of_it)}")
    pairs = [there / none - 1 for none, there in zip(times["none"], times["there"])]
    print(f"ratio of medians {100 * (statistics.median(times['there']) / statistics.median(times['none']) - 1):+.2f} %,", end=" ")
    print(f"median of the ratios of pairs {100 * statistics.median(pairs):+.2f} %, of {len(pairs)}")
    total, comparing, other, calls = (statistics.median(column) for column in zip(*shares))
    share = statistics.median((one[1] + one[2]) / one[0] for one in shares)
    print(f"inside the guard: {comparing:.2f} ms to compare and {other:.2f} ms else, of {total:.1f} ms and {calls:.0f} calls:", end=" ")
    print(f"{100 * share:.2f} %, median of {len(shares)} fits")


if __name__ == "__main__":
    main()
