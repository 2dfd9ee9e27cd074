"""The way in: without arguments the terminal application, on a path that imports nothing it need not; else a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the terminal application, or one command of the headless face; returns the exit status."""
    if len(sys.argv) > 1:
        from counter.cli.main import run_command  # noqa: PLC0415 - typer must not delay the first screen

        return run_command(sys.argv[1:])
    from counter.app import run  # noqa: PLC0415 - Textual must not delay a command
    from counter.places import places  # noqa: PLC0415 - a command finds its places itself

    return run(places())


if __name__ == "__main__":
    sys.exit(main())
