# SPDX-License-Identifier: MIT
"""Checks that a user's shared object, compiled as compilers do by themselves, exports nothing that weft has made for its classes.

    of_users.py NM SHARED_OBJECT CLASS...
"""

import re
import sys

from exported import exported


def main():
    nm, shared_object, *classes = sys.argv[1:]
    names = exported(nm, shared_object)
    for name in classes:
        if f"typeinfo for {name}" not in names:
            sys.exit(f"{shared_object} does not export the type of {name}: is it compiled with hidden symbols?")
    made_for_them = re.compile(rf"weft::detail::\w+[<:].*\b(?:{'|'.join(map(re.escape, classes))})\b")
    faults = sorted(name for name in names if made_for_them.search(name))
    for fault in faults:
        print(f"{fault} is exported: mark its template with WEFT_DETAIL_HIDDEN")
    print(f"{len(names)} names, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
