# SPDX-License-Identifier: MIT
"""Checks that the compiler refuses one wrong use, in the words that the case states.

A case is a file of two forms: the wrong one, and under WEFT_CONTROL the right one, which compiles (right_forms.py):

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

Whoever makes the mistake reads what the compiler prints from the top: one of these messages stands among its first five
lines (those of source that it quotes, which GCC 14 does more often, do not count), no other message of weft's follows, and
all of it is at most 40 lines. (Not with reflection: GCC 16 quotes more.)

Where the compiler stops before it reads a word of weft's, the case says what it prints then, and why that is all:

    // the compiler's own: unable to find string literal operator
    // because: operators of literals are found by name alone
"""

import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from compiler import Compiler  # noqa: E402

EXPECT = re.compile(r"^// expect: (.*)$", re.MULTILINE)
OWN = re.compile(r"^// the compiler's own: (.*)$", re.MULTILINE)
BECAUSE = re.compile(r"^// because: \S", re.MULTILINE)
EXPECT_WITH_REFLECTION = re.compile(r"^// expect with reflection: (.*)$", re.MULTILINE)
# Not the lines of source that compilers quote below a message: they would hold the words of any static_assert near by.
ERROR = re.compile(r"^\S.*?: error: (.*)$", re.MULTILINE)

# What GCC and Clang quote: `   13 |     fabric.call("h");` and the marks below it. Clang 14 quotes without numbers.
QUOTED = re.compile(r"^ *[0-9]* \|")

MOST_LINES = 40
FIRST_LINES = 5


def normalised(text):
    """One kind of quote, one kind of white space, no escapes (Clang 14 prints the literal as it is written)."""
    text = re.sub(r"\\(?=[\"'\\])", "", text)
    text = re.sub(r"[\"'`\u2018\u2019\u201c\u201d]", "'", text)
    return re.sub(r"\s+", " ", text).strip()


def faults_of_length(said, expected):
    lines = said.splitlines()
    first = [normalised(line) for line in lines if not QUOTED.match(line)][:FIRST_LINES]
    if not any(part in line for part in expected for line in first):
        yield f"says so, but not among the first {FIRST_LINES} lines:\n{said}"
    if len(lines) > MOST_LINES:
        yield f"takes {len(lines)} lines, at most {MOST_LINES} are wanted:\n{said}"
    for error in ERROR.findall(said):
        error = normalised(error)
        if "weft: " in error and not any(part in error for part in expected):
            yield f"is also refused by '{error}', which it does not expect:\n{said}"


def faults_of(compiler, case, shared):
    text = case.read_text(encoding="utf-8")
    own = OWN.findall(text)
    lines = EXPECT.findall(text)
    if "-freflection" in compiler.command:
        lines = EXPECT_WITH_REFLECTION.findall(text) or lines
    if own and not BECAUSE.search(text):
        yield "leaves it to the compiler and states no '// because: ...'"
    expected = [normalised(line) for line in own or lines]
    if not expected:
        yield "states no '// expect: weft: ...'"
    for line in expected:
        if not own and not re.match(r"weft: \S", line):
            yield f"expects '{line}', which does not begin with 'weft: ' and words"
    if "WEFT_CONTROL" not in text:
        yield "has no right form under WEFT_CONTROL"

    compiles, said = compiler.check([*shared, str(case)])
    if compiles:
        yield "compiles, but must not"
        return
    errors = [normalised(error) for error in ERROR.findall(said)]
    if own:  # Each compiler has its own words for it.
        if not any(line in error for line in expected for error in errors):
            yield f"is refused, but no error says any of {expected}:\n{said}"
    else:
        for line in expected:
            if not any(line in error for error in errors):
                yield f"is refused, but no error says '{line}':\n{said}"
    if "-freflection" not in compiler.command:
        yield from faults_of_length(said, expected)


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
