"""The parts that characters are made of, and the parts of those, for whoever can see a character but not say it.

The table (data/codes/parts.txt) has a line per part: the part, then the characters that show it beside or around their radical.
The radical of a character is a part of it too, in whatever form it is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

Part = int | str
"""What may be asked for: the number of a radical, which stands for all its forms, or a character that is no radical."""

LOOKALIKES = {"月": 130, "阝": 163, "日": 73, "曰": 72, "匚": 23, "匸": 22, "夂": 35, "夊": 34}
"""Forms that two radicals share or that an eye does not tell apart: the moon and the flesh, the two ears."""


def meant(part: str, radicals: Mapping[str, int]) -> frozenset[Part]:
    """What a typed part may stand for."""
    number = radicals.get(part)
    if number is None:
        return frozenset({part})
    return frozenset({number, LOOKALIKES.get(part, number)})


def containing(
    path: Path, radicals: Mapping[str, int], own: Mapping[str, frozenset[int]]
) -> Mapping[Part, frozenset[str]]:
    """Which of the characters in ``own`` hold a part, at any depth; ``own`` has the radicals of each."""
    shown = _table(path)
    held: dict[str, frozenset[Part]] = {}

    def within(text: str) -> frozenset[Part]:
        if text not in held:
            held[text] = frozenset({radicals.get(text, text)}) | own.get(text, frozenset())
            held[text] = held[text].union(*(within(part) for part in shown.get(text, ())))
        return held[text]

    found: dict[Part, set[str]] = defaultdict(set)
    for text in own:
        for part in within(text):
            found[part].add(text)
    return {part: frozenset(texts) for part, texts in found.items()}


def _table(path: Path) -> dict[str, list[str]]:
    """The parts of each character as the table has them."""
    shown: dict[str, list[str]] = defaultdict(list)
    for part, texts in _lines(path):
        for text in texts:
            shown[text].append(part)
    return shown


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            part, _, texts = line.partition(" ")
            yield part, texts
