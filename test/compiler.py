# SPDX-License-Identifier: MIT
"""The compiler as a user of weft runs it: the command of one source file, without that file."""

import json
import os
import shlex
import subprocess
import sys

WITH_VALUE = {"-o", "-MF", "-MQ", "-MT"}
OF_THE_BUILD = {"-c", "-MD", "-MMD", "-MP", "--coverage", "-fcolor-diagnostics", "-fdiagnostics-color=always"}


class Compiler:
    def __init__(self, compile_commands, like):
        """Takes the flags with which Meson compiles the source file `like`."""
        with open(compile_commands, encoding="utf-8") as database:
            for entry in json.load(database):
                path = os.path.join(entry["directory"], entry["file"])
                if os.path.exists(path) and os.path.samefile(path, like):
                    self.directory = entry["directory"]
                    self.command = self._flags(shlex.split(entry["command"]), entry["file"])
                    return
        sys.exit(f"{compile_commands} does not say how {like} is compiled")

    @staticmethod
    def _flags(words, source):
        kept = []
        words = iter(words)
        for word in words:
            if word in WITH_VALUE:
                next(words)
            elif word not in OF_THE_BUILD and word != source:
                kept.append(word)
        return kept

    def check(self, arguments, source_text=None):
        """Compiles without writing anything; gives back whether that succeeded, and what the compiler said."""
        run = subprocess.run(
            [*self.command, "-fsyntax-only", "-fmessage-length=0", *arguments],
            cwd=self.directory,
            env={**os.environ, "LC_ALL": "C"},
            input=source_text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if run.returncode < 0:
            sys.exit(f"the compiler died of signal {-run.returncode}:\n{run.stdout}")
        return run.returncode == 0, run.stdout
