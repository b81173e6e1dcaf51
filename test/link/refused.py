# SPDX-License-Identifier: MIT
"""Links a program that is built with other settings than the library, and reads what the linker says."""

import pathlib
import re
import subprocess
import sys
import tempfile

SETTINGS = {
    "as_the_library": ([], None),
    "with_debug_containers": (["-D_GLIBCXX_DEBUG"], "weft::detail::libweft_built_with_GLIBCXX_DEBUG"),
    "with_old_strings": (["-D_GLIBCXX_USE_CXX11_ABI=0"], "weft::detail::libweft_built_with_GLIBCXX_USE_CXX11_ABI_0"),
}
# With the library's own arguments for its users, or without.
WITHOUT = "-DWEFT_WITHOUT_TYPE_DESCRIPTIONS"
# An unused section is dropped, and with it what it needs, unless it is retained.
SMALL = ["-O2", "-ffunction-sections", "-fdata-sections", "-fvisibility=hidden", "-Wl,--gc-sections"]


def main():
    program, setting, library, include, *compiler = sys.argv[1:]
    if setting != "with_other_type_descriptions":
        defines, missing = SETTINGS[setting]
    elif WITHOUT in compiler:
        compiler.remove(WITHOUT)
        defines, missing = [], "weft::detail::libweft_built_with_type_descriptions"
    else:
        defines, missing = [WITHOUT], "weft::detail::libweft_built_without_type_descriptions"
    for options in ([], SMALL):
        with tempfile.TemporaryDirectory(prefix="weft-link-") as folder:
            result = subprocess.run(
                [*compiler, "-std=c++20", *options, *defines, f"-I{include}", program, library,
                 f"-Wl,-rpath,{pathlib.Path(library).parent}", "-lfmt", "-pthread", "-o", f"{folder}/program"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
            )
            if missing is None and result.returncode == 0:
                subprocess.run([f"{folder}/program"], check=True)
            elif missing is None or result.returncode == 0 or not re.search(rf"undefined[^\n]*{missing}\b", result.stdout):
                sys.exit(f"expected {missing or 'a program'}, found exit code {result.returncode} and\n{result.stdout}")


if __name__ == "__main__":
    main()
