# SPDX-License-Identifier: MIT
"""Prints what the guard costs the trainer on four ranks: fits with and without it in turns, and fits in which it is timed.

    guard_cost.py MPIRUN PROGRAM [FITS]

A fit beside which others have used the machine is made again."""

import os
import pathlib
import re
import resource
import statistics
import sys
import tempfile
import time

from ranks import Job

RANKS = 4
SECONDS = 60
MOST_OF_OTHERS = 0.04  # Of all cores.
SAID = re.compile(r"^fit (\S+) inside (\S+) events (\d+) calls (\d+)$", re.MULTILINE)


def busy():
    """Seconds of all cores that the machine has worked, and those of this program and its jobs."""
    words = pathlib.Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, irq, soft_irq, stolen = map(int, words[:8])
    ours = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    ticks = user + nice + system + irq + soft_irq + stolen
    return ticks / os.sysconf("SC_CLK_TCK"), sum(one.ru_utime + one.ru_stime for one in ours)


class Alone:
    """Whether others have let this program alone, from its making on."""

    def __init__(self):
        self.begin, self.all, self.ours = time.monotonic(), *busy()

    def share_of_others(self):
        every, ours = busy()
        return (every - self.all - (ours - self.ours)) / (time.monotonic() - self.begin) / os.cpu_count()


def fit_once(mpirun, program, guard):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--ranks", str(RANKS), "--checkpoints", folder]
        code, out, errors = Job(mpirun, RANKS, command, SECONDS, WEFT_TEST_GUARD=guard).result()
    said = SAID.search(errors)
    if code != 0 or not said:
        sys.exit(f"exit code {code}:\n{out}{errors}")
    return [float(number) for number in said.groups()]


class Fits:
    def __init__(self, mpirun, program):
        self.mpirun, self.program, self.left_out = mpirun, program, 0

    def fit(self, guard):
        while True:
            alone = Alone()
            numbers = fit_once(self.mpirun, self.program, guard)
            if alone.share_of_others() <= MOST_OF_OTHERS:
                return numbers
            self.left_out += 1
            time.sleep(1)


def summary(times):
    quarters = statistics.quantiles(times, n=4)
    return f"median {quarters[1]:.1f} ms, quarters {quarters[0]:.1f} and {quarters[2]:.1f}, fastest {min(times):.1f}"


def main():
    mpirun, program, *number = sys.argv[1:]
    fits = Fits(mpirun, program)
    times = {"none": [], "there": []}
    timed = []
    for turn in range(int(number[0]) if number else 21):
        for guard in ("none", "there") if turn % 2 else ("there", "none"):
            times[guard].append(fits.fit(guard)[0])
        if turn % 2:
            timed.append(fits.fit("timed"))
    print(f"{os.cpu_count()} cores, {RANKS} ranks; {fits.left_out} fits left out, beside which others have used the machine")
    for guard, of_it in times.items():
        print(f"guard {guard}: {summary(of_it)}, of {len(of_it)} fits")
    ratios = [100 * (there / none - 1) for none, there in zip(times["none"], times["there"])]
    quarters = statistics.quantiles(ratios, n=4)
    print(f"with a guard a fit takes {quarters[1]:+.2f} % more than the one beside it, quarters {quarters[0]:+.2f} and {quarters[2]:+.2f} %")
    total, inside, events, calls = (statistics.median(column) for column in zip(*timed))
    share = statistics.median(100 * one[1] / one[0] for one in timed)
    print(f"inside the guard: {inside:.2f} ms, {events:.0f} events of {calls:.0f} calls, of {total:.1f} ms: {share:.2f} %,")
    print(f"median of {len(timed)} fits")


if __name__ == "__main__":
    main()
