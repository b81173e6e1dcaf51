# SPDX-License-Identifier: MIT
"""Runs the benchmarks, all interleaved in one process, and prints medians, their spread, and ratios of medians."""

import json
import platform
import subprocess
import sys

REPETITIONS = 9
SECONDS_EACH = 0.05

# What is compared with what; {n} stands for the number of handlers.
ROWS = [
    ("call, 2 arguments", "weft_two/{n}", "bare Signals2", "signals2_two/{n}"),
    ("call, 4 arguments", "weft_four/{n}", "bare Signals2", "signals2_four/{n}"),
    ("call, 2 arguments", "weft_two/{n}", "Signals2 with a map by hand", "by_hand_two<std::map<std::string, std::any>>/{n}"),
    ("call, 2 arguments", "weft_two/{n}", "a loop of std::function", "functions_two/{n}"),
    ("call, an observer came and went", "weft_two_once_observed/{n}", "never observed", "weft_two/{n}"),
    ("call, observed", "weft_two_observed/{n}", "never observed", "weft_two/{n}"),
    ("a hook nobody listens to", "weft_unheard", "an empty Signals2 emission", "signals2_unheard"),
]
HANDLERS = (1, 4, 16)


def measure(program):
    """Nanoseconds of each benchmark, by name, in rising order."""
    result = subprocess.run(
        [
            program,
            f"--benchmark_min_time={SECONDS_EACH}",
            f"--benchmark_repetitions={REPETITIONS}",
            "--benchmark_enable_random_interleaving=true",
            "--benchmark_format=json",
        ],
        stdout=subprocess.PIPE,
        check=True,
    )
    times = {}
    for run in json.loads(result.stdout)["benchmarks"]:
        if run.get("error_occurred"):
            sys.exit(f"{run['name']}: {run['error_message']}")
        if run["run_type"] == "iteration":
            times.setdefault(run["name"], []).append(run["cpu_time"])
    return {name: sorted(values) for name, values in times.items()}


def median(values):
    return values[len(values) // 2]


def spread(values):
    """From the first to the last quarter of the repetitions, as a part of the median."""
    return (values[-1 - len(values) // 4] - values[len(values) // 4]) / median(values)


def main():
    (program,) = sys.argv[1:]
    times = measure(program)
    print(f"{platform.machine()}, {platform.system()} {platform.release()}: median of {REPETITIONS}, in one process\n")
    print("| measured | handlers | ns | spread | compared with | ns | spread | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for what, name, other, other_name in ROWS:
        for count in HANDLERS if "{n}" in name else ("",):
            ours, theirs = times[name.format(n=count)], times[other_name.format(n=count)]
            print(
                f"| {what} | {count} | {median(ours):.1f} | {spread(ours):.0%} | {other} | {median(theirs):.1f} "
                f"| {spread(theirs):.0%} | {median(ours) / median(theirs):.2f} |"
            )


if __name__ == "__main__":
    main()
