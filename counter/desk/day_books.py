"""The books of a day as plain values, and what does not add up between them and what was counted by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from counter.locale import Text
from counter.values.money import in_yuan

_DIGITS = re.compile(r"([A-Z-]*)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Books:
    """The books of one day; amounts in fen, ``printed`` by form, ``gaps`` receipt numbers that nobody used."""

    accepted: int
    refused: int
    waiting: int
    collected: int
    printed: dict[str, int]
    voided: int
    stamped: int
    unresolved: int
    """Sheets of which nobody said whether they came out."""
    unsettled: int
    """Accepted applications without a receipt in the citizen's hand."""
    fees: int
    fen: int
    returned: int
    returned_fen: int
    first_receipt: str
    last_receipt: str
    gaps: tuple[str, ...]
    waived: int = 0
    waived_fen: int = 0
    unwaived: int = 0
    """Waivers of earlier days that were withdrawn on this one."""
    waivers: tuple[tuple[str, int, str, str, str, str], ...] = ()
    """Each as application, fen, ground, reason, clerk, second person."""
    sealed: int = 0
    """Sheets that bear a seal, as they were recorded; ``stamped`` are the lines of the ledger."""
    untold: tuple[str, ...] = ()
    """The serials of the first of the sheets of which nobody said whether they came out."""

    @property
    def cash(self) -> int:
        """What must be in the till, in fen."""
        return self.fen - self.returned_fen


@dataclass(frozen=True, slots=True)
class DayView:
    """A day: its books now, and if it is closed, by whom and with which explanation.

    What happens after a day was closed belongs to the next one that is not: closed books do not change.
    """

    day: date
    books: Books
    cash: int
    closed_at: datetime | None = None
    clerk: str = ""
    second: str = ""
    reason: str = ""
    differences: tuple[Text, ...] = ()
    unclosed: tuple[date, ...] = ()
    """The days that are to be closed, the earliest first: each before today on which something happened, and today."""
    printed: tuple[tuple[Text, int], ...] = ()
    """The sheets of the books by the title of their form."""


def differences(books: Books, cash: int, spoiled: int) -> Iterator[Text]:
    """Everything that does not add up."""
    if cash != books.cash:
        yield Text(
            f"实点现金 {in_yuan(cash)}，账面 {in_yuan(books.cash)}",
            f"{cash / 100:.2f} yuan counted, {books.cash / 100:.2f} in the books",
        )
    if spoiled != books.voided:
        yield Text(
            f"打坏作废的纸实点 {spoiled} 张，账面 {books.voided} 张",
            f"spoiled or void sheets: {spoiled} counted, {books.voided} in the books",
        )
    if books.gaps:
        listed = "、".join(books.gaps)
        yield Text(f"票据缺号 {listed}", f"receipt numbers not accounted for: {listed}")
    if books.unresolved:
        more = "……" if books.unresolved > len(books.untold) else ""
        yield Text(
            f"{books.unresolved} 张纸未登记是否出纸：{'、'.join(books.untold)}{more}",
            f"sheets without their outcome, {books.unresolved}: {', '.join(books.untold)}{more}",
        )
    if books.sealed != books.stamped:
        yield Text(
            f"盖章的纸 {books.sealed} 张，用印登记 {books.stamped} 次",
            f"sealed sheets: {books.sealed}, lines in the seal ledger: {books.stamped}",
        )
    if books.unsettled:
        yield Text(
            f"{books.unsettled} 件已受理而回执未交", f"accepted without a receipt in hand: {books.unsettled}"
        )


_MOST_GAPS = 50


def gaps(numbers: Iterable[str]) -> Iterator[str]:
    """Receipt numbers between the first and the last of a series that nobody used; a series shares letters and length."""
    series: dict[tuple[str, int], list[int]] = {}
    for number in numbers:
        if (read := _DIGITS.fullmatch(number)) is not None:
            series.setdefault((read[1], len(read[2])), []).append(int(read[2]))
    told = 0
    for (letters, length), used in sorted(series.items()):
        known, place = set(used), min(used)
        while place < max(used) and told < _MOST_GAPS:
            if place not in known:
                told += 1
                yield f"{letters}{place:0{length}d}"
            place += 1
