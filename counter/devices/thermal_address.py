"""Where a thermal printer is: a device file, or a TCP port that takes its bytes as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from counter.errors import BadInput
from counter.locale import Text

PORT = 9100
_LONGEST = 1023
_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_PRINTABLE = re.compile(r"[!-~]+")


class NotAThermalAddress(BadInput):
    """The words name no thermal printer; values: ``address``."""

    happened = Text(
        "“{address}”不是热敏打印机的地址。", "“{address}” is not the address of a thermal printer."
    )
    next_step = Text(
        "应写成设备文件 /dev/usb/lp0、socket://主机:9100，或打印队列 ipp://主机:端口/printers/名称。",
        "Write a device file such as /dev/usb/lp0, socket://host:9100, or a queue ipp://host:port/printers/name.",
    )


@dataclass(frozen=True, slots=True)
class Port:
    """Host and TCP port."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def is_raw(words: str) -> bool:
    """Whether an address is meant as one of these two kinds, right or wrong."""
    return words.startswith(("/", "socket:"))


def thermal_address(words: str) -> Port | Path:
    """Read ``/dev/usb/lp0`` or ``socket://host:9100`` (9100 when no port is written).

    Raises:
        NotAThermalAddress
    """
    if len(words) > _LONGEST or not _PRINTABLE.fullmatch(words):
        raise NotAThermalAddress(address=words[:100])
    if words.startswith("/"):
        return Path(words)
    try:
        parts = urlsplit(words)
        host, port = parts.hostname or "", PORT if parts.port is None else parts.port
    except ValueError:
        raise NotAThermalAddress(address=words[:100]) from None
    more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme != "socket" or more or not port or not _HOST.fullmatch(host):
        raise NotAThermalAddress(address=words[:100])
    return Port(host, port)
