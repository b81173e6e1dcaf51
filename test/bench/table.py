# SPDX-License-Identifier: MIT
"""Runs the benchmarks and prints their tables: the compared programs interleaved in one process, medians, their spread
(from the first to the last quarter, as a part of the median) and ratios of medians.

    table.py BUILD_FOLDER [--write]

With --write, the tables of demo/guide/speed.md, between its two marks, become those of this run.
"""

import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import tempfile
import time

import class_cost

REPETITIONS = 25
SECONDS_EACH = 0.01
COMPILATIONS = 9
HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
PAGE = TOP / "demo" / "guide" / "speed.md"
BEGIN, END = "<!-- begin of what test/bench/table.py writes -->", "<!-- end of what test/bench/table.py writes -->"

FEW = (1, 4, 16)
MANY = (4, 16, 100, 1000, 10000)
BY_HAND = ["gobject_{a}/{n}", "qt_{a}/{n}", "map_{a}/{n}", "unordered_map_{a}/{n}"]

# What is measured, ours, what it is compared with, theirs (of several, the fastest), and what was to be reached.
AMONG_THREADS = [
    ("call, {a} arguments", "weft_{a}/{n}", "bare Signals2", ["signals2_{a}/{n}"], (0.45,) * 3),
    ("call, {a} arguments, name a `std::string`", "weft_by_string_{a}/{n}", "bare Signals2", ["signals2_{a}/{n}"], None),
]
CALLS = [
    ("call, {a} arguments", "weft_{a}/{n}", "bare Signals2", ["signals2_{a}/{n}"], (1.10, 1.00, 0.95)),
    ("call, {a} arguments, name a `std::string`", "weft_by_string_{a}/{n}", "bare Signals2", ["signals2_{a}/{n}"], None),
    ("call, {a} arguments", "weft_{a}/{n}", "the best of GObject, Qt, Signals2 with a map by hand", BY_HAND, (0.6, 0.5, 0.5)),
    ("call, {a} arguments", "weft_{a}/{n}", "Python, keywords filtered", ["python_filtered_{a}/{n}"], (0.01,) * 3),
    ("call, {a} arguments", "weft_{a}/{n}", "Python, not filtered", ["python_unfiltered_{a}/{n}"], (0.2,) * 3),
    ("call, {a} arguments", "weft_{a}/{n}", "pluggy", ["pluggy_{a}/{n}"], (0.06,) * 3),
]
TYPED = [
    ("call, 2 arguments", "weft_2/{n}", "a loop of `std::function`", ["function_2/{n}"], None),
    ("call, 2 arguments", "weft_2/{n}", "libsigc++", ["sigc_2/{n}"], None),
    ("call, an observer came and went", "weft_once_observed_2/{n}", "never observed", ["weft_2/{n}"], None),
    ("call, observed, with durations", "weft_observed_2/{n}", "never observed", ["weft_2/{n}"], (None, 5, None)),
    ("call, observed, without durations", "weft_observed_without_durations_2/{n}", "never observed", ["weft_2/{n}"], (None, 2.5, None)),
    ("call, observed by two, with durations", "weft_observed_twice_2/{n}", "never observed", ["weft_2/{n}"], None),
    ("call, observed by `Unused`", "weft_observed_by_unused_2/{n}", "never observed", ["weft_2/{n}"], None),
    ("call, observed by `Profiler`", "weft_observed_by_profiler_2/{n}", "never observed", ["weft_2/{n}"], None),
    ("call, observed by `Trace`", "weft_observed_by_trace_2/{n}", "never observed", ["weft_2/{n}"], None),
]
EITHER_WAY = [
    ("a hook nobody listens to", "weft_unheard/0", "an empty Signals2 emission", "signals2_unheard/0", 0.25),
    ("a hook whose handlers have all gone", "weft_emptied/0", "one that nobody listened to", "weft_unheard/0", 1.1),
    *(
        (f"5 calls of {n} shapes, 4 handlers", f"weft_shapes_{n}/4", "5 calls of one shape", "weft_shapes_1/4", 1.05)
        for n in (2, 3, 4, 5)
    ),
    *(
        (f"call, {n} handlers", f"weft_handlers/{n}", "bare Signals2", f"signals2_handlers/{n}", 1.0)
        for n in MANY
    ),
]
OTHERS = [
    *(
        (f"10 calls, {n} hook names", f"weft_hooks/{n}", "10 hook names", "weft_hooks/10", 1.2)
        for n in (100, 1000, 10000)
    ),
    ("`connect`, 1,000 handlers", "weft_connect", "bare Signals2", "signals2_connect", 1.25),
    ("`disconnect`, 1,000 handlers", "weft_disconnect", "bare Signals2", "signals2_disconnect", 1.25),
    ("`add` of 1,000 callbacks of 10 hooks", "weft_add", "10,000 slots", "signals2_add", 1.25),
    ("end of a fabric with them", "weft_end", "10,000 slots", "signals2_end", 1.25),
]
THREADS = [
    (f"a call of one of {n} threads on {hooks}, time divided by the calls of all", f"{kind}/real_time/threads:{n}", n, most)
    for n in (2, 4)
    for hooks, kind, most in ((f"{n} hooks", "different", None), ("1 hook", "same", 1.0))
]


