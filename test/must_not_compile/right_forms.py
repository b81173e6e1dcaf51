# SPDX-License-Identifier: MIT
"""Checks that every case compiles in its right form, so that the wrong one is refused for nothing but its fault. All at
once, as each would spend most of its time on the same headers: every case in a namespace of its own. But for those that
specialize a template of weft's, which only the global namespace can.

    right_forms.py COMPILE_COMMANDS SOURCE CASE...
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

INCLUDE = re.compile(r"^#include <.*>$", re.MULTILINE)


def together(cases):
    """What a plug-in exports can be there only once."""
    texts = {case: case.read_text(encoding="utf-8") for case in cases}
    specializing = [case for case in cases if "struct weft::" in texts[case]]
    exporting = [case for case in cases if "WEFT_EXPORT" in texts[case]]
    others = [case for case in cases if case not in specializing + exporting]
    for group in (others, *([case] for case in exporting)):
        lines = sorted({line for case in group for line in INCLUDE.findall(texts[case])})
        for case in group:
            lines += [f"namespace of_{case.stem} {{", f'#include "{case}"', "}"]
        yield "\n".join(lines) + "\n"
    for case in specializing:
        yield f'#include "{case}"\n'


def main():
    compile_commands, like, *cases = sys.argv[1:]
    compiler = Compiler(compile_commands, like)
    is_well = True
    for text in together([pathlib.Path(case).resolve() for case in cases]):
        # A main() in a namespace is a function as any other, and has to return something.
        compiles, said = compiler.check(["-Wno-return-type", "-DWEFT_CONTROL", "-x", "c++", "-"], text)
        if not compiles:
            is_well = False
            print(f"does not compile in its right form:\n{said}")
    sys.exit(0 if is_well else 1)


if __name__ == "__main__":
    main()
