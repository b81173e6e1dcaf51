# SPDX-License-Identifier: MIT
"""Checks that abi.py sees breaks of the ABI, in copies of the sources that have some, and nothing else in one that has none.

    breaks.py BUILD    a folder that abi.py can describe"""

import pathlib
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
LIBRARY = "weft"
PARTS = (".ci", "include", "lib", "meson.build", "meson_options.txt")

# A file, what stands there, and what stands there instead.
ADDITIONS = (
    (
        "include/weft/connection.hpp",
        "[[nodiscard]] bool blocked() const noexcept;",
        "[[nodiscard]] bool blocked() const noexcept;\n[[nodiscard]] bool is_new() const noexcept;",
    ),
    (
        "lib/engine/connection.cpp",
        "bool Connection::blocked() const noexcept {",
        "bool Connection::is_new() const noexcept { return true; }\nbool Connection::blocked() const noexcept {",
    ),
    # A type that no public header defines.
    ("lib/fabric/fabric_state.hpp", "std::mutex registering;", "std::int64_t added = 0;\nstd::mutex registering;"),
)
# The same, and then what has to be said of it.
BREAKS = (
    # An exported function that has gone.
    ("include/weft/connection.hpp", "[[nodiscard]] bool blocked() const noexcept;", "", "bool weft::Connection::blocked() const"),
    (
        "lib/engine/connection.cpp",
        "bool Connection::blocked() const noexcept {",
        "static bool blocked(const detail::RegistrationPointer& registration_) {",
        "1 Removed function",
    ),
    # A result of another type, which the name of the symbol does not tell.
    (
        "include/weft/connection.hpp",
        "[[nodiscard]] bool connected() const noexcept;\n\n    /// Keeps",
        "[[nodiscard]] int connected() const noexcept;\n\n    /// Keeps",
        "type name changed from 'bool' to 'int'",
    ),
    ("lib/engine/connection.cpp", "bool Connection::connected()", "int Connection::connected()", "bool weft::Connection::connected()"),
    # A member of an exported class.
    ("include/weft/quarantine.hpp", "class WEFT_API Quarantine {", "class WEFT_API Quarantine {\nint added_ = 0;", "'int added_'"),
    # A member of a struct that programs get in a vector.
    ("include/weft/hook_info.hpp", "    bool once;", "    double added = 0;\n    bool once;", "'double added'"),
    # The order of virtual functions.
    ("include/weft/detail/arguments/shape.hpp", "[[nodiscard]] virtual std::string who() const = 0;", "", "the vtable offset of"),
    (
        "include/weft/detail/arguments/shape.hpp",
        "protected:\n    ~Asker() = default;",
        "[[nodiscard]] virtual std::string who() const = 0;\nprotected:\n    ~Asker() = default;",
        "weft::detail::Asker::who() const changed from 0 to 3",
    ),
    # The values of an enumeration.
    ("include/weft/reads.hpp", "    required,", "    required = 10,", "'weft::Need::required' from value '0' to '10'"),
)


def run(*command, cwd=None):
    result = subprocess.run(
        [str(word) for word in command], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return result.returncode, result.stdout


class Copy:
    """A copy of the sources below the build folder, with a description of the library as it is without the changes."""

    def __init__(self, build, name, changes):
        self.folder = build / "copies" / name
        shutil.rmtree(self.folder, ignore_errors=True)
        for part in PARTS:
            copy = shutil.copytree if (TOP / part).is_dir() else shutil.copy
            self.folder.mkdir(parents=True, exist_ok=True)
            copy(TOP / part, self.folder / part)
        (self.folder / "test" / "abi").mkdir(parents=True)
        self.version = re.search(r"^  version: '([^']*)'", self.text("meson.build"), re.MULTILINE).group(1)
        self.changelog(f"## [{self.version}] - unreleased\n")
        code, said = self.abi("describe", build)
        if code != 0:
            sys.exit(f"what is not changed could not be described:\n{said}")
        for file, old, new, *_ in changes:
            self.replace(file, old, new)

    def text(self, file):
        return (self.folder / file).read_text(encoding="utf-8")

    def replace(self, file, old, new):
        text = self.text(file)
        if text.count(old) != 1:
            sys.exit(f"{file} holds '{old}' {text.count(old)} times, expected once")
        (self.folder / file).write_text(text.replace(old, new), encoding="utf-8")

    def changelog(self, text):
        (self.folder / "CHANGELOG.md").write_text(text, encoding="utf-8")

    def build(self):
        # What is exported does not depend on optimization.
        options = "-Dtests=disabled -Ddemos=disabled -Dunity=on -Dunity_size=1000 -Doptimization=0"
        shell = f"source .ci/ensure && configure build g++-12 {options} && ninja -C build build.ninja && meson compile -C build {LIBRARY}:shared_library"
        code, said = run("bash", "-c", shell, cwd=self.folder)
        if code != 0:
            sys.exit(f"{self.folder} could not be built:\n{said}")

    def abi(self, action, build=None):
        return run(sys.executable, TOP / "test/abi/abi.py", action, self.folder, build or self.folder / "build", LIBRARY)


def faults_of_what_is_new(build):
    copy = Copy(build, "added", ADDITIONS)
    copy.build()
    code, said = copy.abi("compare")
    if code != 0:
        yield f"additions are refused:\n{said}"


def faults_of_breaks(build):
    copy = Copy(build, "broken", BREAKS)
    copy.build()

    version, released = copy.version, f"## [{copy.version}] - 2026-01-01\n"

    code, said = copy.abi("compare")
    for *_, expected in BREAKS:
        if expected not in said:
            yield f"'{expected}' is not said of what is broken:\n{said}"
    if code == 0 or "is not released: if that is meant, ./test/run describe-abi" not in said:
        yield f"breaks before a release are not refused:\n{said}"

    copy.changelog(f"## [Unreleased]\n\n- ABI: words alone do not announce.\n\n{released}")
    for action in ("compare", "describe"):
        code, said = copy.abi(action)
        if code == 0 or "which is released: raise the version" not in said:
            yield f"{action} does not refuse breaks of a release:\n{said}"

    copy.replace("meson.build", f"  version: '{version}'", "  version: '99.0.0'")
    copy.build()
    copy.changelog(f"## [99.0.0] - unreleased\n\n{released}\n- ABI: another section's.\n")
    code, said = copy.abi("compare")
    if code == 0 or "the newest section of CHANGELOG.md has no line '- ABI: ...'" not in said:
        yield f"a break of which the changelog says nothing is not refused:\n{said}"
    copy.changelog(f"## [99.0.0] - unreleased\n\n- ABI: connections are no longer blocked.\n\n{released}")
    code, said = copy.abi("compare")
    if code != 0:
        yield f"an announced break is refused:\n{said}"

    for action in ("describe", "compare"):
        code, said = copy.abi(action)
        if code != 0:
            yield f"the next version is not described:\n{said}"


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    faults = [*faults_of_what_is_new(build), *faults_of_breaks(build)]
    for fault in faults:
        print(fault)
    print(f"{len(BREAKS)} changes that break, {len(ADDITIONS)} that do not, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
