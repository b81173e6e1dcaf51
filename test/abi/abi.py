# SPDX-License-Identifier: MIT
"""Compares what the shared libraries offer the programs that are linked with them with what those of the last release did.

    abi.py compare SOURCES BUILD [LIBRARY...]     fails for a break that is not announced
    abi.py describe SOURCES BUILD [LIBRARY...]    writes the descriptions in SOURCES/test/abi anew

A description holds the exported functions and what the public headers say of the types that they lead to. It is of one
compiler and one version of fmt, as others describe the same otherwise. BUILD has debugging information.

A break is announced by another version of the ABI (the number of a library's soname, which comes from meson.build) and a line
"- ABI: ..." in the newest section of CHANGELOG.md. Of a version without a date nothing was promised: there the descriptions
are made anew."""

import lzma
import pathlib
import re
import subprocess
import sys
import tempfile

# Types of the public headers alone: what only a source of ours, the standard library or Boost defines is named, not described.
DESCRIBE = [
    "abidw", "--headers-dir", "include/weft", "--drop-private-types", "--exported-interfaces-only", "--drop-undefined-syms",
    "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path", "--no-parameter-names", "--no-elf-needed",
]  # fmt: skip
# A program finds what it needs beside what was added.
COMPARE = ["abidiff", "--no-added-syms", "--no-show-locs", "--ignore-soname"]


class Sources:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.descriptions = self.folder / "test" / "abi"
        changelog = (self.folder / "CHANGELOG.md").read_text(encoding="utf-8")
        self.newest_section = re.split(r"^## ", changelog, maxsplit=2, flags=re.MULTILINE)[1]
        dated = re.findall(r"^## \[(\d+)\.(\d+)\.\d+\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
        self.released = {f"0.{minor}" if major == "0" else major for major, minor in dated}

    def announces_a_break(self):
        return re.search(r"^- ABI: \S", self.newest_section, re.MULTILINE) is not None

    def file_of(self, library):
        return self.descriptions / f"{library}.xml.xz"

    def described(self):
        return {path.name.removesuffix(".xml.xz") for path in self.descriptions.glob("*.xml.xz")}


def describe(sources, library_file):
    run = subprocess.run(
        [*DESCRIBE, library_file.resolve()], cwd=sources.folder, stdout=subprocess.PIPE, text=True, check=True
    )
    if "<class-decl " not in run.stdout:
        sys.exit(f"{library_file} has no debugging information")
    of_this_machine = re.search(r"='/.*", run.stdout)
    if of_this_machine:
        sys.exit(f"the description of {library_file} names a folder of this machine: {of_this_machine.group()}")
    return run.stdout


def version_of(description):
    return re.search(r" soname='[^']*\.so\.([^']*)'", description).group(1)


def difference(old, new):
    """What abidiff says of a break; nothing where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, name) for name in ("old.xml", "new.xml")]
        for file, description in zip(files, (old, new)):
            file.write_text(description, encoding="utf-8")
        run = subprocess.run(
            [*COMPARE, *files], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    # Of its exit code 4 and 8 are for changes, 1 and 2 for what it could not do.
    if run.returncode < 0 or run.returncode & 3:
        sys.exit(f"abidiff could not compare, exit code {run.returncode}:\n{run.stdout}")
    return run.stdout if run.returncode else ""


def faults_of(sources, library, new):
    if not sources.file_of(library).exists():
        yield f"{library} is not described: ./test/run describe-abi"
        return
    old = lzma.decompress(sources.file_of(library).read_bytes()).decode()
    broken = difference(old, new)
    if not broken:
        return
    if version_of(old) != version_of(new):
        if not sources.announces_a_break():
            yield f"{library} breaks ABI {version_of(old)}, and the newest section of CHANGELOG.md has no line '- ABI: ...':\n{broken}"
    elif version_of(old) in sources.released:
        yield f"{library} breaks ABI {version_of(old)}, which is released: raise the version of meson.build, or break less:\n{broken}"
    else:
        yield f"{library} is not what it was. ABI {version_of(old)} is not released: if that is meant, ./test/run describe-abi\n{broken}"


def compare(sources, built):
    for library, file in built.items():
        yield from faults_of(sources, library, describe(sources, file))


def write(sources, built):
    for library, file in built.items():
        new = describe(sources, file)
        target = sources.file_of(library)
        if target.exists() and version_of(new) in sources.released:
            faults = list(faults_of(sources, library, new))
            if faults:
                yield from faults
                continue
        target.write_bytes(lzma.compress(new.encode(), preset=9 | lzma.PRESET_EXTREME))
        print(f"{target.relative_to(sources.folder)}: ABI {version_of(new)}, {target.stat().st_size} bytes")


def main():
    action, folder, build, *chosen = sys.argv[1:]
    sources = Sources(folder)
    files = sorted(pathlib.Path(build, "lib").rglob("libweft*.so"))
    built = {file.name.removeprefix("lib").removesuffix(".so"): file for file in files}
    expected = set(chosen) or sources.described() | built.keys()
    if not expected or not expected <= built.keys():
        sys.exit(f"{build} holds {', '.join(sorted(built)) or 'no library'}, expected {', '.join(sorted(expected))}")
    built = {library: built[library] for library in sorted(expected)}
    faults = list({"compare": compare, "describe": write}[action](sources, built))
    for fault in faults:
        print(fault)
    print(f"{len(built)} libraries, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
