# SPDX-License-Identifier: MIT
"""Precompiles a header as a user's file would read it, so that each of many small files need not: HEADER to OUTPUT."""

import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402


def main():
    compile_commands, like, header, output, depfile = sys.argv[1:]
    compiler = Compiler(compile_commands, like)
    output, depfile = pathlib.Path(output).resolve(), pathlib.Path(depfile).resolve()
    command = [*compiler.command, "-x", "c++-header", header, "-o", str(output), "-w"]
    command += ["-MD", "-MF", str(depfile), "-MQ", sys.argv[4]]
    sys.exit(subprocess.run(command, cwd=compiler.directory, check=False).returncode)


if __name__ == "__main__":
    main()
