# SPDX-License-Identifier: MIT
"""Calls from Python and into Python: weft beside pluggy, beside what a loop over callbacks that filters their arguments does, and
beside bare calls by pybind11. Processor time, median of interleaved repetitions, with their spread (from the first to the last quarter).

    python_table.py [--write]

Needs the modules weft and python_loops. With --write, the tables of demo/guide/speed.md between its marks become those of this run.
"""

import functools
import gc
import pathlib
import sys
import time

import python_loops
from callers import Filtered, ListenerOfFour, ListenerOfTwo, SpecOfFour, SpecOfTwo, pluggy_hook

import weft

PAGE = pathlib.Path(__file__).resolve().parent.parent.parent / "demo" / "guide" / "speed.md"
BEGIN, END = "<!-- begin of what test/bench/python_table.py writes -->", "<!-- end of what test/bench/python_table.py writes -->"
REPETITIONS = 25
FEW = (1, 4, 16)


def median(values):
    return sorted(values)[len(values) // 2]


def spread(values):
    ordered = sorted(values)
    return (ordered[-1 - len(ordered) // 4] - ordered[len(ordered) // 4]) / median(values)


def interleaved(measures):
    """Seconds of a call of each, by name: each is a function that returns them."""
    found = {name: [] for name in measures}
    for measure in measures.values():
        measure()  # The first time it fills caches.
    for _ in range(REPETITIONS):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def timed(call, calls):
    """Seconds of a call of a function without parameters, which makes so many."""

    def measure():
        begin = time.thread_time()
        call(calls)
        return (time.thread_time() - begin) / calls

    return measure


def number(seconds):
    return f"{seconds * 1e9:,.0f}" if seconds < 1e-3 else f"{seconds * 1e3:,.1f} ms"


def cell(ours, theirs, most=None):
    ratio = median(ours) / median(theirs)
    goal = "" if most is None or ratio <= most else f" (**at most {most:g}, missed**)"
    return f"{number(median(ours))} / {number(median(theirs))} = {ratio:.2f}{goal}"


def callers(arguments, count):
    """The same call in three ways, each to so many listeners of its own."""
    listener = ListenerOfTwo if arguments == 2 else ListenerOfFour
    fabric = weft.Fabric([listener() for _ in range(count)])
    filtered = Filtered([listener() for _ in range(count)])
    hook = pluggy_hook([listener() for _ in range(count)], SpecOfTwo if arguments == 2 else SpecOfFour)
    loss, output, epoch, step = 0.5, [2.0], 3, 7

    def in_loop(call, *hook_name):
        def two(calls):
            for _ in range(calls):
                call(*hook_name, loss=loss, output=output)

        def four(calls):
            for _ in range(calls):
                call(*hook_name, loss=loss, output=output, epoch=epoch, step=step)

        return two if arguments == 2 else four

    calls = 3000 // count
    return {
        "weft": timed(in_loop(fabric.call, "on_train_batch_end"), calls),
        "pluggy": timed(in_loop(hook), calls),
        "filtered": timed(in_loop(filtered.call, "on_train_batch_end"), max(20, calls // 10)),
    }


def table_of_calls():
    lines = ["| call from Python to Python | compared with | 1 handler | 4 handlers | 16 handlers | spread |", "| --- | --- | --- | --- | --- | --- |"]
    for arguments in (2, 4):
        times = [interleaved(callers(arguments, count)) for count in FEW]
        for other, words, most in (("pluggy", "pluggy", 1.0), ("filtered", "a loop that filters keywords", 0.15)):
            cells = " | ".join(cell(one["weft"], one[other], most) for one in times)
            widest = max(spread(one[name]) for one in times for name in ("weft", other))
            lines.append(f"| {arguments} arguments | {words} | {cells} | {widest:.0%} |")
    return "\n".join(lines)


class CountsTwo:
    def __init__(self):
        self.calls = 0
        self.sum = 0.0

    def on_step(self, loss, step):
        self.calls += 1
        self.sum += loss + step


class CountsFour(CountsTwo):
    def on_step(self, loss, step, is_last, phase):
        self.calls += 1
        self.sum += loss + step


def does_nothing_with_two(loss, step):
    pass


def does_nothing_with_four(loss, step, is_last, phase):
    pass


LISTENERS = [
    ("an empty function of 2 arguments", 2, does_nothing_with_two),
    ("an empty function of 4 arguments", 4, does_nothing_with_four),
    ("a method that counts and adds, 2 arguments", 2, CountsTwo().on_step),
    ("a method that counts and adds, 4 arguments", 4, CountsFour().on_step),
]


def table_of_loops():
    lines = ["| one handler of Python's in a C++ loop | the loop | compared with | ns | spread |", "| --- | --- | --- | --- | --- |"]
    calls = 4_000
    for words, arguments, handler in LISTENERS:
        fabric = weft.Fabric()
        fabric.connect("on_step", handler)
        times = interleaved(
            {
                "with": functools.partial(python_loops.through_weft, fabric, arguments, True, calls),
                "without": functools.partial(python_loops.through_weft, fabric, arguments, False, calls),
                "positional": functools.partial(python_loops.bare, handler, arguments, False, calls),
                "keywords": functools.partial(python_loops.bare, handler, arguments, True, calls),
                "acquire": functools.partial(python_loops.bare_with_acquire, handler, arguments, calls),
            }
        )
        for way, ours, theirs, other_words in (
            ("holds the GIL", "with", "positional", "`function(loss, ...)`"),
            ("holds the GIL", "with", "keywords", '`function("loss"_a = loss, ...)`'),
            ("has released it", "without", "acquire", "`gil_scoped_acquire` and `function(loss, ...)`"),
        ):
            widest = max(spread(times[ours]), spread(times[theirs]))
            lines.append(f"| {words} | {way} | {other_words} | {cell(times[ours], times[theirs], 1.5)} | {widest:.0%} |")
    return "\n".join(lines)


def table_of_arrays():
    def plain(output):
        pass

    viewed = weft.view("output")(lambda output: None)
    without = weft.Fabric()
    without.connect("on_array", lambda: None)
    fabrics = {}
    for name, handler in (("copy", plain), ("view", viewed)):
        fabrics[name] = weft.Fabric()
        fabrics[name].connect("on_array", handler)
    times = interleaved(
        {
            "nobody takes it": lambda: python_loops.array_through_weft(without, 2000),
            "view": lambda: python_loops.array_through_weft(fabrics["view"], 2000),
            "copy": lambda: python_loops.array_through_weft(fabrics["copy"], 2),
            "bare view": lambda: python_loops.bare_array(plain, 2000),
            "bare copy": lambda: python_loops.bare_copied_array(plain, 2),
        }
    )
    return "\n".join(
        [
            "| an array of 100 MB, one handler of Python's | compared with | ns | spread |",
            "| --- | --- | --- | --- |",
            *(
                f"| {words} | {other_words} | {cell(times[ours], times[theirs])} | {max(spread(times[ours]), spread(times[theirs])):.0%} |"
                for words, ours, other_words, theirs in (
                    ("none takes it", "nobody takes it", "pybind11, an array that refers to it", "bare view"),
                    ('`@weft.view("output")`', "view", "pybind11, an array that refers to it", "bare view"),
                    ("copied, as it is by default", "copy", "pybind11, a copy", "bare copy"),
                )
            ),
        ]
    )


def main():
    gc.collect()
    gc.freeze()
    text = "\n\n".join([table_of_calls(), table_of_loops(), table_of_arrays()])
    print(text)
    if sys.argv[1:] == ["--write"]:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
