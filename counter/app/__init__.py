# ruff: noqa: PLC0415 - imports stand where the start path needs them, not earlier
"""The terminal application: from the bare terminal to the first page with nothing imported that it does not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.app.terminal import held_terminal

if TYPE_CHECKING:
    from counter.places import Places


def run(places: Places) -> int:
    """Open the application on this terminal and stay until the clerk leaves; 1 when there is no terminal."""
    with held_terminal() as terminal:
        if terminal is None:
            return _no_terminal()
        import gc

        gc.disable()  # thousands of objects are made while starting, and none of them is rubbish
        from counter.app.counter_app import CounterApp
        from counter.app.driver import driver_for

        app = CounterApp(places, driver_class=driver_for(terminal))
        app.run(mouse=False)
        return app.return_code or 0


def _no_terminal() -> int:
    import sys

    sys.stderr.write(
        "counter 需要在终端里运行；没有任何内容丢失。请打开终端再试，或用 counter --help 查看命令。\n"
        "counter needs a terminal; nothing was lost. Open one and try again, or see counter --help.\n"
    )
    return 1
