# SPDX-License-Identifier: MIT
"""Starts a program on several ranks, and ends all of them when its time is over, with a stack of each.

    ranks.py [--ranks N] [--seconds S] [--prints FILE] MPIRUN PROGRAM [ARGUMENT...]

Passes if all ranks end with exit code 0 and, with --prints, they print together what the file says."""

import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys


def mpirun_options(mpirun):
    """What Open MPI refuses by itself: more ranks than cores, and to run as root, as it does in a container."""
    said = subprocess.run([mpirun, "--version"], capture_output=True, text=True, check=False).stdout
    if "Open MPI" not in said and "OpenRTE" not in said:
        return []
    return ["--oversubscribe", *(["--allow-run-as-root"] if os.geteuid() == 0 else [])]


def environment():
    """Ranks of one container may not read each other's memory, which Open MPI reports at each start; it then goes another way."""
    return {**os.environ, "OMPI_MCA_btl_vader_single_copy_mechanism": "none"}


def parents():
    """The parent of each process of the machine."""
    found = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            found[int(stat.parent.name)] = int(stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            pass  # It has ended meanwhile.
    return found


def descendants(root):
    of = parents()
    found = [root]
    for process in found:
        found += [child for child, parent in of.items() if parent == process]
    return found[1:]


def command_of(process):
    try:
        return pathlib.Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")[0].decode(errors="replace")
    except OSError:
        return ""


def ranks_of(root, program):
    """The processes that run the program below mpirun; those of Open MPI are its children, those of MPICH of a helper's."""
    return [process for process in descendants(root) if os.path.basename(command_of(process)) == os.path.basename(program)]


def show_stacks(processes):
    for process in processes:
        print(f"-- stack of process {process}", flush=True)
        try:
            subprocess.run(
                ["gdb", "--batch", "--quiet", "-p", str(process), "-ex", "set pagination off", "-ex", "thread apply all backtrace 24"],
                stderr=subprocess.DEVNULL,
                timeout=60,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            print(f"no stack: {error}")


def end(processes):
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


class Job:
    """A program on several ranks. What it prints is known at its end."""

    def __init__(self, mpirun, ranks, command, seconds, **more_environment):
        self.program = command[0]
        self.seconds = seconds
        self.process = subprocess.Popen(
            [mpirun, "-n", str(ranks), *mpirun_options(mpirun), *command],
            env={**environment(), **{name: str(value) for name, value in more_environment.items()}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ranks(self):
        return ranks_of(self.process.pid, self.program)

    def result(self):
        """Exit code, output and errors. A job that hangs ends this program."""
        try:
            out, errors = self.process.communicate(timeout=self.seconds)
        except subprocess.TimeoutExpired:
            all_of_it = [*descendants(self.process.pid), self.process.pid]
            show_stacks(self.ranks())
            end(all_of_it)
            out, errors = self.process.communicate()
            print(out, errors)
            sys.exit(f"it has not ended within {self.seconds} s")
        return self.process.returncode, out, errors


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ranks", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--prints")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    mpirun, *command = options.command
    code, out, errors = Job(mpirun, options.ranks, command, options.seconds).result()
    print(out, errors)
    if code != 0:
        sys.exit(f"exit code {code}")
    if options.prints is not None and out != pathlib.Path(options.prints).read_text(encoding="utf-8"):
        sys.exit(f"that is not what {options.prints} says")


if __name__ == "__main__":
    main()
