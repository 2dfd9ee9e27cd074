"""Textual's terminal driver, told what the terminal was like before we held it."""

from __future__ import annotations

import os
import select
import threading

from textual.drivers.linux_driver import LinuxDriver

from counter.app.terminal import Attributes


def driver_for(before: Attributes) -> type[LinuxDriver]:
    """A driver that gives the terminal back as it was found, not as we hold it while starting."""

    class CounterDriver(LinuxDriver):
        """Reads keys and writes the page; restores the found attributes on leaving and on suspending."""

        def start_application_mode(self) -> None:
            """Enter the alternate screen and remember the attributes that were there first."""
            super().start_application_mode()  # type: ignore[no-untyped-call] # Textual leaves it untyped
            self.attrs_before = before
            threading.Thread(target=leave_with, args=(self.fileno,), daemon=True, name="hang-up").start()

    return CounterDriver


def leave_with(terminal: int) -> None:
    """End the program when its terminal is gone, as no key can come any more; nothing is lost by it, as by no power cut.

    Not every program is told by a signal (one that ``make`` started is not), and reading a lost terminal never waits.
    """
    poll = select.poll()
    poll.register(terminal, 0)  # nothing but a hang-up or an error
    poll.poll()
    os._exit(1)
