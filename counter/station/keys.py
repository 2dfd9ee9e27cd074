"""The two keys of a station, each made before its store is: the one that opens the store, the one that signs codes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from counter.errors import CounterError
from counter.locale import Text
from counter.places import Places
from counter.station.home import write
from counter.store.engine import KEY_BYTES, new_key
from counter.trust.keys import KeyInUse, SigningKey

_GONE = Text("登记簿还在，密钥却不见了", "the store is there, but its key is gone")
_NO_KEY = Text("内容不是 64 位十六进制密钥", "it does not hold a key of 64 hexadecimal digits")


class KeyUnsafe(CounterError):
    """A key file can be read by others, or is not a key."""

    happened = Text("密钥文件 {file} 不可用：{reason}。", "The key file {file} cannot be used: {reason}.")
    next_step = Text(
        "请恢复备份的密钥，并设为仅本人可读。",
        "Please restore the key from its backup, readable by you only.",
    )

    def __init__(self, path: Path, reason: Text) -> None:
        super().__init__(file=path.name, reason=reason)


def store_key(places: Places) -> bytes:
    """The raw key of the store, made before the store is; never again for a store that is there.

    Raises:
        KeyUnsafe
    """
    path = places.store_key
    if not path.exists():
        if places.store.exists():
            raise KeyUnsafe(path, _GONE)
        write(path, new_key().hex().encode())
    if path.stat().st_mode & 0o077:
        raise KeyUnsafe(path, Text("别人也能读取", "others can read it"))
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        raise KeyUnsafe(path, _NO_KEY) from None
    if len(key) != KEY_BYTES:
        raise KeyUnsafe(path, _NO_KEY)
    return key


def code_key(places: Places) -> KeyInUse:
    """The key that signs codes, made before the store is; another one would disown every slip of this station.

    Raises:
        KeyUnsafe, KeyProblem
    """
    path = places.code_key
    if not path.exists():
        if places.store.exists():
            raise KeyUnsafe(path, _GONE)
        with suppress(FileExistsError):  # another program makes the same station at this moment
            SigningKey.create(path)
    return KeyInUse(path)
