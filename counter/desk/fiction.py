"""Fictional permit holders for training and tests: the same seed gives the same people, and none of them exists."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from counter.rules.periods import add_months, add_years
from counter.values.citizen_number import check_digit
from counter.values.permit import PermitKind, PermitState

_YOUNGEST = date(2010, 1, 1)
"""Births count back from here and not from today, so that a person keeps the number on every day."""
_STATES = [PermitState.VALID] * 17 + [PermitState.LAPSED, PermitState.CANCELLED, PermitState.REVOKED]


@dataclass(frozen=True, slots=True)
class Fiction:
    """A maker of people out of the words in data/training/fiction.toml and in the folder of a station beside it."""

    words: dict[str, Any]
    today: date
    seed: int

    @classmethod
    def load(cls, data: Path, today: date, seed: int = 1, own: Path | None = None) -> Fiction:
        """Read the words; those in the folder of a training station of its ``own`` stand for the general ones."""
        files = [data / "training" / "fiction.toml", *([own / "fiction.toml"] if own else [])]
        words: dict[str, Any] = {}
        for file in files:
            if file.exists():
                words |= tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(words, today, seed)

    def holders(self, count: int) -> Iterator[dict[str, str]]:
        """``count`` rows of an extract; one in eight has a name that programs stumble over."""
        dice = random.Random(self.seed)  # noqa: S311 - people of fiction need no secrets
        seen: set[str] = set()
        for one in self.words["people"][:count]:
            seen.add(one["number"])
            yield self._known(one)
        while len(seen) < count:
            row = self._holder(dice, len(seen))
            if row["number"] not in seen:
                seen.add(row["number"])
                yield row

    def _known(self, one: dict[str, Any]) -> dict[str, str]:
        until = self.today + timedelta(days=one["endorsed_in_days"])
        issued = add_years(until, -2)
        until = add_years(issued, 2)
        row = {key: value for key, value in one.items() if key != "endorsed_in_days"}
        dates = {"issued": issued.isoformat(), "endorsed_until": until.isoformat()}
        return row | dates | {"permit_number": f"{one['number'][:6]}{issued:%Y%m%d}0{one['number'][14:17]}"}

    def _holder(self, dice: random.Random, place: int) -> dict[str, str]:
        name, ethnic, sex = self._name(dice, place)
        birth = _YOUNGEST - timedelta(days=dice.randrange(0, 64 * 365))
        issued = self.today - timedelta(days=dice.randrange(30, 1400))
        state = dice.choice(_STATES)
        issued, until = self._endorsed(dice, issued) if dice.random() >= 0.06 else self._missed(dice, issued)
        origin = dice.choice(self.words["origins"])
        return {
            "name": name,
            "number": self._number(dice, origin["code"], birth, sex),
            "sex": sex,
            "ethnic": ethnic,
            "birth": birth.isoformat(),
            "household_address": origin["address"].format(n=dice.randrange(1, 999)),
            "residence_address": dice.choice(self.words["residences"]).format(n=dice.randrange(1, 999)),
            "permit_kind": dice.choice(list(PermitKind)).value,
            "permit_number": f"{origin['code']}{issued:%Y%m%d}{place % 10000:04d}",
            "issued": issued.isoformat(),
            "endorsed_until": until.isoformat(),
            "state": state.value,
        }

    def _endorsed(self, dice: random.Random, issued: date) -> tuple[date, date]:
        """A permit in order runs to the next anniversary of its issue; half of those in the last month have the one after."""
        years = next(year for year in range(1, 9) if add_years(issued, year) > self.today)
        last_month = add_months(add_years(issued, years), -1) <= self.today
        return issued, add_years(issued, years + (dice.random() < 0.5 and last_month))

    def _missed(self, dice: random.Random, issued: date) -> tuple[date, date]:
        """A permit that was not endorsed at an anniversary of its issue up to 300 days ago."""
        until = self.today - timedelta(days=dice.randrange(1, 300))
        issued = add_years(until, -max(1, (self.today - issued).days // 365))
        return issued, add_years(issued, until.year - issued.year)

    def _name(self, dice: random.Random, place: int) -> tuple[str, str, str]:
        words, kind = self.words, place % 16
        sex = dice.choice(["male", "female"])
        if kind == 3:
            one = dice.choice(words["minority"])
            return one["name"], one["ethnic"], one["sex"]
        given = "".join(dice.sample(words["given"], dice.choice([1, 2])))
        if kind == 7:
            return dice.choice(words["double_surnames"]) + given, "01", sex
        if kind == 11:
            given = dice.choice(words["rare_given"])
        return dice.choice(words["surnames"]) + given, "01", sex

    def _number(self, dice: random.Random, county: str, birth: date, sex: str) -> str:
        order = dice.randrange(0, 499) * 2 + (1 if sex == "male" else 0)
        first = f"{county}{birth:%Y%m%d}{order:03d}"
        return first + check_digit(first)
