# SPDX-License-Identifier: MIT
"""Runs a loop that one rank misuses, and checks that all ranks end by an error that says who and where.

    misused.py MPIRUN PROGRAM MISUSE [RANK STEP EVERY]
    misused.py MPIRUN PROGRAM random RUNS [SEED]"""

import random
import re
import sys

from ranks import Job

SECONDS = 60
RANKS = 4
# What only some ranks have, or what nobody in weft could see.
MISUSES = (
    "other_hook more_batches fewer_batches argument_names order_of_calls order_of_callbacks exception exception_while_others_reduce "
    "quarantine disconnect once first stop_after plug_in collective_of_one_rank stays_outside ends"
).split()
ABORTED = re.compile(r"^weft::mpi::Guard: (.*); the job is aborted$", re.MULTILINE)
PLACES = re.compile(r"ranks? [0-9, to]+ (?:is|are|has|have|waits?|pass(?:es)?) .*'on_\w+'")


def faults(errors, rank):
    """What is wrong with the errors of a job in which that rank was wrong."""
    of_ranks = dict(re.findall(r"^rank (\d): (.*)$", errors, re.MULTILINE))
    # Of ranks that had ended before it came to light.
    of_ended = dict(re.findall(r"^weft::mpi::Guard: at MPI_Finalize of rank (\d): (.*)$", errors, re.MULTILINE))
    aborted = ABORTED.findall(errors)
    texts = {*aborted, *of_ended.values()}
    for one, text in of_ranks.items():
        is_its_own = int(one) == rank and text == "not on all ranks"
        if text != "ended without an error" and not is_its_own:
            texts.add(text)
        elif not (aborted or is_its_own or one in of_ended):
            yield f"rank {one} has ended without an error"
    if len(of_ranks) < RANKS and not aborted:
        yield f"only ranks {', '.join(sorted(of_ranks)) or 'none'} say how they ended, and the job was not aborted"
    if len(texts) != 1:
        yield f"{len(texts)} different texts"
    for text in texts:
        if not PLACES.search(text):
            yield f"no ranks and hooks in: {text}"


def check(mpirun, program, misuse, rank, step, every, level):
    arguments = [program, misuse, str(rank), str(step), str(every), *level]
    code, out, errors = Job(mpirun, RANKS, arguments, SECONDS).result()
    found = list(faults(errors, rank))
    if code == 0:
        found.append("exit code 0")
    print(f"{' '.join(arguments[1:])}: exit code {code}, {(ABORTED.findall(errors) or re.findall('rank .*', errors) or ['nothing'])[0]}")
    if found:
        print(out, errors)
        sys.exit("; ".join(found))


def main():
    mpirun, program, misuse, *numbers = sys.argv[1:]
    if misuse != "random":
        rank, step, every = map(int, numbers or ("2", "5", "1"))
        check(mpirun, program, misuse, rank, step, every, [])
        return
    runs, seed = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else random.randrange(1 << 30)
    print(f"seed {seed}")
    choose = random.Random(seed)
    for _ in range(runs):
        misuse = choose.choice(MISUSES)
        level = choose.choice(([], ["multiple"]))
        check(mpirun, program, misuse, choose.randrange(RANKS), choose.randrange(1, 35), choose.choice((1, 3, 7, 25)), level)


if __name__ == "__main__":
    main()
