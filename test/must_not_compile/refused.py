# SPDX-License-Identifier: MIT
"""Checks that the compiler refuses one wrong use, in the words that the case states.

A case is a file of two forms: the wrong one, and under WEFT_CONTROL the right one, which must compile, so that the
wrong one is refused for nothing but its fault:

    // SPDX-License-Identifier: MIT
    // A plain lvalue is not taken: who owns it would be a guess.
    // expect: weft: a callback is handed over by std::ref, std::move or std::shared_ptr
    #include <weft/weft.hpp>
    ...
    #ifdef WEFT_CONTROL
        weft::Fabric fabric{std::ref(callback)};
    #else
        weft::Fabric fabric{callback};
    #endif

Each `// expect:` line is a part of one error message of the compiler, the same for every compiler: white space and the
style of quotes do not count. There may be several. Where a build with reflection refuses in other words, they stand in
`// expect with reflection:` lines, which count there instead.
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

EXPECT = re.compile(r"^// expect: (.*)$", re.MULTILINE)
EXPECT_WITH_REFLECTION = re.compile(r"^// expect with reflection: (.*)$", re.MULTILINE)
# Not the lines of source that compilers quote below a message: they would hold the words of any static_assert near by.
ERROR = re.compile(r"^\S.*?: error: (.*)$", re.MULTILINE)


def normalised(text):
    """One kind of quote, one kind of white space, no escapes (Clang 14 prints the literal as it is written)."""
    text = re.sub(r"\\(?=[\"'\\])", "", text)
    text = re.sub(r"[\"'`\u2018\u2019\u201c\u201d]", "'", text)
    return re.sub(r"\s+", " ", text).strip()


def faults_of(compiler, case, shared):
    text = case.read_text(encoding="utf-8")
    lines = EXPECT.findall(text)
    if "-freflection" in compiler.command:
        lines = EXPECT_WITH_REFLECTION.findall(text) or lines
    expected = [normalised(line) for line in lines]
    if not expected:
        yield "states no '// expect: weft: ...'"
    for line in expected:
        if not re.match(r"weft: \S", line):
            yield f"expects '{line}', which does not begin with 'weft: ' and words"
    if "WEFT_CONTROL" not in text:
        yield "has no right form under WEFT_CONTROL"

    compiles, said = compiler.check([*shared, "-DWEFT_CONTROL", str(case)])
    if not compiles:
        yield f"does not compile in its right form:\n{said}"

    compiles, said = compiler.check([*shared, str(case)])
    if compiles:
        yield "compiles, but must not"
        return
    errors = [normalised(error) for error in ERROR.findall(said)]
    for line in expected:
        if not any(line in error for error in errors):
            yield f"is refused, but no error says '{line}':\n{said}"


def main():
    compile_commands, like, case, *precompiled = sys.argv[1:]
    case = pathlib.Path(case).resolve()
    shared = []
    for header in precompiled:  # GCC takes X.gch where it is told to include X.
        shared = ["-include", str(pathlib.Path(header).resolve().with_suffix("")), "-Winvalid-pch"]
    faults = list(faults_of(Compiler(compile_commands, like), case, shared))
    for fault in faults:
        print(f"{case.name} {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
