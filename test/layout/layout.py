# SPDX-License-Identifier: MIT
"""Checks one rule of how the sources are laid out."""

import pathlib
import re
import sys

INCLUDE = re.compile(r"^\s*#\s*include\s*[<\"]([^>\"]+)[>\"]", re.MULTILINE)
# What only a particular compiler, standard library or language version defines.
ABOUT_COMPILERS = re.compile(
    r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b.*\b(?:__GNUC__|__clang__|__clang_major__|_MSC_VER|__cplusplus"
    r"|__GLIBCXX__|__GLIBC__|_LIBCPP_VERSION|__cpp_\w+|__has_\w+|__SANITIZE_\w+"
    r"|_WIN32|_WIN64|__MINGW32__|__CYGWIN__|__APPLE__|__unix__|__linux__|__x86_64__|__i386__|__aarch64__|__BYTE_ORDER__)",
    re.MULTILINE,
)
# What is an attribute, a header or a name of one compiler or standard library.
OF_A_COMPILER = re.compile(r"\[\[(?:\w+, )?(?:gnu|clang|msvc)::|__attribute__|__declspec|__builtin_(?!FILE|LINE)|__gnu_cxx|[<\"](?:ext|bits)/|cxxabi\.h")
LONGEST_FILE = 400


class Sources:
    def __init__(self, root):
        self.root = pathlib.Path(root)

    def files(self, folders, suffixes):
        found = [
            path
            for folder in folders
            for path in sorted((self.root / folder).rglob("*"))
            if path.suffix in suffixes and path.is_file()
        ]
        if not found:
            sys.exit(f"found no {'/'.join(suffixes)} in {', '.join(folders)}: this check looks in the wrong place")
        return found

    def name(self, path):
        return str(path.relative_to(self.root))


def the_engine_alone_names_signals2(sources):
    def matching(pattern):
        return sorted(
            sources.name(path)
            for path in sources.files(["include", "lib", "demo"], {".hpp", ".cpp"})
            if "guide" not in path.parts and re.search(pattern, path.read_text(encoding="utf-8"))
        )

    for does, pattern, expected in [
        ("named", r"boost(/|::)signals2", ["lib/engine/connect_slot.cpp", "lib/engine/signal.hpp", "lib/engine/slot_iterator.hpp"]),
        ("included", r"include\s*<boost/signals2", ["lib/engine/slot_iterator.hpp"]),
    ]:
        found = matching(pattern)
        if found != expected:
            yield f"Boost.Signals2 is {does} by {', '.join(found)}, expected {', '.join(expected)} alone: others would pay for it"


def one_header_looks_at_compilers(sources):
    """And one peer of it in lib, which looks at the platform too."""
    expected = ["include/weft/detail/export.hpp", "lib/platform.hpp"]
    looking = [
        sources.name(path)
        for path in sources.files(["include", "lib"], {".hpp", ".cpp"})
        if ABOUT_COMPILERS.search(path.read_text(encoding="utf-8"))
    ]
    if sorted(looking) != expected:
        yield f"#if about compilers and platforms stands in {', '.join(sorted(looking))}, expected {' and '.join(expected)} alone"


def what_is_the_compilers_own_stands_in_one_place(sources):
    """As a macro or a type that other compilers can do without; the ABI's type information in the files that are about it."""
    expected = ["include/weft/detail/export.hpp", "lib/arguments/described_bases.cpp", "lib/platform.hpp"]
    using = [
        sources.name(path)
        for path in sources.files(["include", "lib"], {".hpp", ".cpp"})
        if OF_A_COMPILER.search(path.read_text(encoding="utf-8"))
    ]
    if sorted(using) != expected:
        yield f"what is a compiler's own stands in {', '.join(sorted(using))}, expected {', '.join(expected)} alone"


def files_stay_short(sources):
    for path in sources.files(["include", "lib", "demo", "test"], {".hpp", ".cpp", ".py", ".build", ".sh"}):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            yield f"{sources.name(path)} has {lines} lines, expected at most {LONGEST_FILE}: more than one idea?"


def every_source_is_built(sources):
    """A file that no meson.build above it names would be checked by nobody."""
    for path in sources.files(["lib", "demo", "test"], {".cpp"}):
        named = False
        for folder in path.parents:
            build_file = folder / "meson.build"
            if build_file.exists():
                text = build_file.read_text(encoding="utf-8")
                below = re.escape(path.relative_to(folder).as_posix()[: -len(".cpp")])
                named = named or bool(re.search(rf"'(?:{below})(?:\.cpp)?'", text))
            if folder == sources.root:
                break
        if not named:
            yield f"{sources.name(path)} is named by no meson.build"


def every_case_stands_in_its_suite(sources):
    """What stands outside STEM_tests is run by no test: they are run by the names of their suites."""
    for path in sources.files(["test/unit", "test/callbacks", "test/bad_input", "test/other_suites"], {".cpp"}):
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "mixed" or "BOOST_AUTO_TEST_CASE(" not in text:
            continue
        suite = ("other_suites_" if path.parent.name == "other_suites" else "") + path.stem + "_tests"
        inside = False
        for begin, name in re.findall(r"^BOOST_AUTO_TEST_(SUITE_END|SUITE|CASE)\((\w*)", text, re.MULTILINE):
            if begin == "CASE" and not inside:
                yield f"{sources.name(path)}: {name} stands in no suite"
            elif begin == "SUITE" and name != suite:
                yield f"{sources.name(path)}: its suite is {suite}, not {name}"
            inside = inside if begin == "CASE" else begin == "SUITE"


def disabled_checks(text):
    """Of .clang-tidy: those that are taken out again."""
    checks = text.partition("Checks:")[2].partition("WarningsAsErrors")[0]
    return re.findall(r"^ *-(?!\*)([\w.-]+?),?$", checks, re.MULTILINE)


def every_disabled_check_has_its_reason(sources):
    """In .clang-tidy a comment line with its name and why; in .cppcheck a comment above it or above its group."""
    tidy = (sources.root / ".clang-tidy").read_text(encoding="utf-8")
    reasons = dict(re.findall(r"^# (?!clang-tidy )([\w.-]+-[\w.-]+) +(\S.*)$", tidy, re.MULTILINE))
    disabled = disabled_checks(tidy)
    if not disabled:
        yield "found no disabled check in .clang-tidy: this check looks in the wrong place"
    for check in disabled:
        if check not in reasons:
            yield f".clang-tidy disables {check} and does not say why"
    for check in reasons:
        if check not in disabled:
            yield f".clang-tidy says why {check} is disabled, but it is not"

    has_reason = False
    for line in (sources.root / ".cppcheck").read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            has_reason = True
        elif not line:
            has_reason = False
        elif not has_reason:
            yield f".cppcheck disables {line} and does not say why"

    for path in sources.files(["include", "lib", "demo"], {".hpp", ".cpp"}):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"NOLINT|cppcheck-suppress", line) and not re.search(r"(NOLINT\w*(\(.*\))?|cppcheck-suppress \w+):? \S", line):
                yield f"{sources.name(path)} disables a check and does not say why: {line.strip()}"