def run_benchmarks(program, filter_by=".", after_a_thread=False):
    """Nanoseconds per iteration of each benchmark, by name, in rising order."""
    environment = dict(os.environ)
    if after_a_thread:
        environment["BENCH_AFTER_A_THREAD"] = "1"
    result = subprocess.run(
        [
            program,
            f"--benchmark_filter={filter_by}",
            f"--benchmark_min_time={SECONDS_EACH}",
            f"--benchmark_repetitions={REPETITIONS}",
            "--benchmark_enable_random_interleaving=true",
            "--benchmark_format=json",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    if result.returncode != 0:
        sys.exit(f"{program} ended with {result.returncode}:\n{result.stderr}")
    times = {}
    for run in json.loads(result.stdout)["benchmarks"]:
        if run.get("error_occurred"):
            sys.exit(f"{run['name']}: {run['error_message']}")
        if run["run_type"] == "iteration":
            took = run["real_time" if "_time" in run["name"] else "cpu_time"]
            times.setdefault(re.sub(r"/(iterations|repeats):\d+", "", run["name"]), []).append(took)
    return {name: sorted(values) for name, values in times.items()}


def median(values):
    return values[len(values) // 2]


def spread(values):
    return (values[-1 - len(values) // 4] - values[len(values) // 4]) / median(values)


def number(value):
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def row(what, ours, other, theirs, wanted):
    ratio = median(ours) / median(theirs)
    text = f"{ratio:.2f}" if ratio >= 0.01 else f"{ratio:.4f}"
    goal = "" if wanted is None else f"{wanted:g}" if ratio <= wanted else f"**{wanted:g}, missed**"
    return (
        f"| {what} | {number(median(ours))} | {spread(ours):.0%} | {other} | {number(median(theirs))} | "
        f"{spread(theirs):.0%} | {text} | {goal} |"
    )


def fastest(times, names):
    return min((times[name] for name in names), key=median)


HEAD = "| measured | ns | spread | compared with | ns | spread | ratio | at most |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
HEAD_OF_FEW = "| measured | compared with | 1 handler | 4 handlers | 16 handlers | at most | spread |\n| --- | --- | --- | --- | --- | --- | --- |"


def row_of_few(what, ours, other, theirs, wanted):
    """Ours, theirs and the ratio for each number of handlers, and the largest spread of all of them."""
    ratios = [median(one) / median(two) for one, two in zip(ours, theirs)]
    cells = [
        f"{number(median(one))} / {number(median(two))} = {ratio:.2f}" if ratio >= 0.01 else f"{number(median(one))} / {number(median(two))} = {ratio:.4f}"
        for one, two, ratio in zip(ours, theirs, ratios)
    ]
    goal = ""
    if wanted is not None:
        goals = [(ratio, most) for ratio, most in zip(ratios, wanted) if most is not None]
        goal = ", ".join(f"{most:g}" if ratio <= most else f"**{most:g}, missed**" for ratio, most in goals)
    widest = max(spread(values) for values in (*ours, *theirs))
    return f"| {what} | {other} | {' | '.join(cells)} | {goal} | {widest:.0%} |"


def table_of_few(times, rows):
    lines = [HEAD_OF_FEW]
    for what, ours, other, theirs, wanted in rows:
        for a in (2, 4) if "{a}" in ours else (None,):
            one = [times[ours.format(a=a, n=n)] for n in FEW]
            two = [fastest(times, [name.format(a=a, n=n) for name in theirs]) for n in FEW]
            lines.append(row_of_few(what.format(a=a), one, other, two, wanted))
    return "\n".join(lines)


def table_of_others(times, rows):
    return "\n".join([HEAD, *(row(what, times[ours], other, times[theirs], wanted) for what, ours, other, theirs, wanted in rows)])


def free_cores():
    """How many processors had nothing to do during a second."""

    def idle():
        return int(pathlib.Path("/proc/stat").read_text().split()[4])

    before = idle()
    time.sleep(1)
    return (idle() - before) / os.sysconf("SC_CLK_TCK")


def table_of_threads(program):
    """Each number of threads by itself, if so many processors are free: else what is measured is who else is at work."""
    lines, rate = [HEAD], ""
    for n in (2, 4):
        free = free_cores()
        has_room = free > n - 0.2
        times = run_benchmarks(program, f"threads:{n}$|different.*threads:1$") if has_room else {}
        for what, name, threads, most in THREADS:
            if threads != n:
                continue
            if has_room:
                lines.append(row(what, times[f"weft_{name}"], "bare Signals2, the same", times[f"signals2_{name}"], most))
            else:
                lines.append(f"| {what} | needs {n} free cores, {free:.1f} of {os.cpu_count()} were free | | bare Signals2, the same | | | | |")
        if has_room and n == 2:
            # Google Benchmark divides by the calls of all threads: two that do not disturb each other take half.
            made = median(times["weft_different/real_time/threads:1"]) / median(times["weft_different/real_time/threads:2"])
            rate = f"\n\nTwo threads on two hooks make {made:.2f} times the calls of one (wanted: at least 1.8{'' if made >= 1.8 else ', missed'})."
    return "\n".join(lines) + rate


def compile_seconds(source, level):
    """User seconds of one run of the compiler."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(
            ["g++", "-std=c++20", level, "-I", str(TOP / "include"), "-c", str(source), "-o", f"{folder}/object.o"],
            env={**os.environ, "CCACHE_DISABLE": "1"},
            check=True,
        )
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


COMPILED = [
    ("one callback and one call", "weft.cpp", "one slot and one emission of Signals2", "signals2.cpp", 0.45),
    ("`#include <weft/weft.hpp>` alone", "include_weft.cpp", "`#include <boost/signals2.hpp>` alone", "include_signals2.cpp", 0.45),
]


def table_of_compile_time():
    lines = ["| compiling | seconds | compared with | seconds | ratio | at most |", "| --- | --- | --- | --- | --- | --- |"]
    for what, our_file, other_what, their_file, most in COMPILED:
        for level in ("-O0", "-O2"):
            ours, theirs = [], []
            for _ in range(COMPILATIONS):
                ours.append(compile_seconds(HERE / "compile_time" / our_file, level))
                theirs.append(compile_seconds(HERE / "compile_time" / their_file, level))
            one, other = median(sorted(ours)), median(sorted(theirs))
            goal = f"{most:g}" if one / other <= most else f"**{most:g}, missed**"
            lines.append(f"| {what}, `{level}` | {one:.2f} | {other_what} | {other:.2f} | {one / other:.2f} | {goal} |")
    return "\n".join(lines)


def table_of_memory(program):
    sizes = json.loads(subprocess.run([program], stdout=subprocess.PIPE, check=True).stdout)
    ratio = sizes["weft_bytes"] / sizes["signals2_bytes"]
    return (
        f"- Allocations of a call after the first of its shape: {sizes['weft_allocations_2']:g} with 2 arguments, "
        f"{sizes['weft_allocations_4']:g} with 4.\n"
        f"- Bytes of a connected handler: {sizes['weft_bytes']:.0f}, of a slot of bare Signals2 {sizes['signals2_bytes']:.0f}: "
        f"{ratio:.2f} times (at most 1.2{'' if ratio <= 1.2 else ', missed'})."
    )


def output_of(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=TOP).stdout.strip()


def conditions():
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    compiler = output_of("g++", "--version").splitlines()[0]
    try:
        commit = output_of("git", "rev-parse", "--short", "HEAD") + (" with changes" if output_of("git", "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        commit = "unknown"
    return (
        f"{cpu}, {os.cpu_count()} cores, Linux {platform.release().split('-')[0]}; {compiler}, `-O3 -DNDEBUG`, the library shared; commit {commit}. "
        f"Median of {REPETITIONS}, the compared programs interleaved in one process."
    )


def main():
    folder = pathlib.Path(sys.argv[1]) / "test" / "bench"
    among_threads = run_benchmarks(folder / "bench", "^(weft|signals2)_([24]|by_string_[24]|unheard|emptied|shapes_[1-5]|handlers)/", after_a_thread=True)
    times = run_benchmarks(folder / "bench")
    text = "\n\n".join(
        [
            conditions(),
            "A process that has, or has had, a second thread, as most have:",
            table_of_few(among_threads, AMONG_THREADS),
            table_of_others(among_threads, EITHER_WAY),
            "Several threads at once, four handlers on each hook:",
            table_of_threads(folder / "bench_threads"),
            "A process of one thread, where the C library's mutex too does without atomic operations:",
            table_of_few(times, CALLS),
            table_of_others(times, EITHER_WAY + OTHERS),
            table_of_memory(folder / "bench_memory"),
            f"A handler's first call of a shape that its type has not seen takes {number(median(times['weft_first_call/manual_time']))} ns (median of 64 types, "
            "with the clock that is read for each).",
            table_of_compile_time(),
            class_cost.table(),
            "The price of the engine, and of being watched:",
            table_of_few(times, TYPED),
        ]
    )
    print(text)
    if sys.argv[2:] == ["--write"]:
        before, _, rest = PAGE.read_text().partition(BEGIN)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")


if __name__ == "__main__":
    main()
