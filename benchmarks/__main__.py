"""All benchmarks, one after the other, each in a process of its own: ``make bench``.

They want a quiet machine and take about a quarter of an hour, most of it for the register of a million holders.
Name some to run only those: ``python -m benchmarks slip store``.
"""

from __future__ import annotations

import subprocess
import sys

ALL = ("start", "keys", "typeahead", "first", "slip", "batch", "store", "rules", "search")


def main() -> int:
    """Run them; the exit status is that of the first that failed."""
    chosen = sys.argv[1:] or ALL
    if unknown := [name for name in chosen if name not in ALL]:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    for name in chosen:
        print(f"\n== {name}", flush=True)
        status = subprocess.run([sys.executable, "-m", f"benchmarks.bench_{name}"], check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
