# SPDX-License-Identifier: MIT
"""Checks what the two commands do on machines and in places that ours is not: scripts.py ROOT CLAIM"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1]).resolve()
NOBODY = 65534
# Of a machine without apt, sudo and compilers.
FEW_TOOLS = ["bash", "cat", "cksum", "dirname", "env", "ln", "mkdir", "tr"]


class Place:
    """A folder with the scripts in it, and a PATH that holds only a few tools."""

    def __init__(self, folder, name="weft"):
        self.folder = pathlib.Path(folder, name)
        self.home = pathlib.Path(folder, "home")
        self.tools = pathlib.Path(folder, "tools")
        pathlib.Path(folder).chmod(0o755)
        for path in (self.folder, self.home, self.tools):
            path.mkdir()
        for part in (".ci", "demo/run", "test/run"):
            target = self.folder / part
            target.parent.mkdir(exist_ok=True)
            (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, target)
        for tool in FEW_TOOLS:
            os.symlink(shutil.which(tool), self.tools / tool)

    def add_tool(self, name, does):
        (self.tools / name).write_text(f"#!{shutil.which('bash')}\n{does}\n", encoding="utf-8")
        (self.tools / name).chmod(0o755)

    def run(self, *command, path=None, as_nobody=False, **more):
        environment = {"PATH": path or str(self.tools), "HOME": str(self.home), "LC_ALL": "C", **more}
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if as_nobody and os.geteuid() == 0 else {}
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=60, **user
        )

    def ensure(self, call, **how):
        return self.run(shutil.which("bash"), "-c", f"source .ci/ensure && {call}", **how)


def expect(is_so, result):
    if not is_so:
        sys.exit(f"exit code {result.returncode}\n{result.stdout}{result.stderr}")


def without_apt_what_to_install_is_named(folder):
    result = Place(folder).ensure("ensure build test")
    wanted = ("no apt-get", "g++", "meson", "libboost-dev", "libfmt-dev", "libboost-test-dev")
    expect(result.returncode != 0 and all(word in result.stderr for word in wanted), result)


def without_root_what_root_has_to_do_is_named(folder):
    place = Place(folder)
    place.add_tool("apt-get", "echo called")
    result = place.ensure("ensure build", as_nobody=True)
    expect(result.returncode != 0 and "As root: apt-get install g++ meson" in result.stderr, result)
    expect("called" not in result.stdout + result.stderr, result)


def without_a_network_what_is_missing_is_named(folder):
    place = Place(folder)
    place.add_tool("apt-get", "exit 100")
    place.add_tool("sudo", 'exec "$@"')
    result = place.ensure("ensure clang-14")
    expect(result.returncode != 0 and "is there a network? What is missing: clang-14" in result.stderr, result)


def nothing_is_installed_where_nothing_is_missing(folder):
    place = Place(folder)
    for tool in ("clang++-14", "apt-get"):
        place.add_tool(tool, "echo called")
    result = place.ensure("ensure clang-14", as_nobody=True)
    expect(result.returncode == 0 and result.stdout + result.stderr == "", result)


def a_path_with_a_comma_is_built_elsewhere(folder):
    place = Place(folder, "a,b c")
    result = place.ensure("ensure_build_folder && mkdir build/gcc")
    expect(result.returncode == 0 and (place.folder / "build").is_symlink(), result)
    expect("," not in str((place.folder / "build" / "gcc").resolve()), result)
    # The second time it is the same one.
    expect(place.ensure("ensure_build_folder && cd build/gcc").returncode == 0, result)


def a_checkout_that_cannot_be_written_says_so(folder):
    place = Place(folder)
    place.folder.chmod(0o555)
    result = place.ensure("ensure_build_folder", as_nobody=True)
    place.folder.chmod(0o755)
    expect(result.returncode != 0 and "copy the checkout to a folder of yours" in result.stderr, result)


def a_link_and_a_cdpath_lead_to_the_same_place(folder):
    place = Place(folder)
    link = pathlib.Path(folder, "link")
    link.symlink_to(place.folder)
    (place.folder / "test" / "test").mkdir()
    for command in (link / "test" / "run", "test/run"):
        result = place.run(str(command), "--help", path=os.environ["PATH"], CDPATH=str(place.folder / "test"))
        expect(result.returncode == 0 and result.stdout.startswith("Usage: ./test/run"), result)


def options_that_cannot_be_used_are_refused(folder):
    place = Place(folder)
    for options in (["--al"], ["gccc"], [""], ["--all", "--full"], ["--all", "gcc"]):
        result = place.run(str(place.folder / "test" / "run"), *options, path=os.environ["PATH"])
        expect(result.returncode == 2 and "Try ./test/run --help" in result.stderr, result)


def what_failed_is_named_at_the_end(folder):
    place = Place(folder)
    place.add_tool("clang-format-16", "exit 1")
    result = place.run("test/run", "format", path=f"{place.tools}:{os.environ['PATH']}")
    lines = result.stdout.splitlines()[-3:]
    expect(
        result.returncode == 1
        and len(lines) == 3
        and lines[0].split()[:2] == ["format", "FAILED"]
        and lines[1].strip().startswith("clang-format-16 --dry-run")
        and lines[2] == "all lanes: 0 passed, 1 failed",
        result,
    )


CLAIMS = {
    claim.__name__: claim
    for claim in (
        without_apt_what_to_install_is_named,
        without_root_what_root_has_to_do_is_named,
        without_a_network_what_is_missing_is_named,
        nothing_is_installed_where_nothing_is_missing,
        a_path_with_a_comma_is_built_elsewhere,
        a_checkout_that_cannot_be_written_says_so,
        a_link_and_a_cdpath_lead_to_the_same_place,
        options_that_cannot_be_used_are_refused,
        what_failed_is_named_at_the_end,
    )
}


def main():
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="weft-scripts-") as folder:
        CLAIMS[sys.argv[2]](folder)


if __name__ == "__main__":
    main()
