"""Real printers and a real print server on this machine for the tests: ippeveprinter and a private cupsd."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from counter.devices.ipp_printer import IppPrinter
from counter.devices.ipp_watch import Patience

PROGRAMS = (
    "ippeveprinter",
    "dbus-daemon",
    "ipptool",
    "cupsd",
    "lpadmin",
    "cupsdisable",
    "cupsenable",
    "cupsreject",
)
QUICK = Patience(first=0.02, last=0.1, silent=1.0, stuck=30.0, blocked=60.0)
"""For tests: the states are the same, only the waiting is shorter."""
_UP = 10.0

COMMAND = """#!/bin/sh
# What the hardware does stands in $EVE_CTL/mode: ok, abort, or a reason it waits with. It ends with its printer.
while kill -0 "$PPID" 2>/dev/null; do mode=$(cat "$EVE_CTL/mode"); case "$mode" in
  ok) [ -n "$r" ] && echo "STATE: -$r" >&2
      printf '%s\\t%s\\n' "$IPP_JOB_NAME" "$IPP_MEDIA" >> "$EVE_CTL/printed"; cp "$1" "$EVE_CTL/last.pdf"; exit 0;;
  abort) echo "ERROR: simulated hardware fault" >&2; exit 1;;
  *) [ "$r" = "$mode" ] || { [ -n "$r" ] && echo "STATE: -$r" >&2; r=$mode; echo "STATE: +$r" >&2; }; sleep 0.05;;
esac; done
"""
A5_AND_A4 = """ATTR keyword media-supported "iso_a4_210x297mm","iso_a5_148x210mm"
ATTR mimeMediaType document-format-supported "application/pdf","image/pwg-raster"
ATTR keyword sides-supported "one-sided","two-sided-long-edge"
"""

CUPS_FILES = """ServerRoot {root}/etc
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/tmp
ServerKeychain {root}/ssl
ErrorLog {root}/log/error_log
AccessLog {root}/log/access_log
PageLog {root}/log/page_log
"""
# Jobs belong to their owners, as CUPS has it from the start; setting up queues needs no password here.
CUPSD = """Listen 127.0.0.1:{port}
Browsing No
DirtyCleanInterval 0
ErrorPolicy stop-printer
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit Cancel-Job>
Require user @OWNER @SYSTEM
Order deny,allow
</Limit>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(*command: str, log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended whatever happens, stopped or not."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=os.environ | environment
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _UP
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(log.read_text(errors="replace"))


@dataclass
class Eve:
    """A printer that speaks IPP, whose hardware does what ``mode`` says."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] = field(repr=False)

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    def mode(self, what: str) -> None:
        new = self.folder / "mode.new"
        new.write_text(what)
        new.rename(self.folder / "mode")

    @property
    def printed(self) -> list[list[str]]:
        """Name and media of each sheet that came out."""
        file = self.folder / "printed"
        return [line.split("\t") for line in file.read_text().splitlines()] if file.exists() else []

    def printer(self, patience: Patience = QUICK, paper: str = "") -> IppPrinter:
        return IppPrinter.at(self.uri, "窗口打印机", paper, patience)


@contextmanager
def eve_running(folder: Path, bus: str, *, a5: bool = True) -> Iterator[Eve]:
    """A printer of its own; ``a5`` with our two papers, else with the stock list, which CUPS can read."""
    (folder / "spool").mkdir(parents=True)
    (folder / "mode").write_text("ok")
    (folder / "command").write_text(COMMAND)
    (folder / "command").chmod(0o755)
    (folder / "conf").write_text(A5_AND_A4)
    port, log = free_port(), folder / "log"
    kind = ["-a", str(folder / "conf")] if a5 else ["-f", "application/pdf,image/pwg-raster"]
    command = ["ippeveprinter", "-p", str(port), "-n", "localhost", "-r", "off", "-d", str(folder / "spool")]
    command += ["-c", str(folder / "command"), *kind, "Counter"]
    with running(*command, log=log, DBUS_SYSTEM_BUS_ADDRESS=bus, EVE_CTL=str(folder)) as process:
        wait_for(port, process, log)
        yield Eve(folder, port, process)


@contextmanager
def bus_running(folder: Path) -> Iterator[str]:
    """A private message bus, which ippeveprinter wants in place of Avahi's; its address."""
    log = folder / "bus"
    with running("dbus-daemon", "--session", "--nofork", "--print-address=1", log=log) as process:
        end = time.monotonic() + _UP
        while not log.read_text().endswith("\n"):
            assert time.monotonic() < end
            assert process.poll() is None
            time.sleep(0.01)
        yield log.read_text().splitlines()[0]


@dataclass
class Cups:
    """A private print server."""

    root: Path
    port: int

    @property
    def server(self) -> str:
        return f"ipp://127.0.0.1:{self.port}/"

    def run(self, *command: str) -> None:
        environment = os.environ | {"CUPS_SERVER": f"127.0.0.1:{self.port}"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=20, check=False
        )
        assert done.returncode == 0, done.stderr

    def queue(self, name: str, eve: Eve) -> None:
        """A queue for a printer, made new; cupsd learns the printer's papers a moment after lpadmin has ended."""
        self.run("lpadmin", "-p", name, "-E", "-v", eve.uri, "-m", "everywhere", "-D", "窗口")
        end = time.monotonic() + _UP
        while not self.printer(name).client.printer(["media-supported"]).words("media-supported"):
            assert time.monotonic() < end
            time.sleep(0.02)

    def printer(self, name: str, patience: Patience = QUICK) -> IppPrinter:
        return IppPrinter.at(f"{self.server}printers/{name}", paper="iso_a4_210x297mm", patience=patience)


@contextmanager
def cups_running(root: Path) -> Iterator[Cups]:
    """cupsd with its own two files; its filters run as another user, who must be able to enter ``root``."""
    for name in ("etc", "cache", "state", "spool", "tmp", "ssl", "log"):
        (root / name).mkdir()
    port, log = free_port(), root / "out"
    (root / "etc" / "cups-files.conf").write_text(CUPS_FILES.format(root=root))
    (root / "etc" / "cupsd.conf").write_text(CUPSD.format(port=port))
    files = ("-c", str(root / "etc" / "cupsd.conf"), "-s", str(root / "etc" / "cups-files.conf"))
    with running("cupsd", "-f", *files, log=log) as process:
        try:
            wait_for(port, process, log)
            yield Cups(root, port)
        finally:
            process.terminate()  # so that it ends its own filters and backends
            process.wait(_UP)


def programs_missing() -> list[str]:
    """Names of what is not installed; Debian puts some of it where users do not look."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    return [name for name in PROGRAMS if shutil.which(name, path=path) is None]
