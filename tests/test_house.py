"""What the house asks of its own code, where no linter asks it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from counter import screens, widgets

ROOT = Path(__file__).resolve().parent.parent
WAIVED = re.compile(r"#\s*(ruff: noqa|noqa|type: ignore|pragma: no cover)")
REASONED = re.compile(
    r"#\s*(?:ruff: )?noqa: [A-Z]+\d+(?:, [A-Z]+\d+)* - \w|# type: ignore\[[\w-]+(?:,\s*[\w-]+)*\]\s+# \w"
)


def test_every_waived_check_tells_its_code_and_its_reason() -> None:
    """``# noqa: CODE - reason``, ``# type: ignore[code]  # reason``."""
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "counter").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if WAIVED.search(line) and not REASONED.search(line)
    ]
    assert not bare


def test_the_pattern_of_a_reason_knows_one_from_none() -> None:
    good = (
        "x  # noqa: S101 - made in on_mount",
        "# ruff: noqa: PLC0415 - late",
        "x  # type: ignore[misc]  # untyped",
    )
    poor = (
        "x  # noqa",
        "x  # noqa: S101",
        "x  # type: ignore",
        "x  # type: ignore[misc]",
        "# ruff: noqa: D",
        "#noqa:E1 - a",
    )
    assert all(WAIVED.search(line) and REASONED.search(line) for line in good)
    assert all(WAIVED.search(line) and not REASONED.search(line) for line in poor)


def _classes() -> Iterator[type]:
    for room in (screens, widgets):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            module = importlib.import_module(found.name)
            yield from (one for one in vars(module).values() if isinstance(one, type))


def test_no_page_and_no_face_lacks_what_its_base_leaves_to_it() -> None:
    """Textual's metaclass is not Python's for abstract classes: it would open such a page, and fail under a key."""
    ours = {one for one in _classes() if one.__module__.startswith("counter.")}
    lacking = {
        f"{one.__module__}.{one.__name__}.{name}"
        for one in ours
        if not any(one in other.__mro__[1:] for other in ours)
        for name in dir(one)
        if getattr(getattr(one, name, None), "__isabstractmethod__", False)
    }
    assert not lacking


def test_nothing_waits_for_a_key_to_say_that_it_was_never_written() -> None:
    unwritten = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "counter").rglob("*.py"))
        if "NotImplementedError" in path.read_text(encoding="utf-8")
    ]
    assert not unwritten
