"""What `commun --help` costs beside an empty Python: processor time, both measured in the same run.

    python bench/cli/help.py [--times 21] [--budget 6]

The two are run in turn, so that a slow moment of the machine falls on both. Prints the medians and their ratio, then
the modules that cost most; exits with 1 above the budget (issue 2: at most 6 times).
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys

EMPTY = [sys.executable, "-c", "pass"]
# What the installed script holds, whatever the folder it is installed in.
HELP = [sys.executable, "-c", "from commun_orientation_ssg.cli import main; main(['--help'])"]


def cpu_s(command: list[str]) -> float:
    """Return the processor time, user and system, of one run of `command`, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def dearest(count: int) -> list[str]:
    """Return the modules whose own import lasts longest, with their milliseconds."""
    command = [sys.executable, "-X", "importtime", *HELP[1:]]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()[1:]
    rows = [line.removeprefix("import time:").split("|") for line in lines if line.startswith("import time:")]
    rows = [row for row in rows if row[0].strip().isdigit()]
    rows.sort(key=lambda row: -int(row[0]))
    return [f"{int(own) / 1000:5.1f} ms  {name.strip()}" for own, _, name in rows[:count]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=21)
    parser.add_argument("--budget", type=float, default=6.0)
    parser.add_argument("--json", action="store_true", help="the figures only, for a machine")
    options = parser.parse_args()
    cpu_s(EMPTY), cpu_s(HELP)  # the first run reads the disk, and writes the bytecode
    pairs = [(cpu_s(EMPTY), cpu_s(HELP)) for _ in range(options.times)]
    empty, help = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = help / empty
    if options.json:
        print(json.dumps({"empty_s": empty, "help_s": help, "ratio": ratio, "budget": options.budget}))
    else:
        print(f"python -c pass  {empty * 1000:5.1f} ms")
        print(f"commun --help   {help * 1000:5.1f} ms")
        print(f"ratio           {ratio:5.2f} (at most {options.budget})")
        print("\n".join(dearest(8)))
    return int(ratio > options.budget)


if __name__ == "__main__":
    sys.exit(main())
