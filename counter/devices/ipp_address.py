"""Where a printer or a queue is: ``ipp://host:port/path`` (RFC 3510)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from counter.errors import BadInput
from counter.locale import Text

PORT = 631
_LONGEST = 1023
_PLAIN = re.compile(r"[!-~]+")
_PATH = re.compile(r"[A-Za-z0-9._~%!$&'()*+,;=:@/-]*")
_HOST = re.compile(r"[A-Za-z0-9._:-]+")


class NotAPrinterAddress(BadInput):
    """The words are not an address of the form ipp://host:port/path; values: ``address``."""

    happened = Text(
        "“{address}”不是打印机地址。",
        "“{address}” is not the address of a printer.",
    )
    next_step = Text(
        "地址应写成 ipp://主机:端口/路径，例如 ipp://localhost:631/printers/slips；ipps:// 暂不支持。",
        "Write it as ipp://host:port/path, such as ipp://localhost:631/printers/slips; ipps:// is not supported yet.",
    )


@dataclass(frozen=True, slots=True)
class Address:
    """Host, TCP port and path of a printer, a queue, or (path ``/``) a print server."""

    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, words: str) -> Address:
        """Read an address.

        Raises:
            NotAPrinterAddress
        """
        try:
            parts = urlsplit(words if _PLAIN.fullmatch(words) and len(words) <= _LONGEST else "")
            host, port = parts.hostname or "", PORT if parts.port is None else parts.port
        except ValueError:
            raise NotAPrinterAddress(address=words) from None
        odd = (
            not port
            or parts.query
            or parts.fragment
            or "@" in parts.netloc
            or not _PATH.fullmatch(parts.path)
        )
        if parts.scheme != "ipp" or odd or not _HOST.fullmatch(host):
            raise NotAPrinterAddress(address=words)
        return cls(host, port, parts.path or "/")

    @property
    def place(self) -> str:
        """Host and port, for the HTTP header and for sentences."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def uri(self) -> str:
        """The address in full."""
        return f"ipp://{self.place}{self.path}"

    @property
    def short(self) -> str:
        """The last word of the path when it names a queue, else host and port."""
        server, _, queue = self.path.rpartition("/")
        return queue if queue and server.endswith("/printers") else self.place

    def __str__(self) -> str:
        return self.uri
