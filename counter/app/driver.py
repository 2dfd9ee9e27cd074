"""Textual's terminal driver, told what the terminal was like before we held it."""

from __future__ import annotations

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

    return CounterDriver