class Rooms:
    def __init__(self, path):
        """The rooms of rooms.txt, lowest first, each with the paths that are in it."""
        self.names, self.of_path = [], {}
        for line in path.read_text(encoding="utf-8").splitlines():
            head, colon, paths = line.partition("#")[0].rpartition(":")
            if colon:
                self.names.append(head.strip())
            for one in paths.split():
                self.of_path[one] = len(self.names) - 1

    def rank(self, name):
        """By the longest path that is named; None where none is."""
        path = pathlib.PurePosixPath(name)
        return next((self.of_path[str(one)] for one in (path, *path.parents) if str(one) in self.of_path), None)


def library_of(name):
    """Whose private header it is: each library but weft itself has a folder in lib."""
    parts = pathlib.PurePosixPath(name).parts
    return parts[1] if parts[0] == "lib" and parts[1] in ("callbacks", "plugin", "mpi") else "weft" if parts[0] == "lib" else None


def arrows_point_down(sources):
    rooms = Rooms(pathlib.Path(__file__).with_name("rooms.txt"))
    for path in rooms.of_path:
        if not (sources.root / path).exists():
            yield f"rooms.txt names {path}, which does not exist"
    includes = {}
    for path in sources.files(["include", "lib"], {".hpp", ".cpp"}):
        name = sources.name(path)
        rank = rooms.rank(name)
        if rank is None:
            yield f"{name} has no room: name it in test/layout/rooms.txt"
            continue
        includes[name] = []
        for target in INCLUDE.findall(path.read_text(encoding="utf-8")):
            found = [root + target for root in ("include/", "lib/") if (sources.root / (root + target)).is_file()]
            if not found:
                continue
            included = found[0]
            includes[name].append(included)
            of_included = rooms.rank(included)
            if of_included is not None and of_included > rank:
                yield f"{name} ({rooms.names[rank]}) includes {included} ({rooms.names[of_included]})"
            if library_of(included) not in (None, library_of(name)):
                yield f"{name} includes {included}, which is private to another library"
    yield from circles(includes)


def each_source_answers_its_header(sources):
    """X.cpp defines what the X.hpp of its room declares."""
    rooms = Rooms(pathlib.Path(__file__).with_name("rooms.txt"))
    headers = {(path.stem, rooms.rank(sources.name(path))) for path in sources.files(["include", "lib"], {".hpp"})}
    of_callbacks = {rank for rank, name in enumerate(rooms.names) if name.startswith("callbacks")}
    of_python = {rank for rank, name in enumerate(rooms.names) if name.startswith("python")}
    of_fabric = {rooms.names.index("events"), rooms.names.index("fabric")}
    for path in sources.files(["lib"], {".cpp"}):
        rank = rooms.rank(sources.name(path))
        same = next((group for group in (of_callbacks, of_python, of_fabric) if rank in group), {rank})
        if not any((path.stem, one) in headers for one in same):
            yield f"{sources.name(path)} answers no header of its room"


def circles(includes):
    """Include guards hide a circle from the compiler."""
    done, path = set(), []

    def visit(header):
        if header in path:
            yield "a circle: " + " -> ".join([*path[path.index(header) :], header])
        elif header not in done:
            path.append(header)
            for included in includes.get(header, []):
                yield from visit(included)
            path.pop()
            done.add(header)

    for header in includes:
        yield from visit(header)


RULES = {
    rule.__name__: rule
    for rule in (
        the_engine_alone_names_signals2,
        arrows_point_down,
        each_source_answers_its_header,
        one_header_looks_at_compilers,
        what_is_the_compilers_own_stands_in_one_place,
        files_stay_short,
        every_source_is_built,
        every_case_stands_in_its_suite,
        every_disabled_check_has_its_reason,
    )
}


def main():
    if len(sys.argv) == 1:
        print("\n".join(RULES))
        return
    rule, root = sys.argv[1:]
    faults = list(RULES[rule](Sources(root)))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
