"""The closed vocabulary: the facts a rule may ask for, their values, and the documents of the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from counter.locale import Text
from counter.rules.problems import BadValue, UnknownWord

Value = str | int | date | frozenset[str]
"""What a fact can be: a code, a number, a date, or a set of codes."""

FactKind = Literal["choice", "number", "date", "documents", "set"]
Derivation = Literal["age", "months", "window"]
Holder = Literal["applicant", "guardian", "agent"]
HOLDERS: tuple[Holder, ...] = ("applicant", "guardian", "agent")
Signer = Literal["applicant", "guardian", "agent", "officer"]
SIGNERS: tuple[Signer, ...] = (*HOLDERS, "officer")
Proof = Literal["", "identity", "relation", "authority"]
"""What a paper proves of a person: who it is, whose guardian or relative, for whom somebody may act; "" is anything else."""

DAYS = (date(1900, 1, 1), date(2199, 12, 31))
"""The first and last day this program can count with; everybody alive was born after the first."""
_MOST = 9999

WANTED: dict[FactKind, Text] = {
    "choice": Text("一个代码", "one code"),
    "number": Text(f"0 至 {_MOST} 的整数", f"a whole number from 0 to {_MOST}"),
    "date": Text(
        f"{DAYS[0]} 至 {DAYS[1]} 之间的日期,如 2026-11-22",
        f"a date from {DAYS[0]} to {DAYS[1]}, such as 2026-11-22",
    ),
    "documents": Text("材料代码,多项用逗号分开", "document codes, several with commas"),
    "set": Text("代码,多项用逗号分开", "codes, several with commas"),
}
"""What a fact of each kind is to be written as."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a fact, with its label."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One word of the vocabulary.

    ``values`` stand in display order. ``optional`` facts are never asked: where they are not given, a condition on
    them does not hold. A derived fact is computed from the fact named in ``derived_from`` when that one is given. A date
    that is ``past`` is of something that has happened: whoever is asked names no day to come.
    """

    code: str
    kind: FactKind
    text: Text
    values: tuple[Choice, ...] = ()
    optional: bool = False
    derived_from: str | None = None
    derivation: Derivation | None = None
    past: bool = False

    def label(self, value: Value) -> Text:
        """The value in words."""
        if isinstance(value, frozenset):
            parts = [self.label(code) for code in sorted(value)]
            return Text("、".join(t.zh for t in parts) or "无", ", ".join(t.en for t in parts) or "none")
        for choice in self.values:
            if choice.code == value:
                return choice.text
        return Text(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of the field: who issues it, what it must state to count, and the form it is printed on here.

    ``form`` is the name of a file in ``data/forms``; "" where the paper comes from elsewhere. No promise stands
    instead of a paper that ``proves`` something of a person. One that ``covers_several`` may be shown once for all who
    live or work together, such as a lease; any other is each person's own. One that is ``attached`` goes with the
    application, as a photo does: no original of it is given back.
    """

    code: str
    text: Text
    issuer: Text
    states: tuple[str, ...] = ()
    form: str = ""
    proves: Proof = ""
    covers_several: bool = False
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts and documents, by code."""

    facts: Mapping[str, Fact]
    documents: Mapping[str, Document]

    def fact(self, code: str) -> Fact:
        """The fact of this code; raises UnknownWord with the nearest one."""
        found = self.facts.get(code)
        if found is None:
            raise UnknownWord(what=Text("事实", "The fact"), word=code, known=self.facts)
        return found

    def read(self, given: Mapping[str, object]) -> dict[str, Value]:
        """Facts as given by a screen or a command line, as values; raises UnknownWord or BadValue."""
        return {code: self.read_one(self.fact(code), value) for code, value in given.items()}

    def read_one(self, fact: Fact, value: object) -> Value:
        """One given value as the fact wants it; raises UnknownWord or BadValue."""
        if fact.kind == "choice":
            word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
            return self._known(fact, word)
        if fact.kind in ("documents", "set"):
            return frozenset(self._known(fact, word) for word in _words(value))
        try:
            return _whole(value) if fact.kind == "number" else _day(value)
        except ValueError:
            raise BadValue(fact=fact.code, value=value, wanted=WANTED[fact.kind]) from None

    def _known(self, fact: Fact, word: str) -> str:
        allowed = self.documents if fact.kind == "documents" else [choice.code for choice in fact.values]
        bare = document_of(word) if fact.kind == "documents" else word
        if bare not in allowed:
            what = Text(f"{fact.text.zh}({fact.code})的值", f"The value of {fact.code}")
            raise UnknownWord(what=what, word=word, known=allowed)
        return word


def document_of(shown: str) -> str:
    """The bare document of something shown: ``guardian.id-card`` is an ``id-card``."""
    holder, dot, code = shown.partition(".")
    return code if dot and holder in HOLDERS else shown


def shown_as(code: str, holder: Holder) -> str:
    """How a document of a holder is named among the things shown; the applicant's own stand bare."""
    return code if holder == "applicant" else f"{holder}.{code}"


def _words(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (word.strip() for word in value.split(",") if word.strip())
    return (str(word) for word in value) if isinstance(value, Iterable) else (str(value),)


def _whole(value: object) -> int:
    if isinstance(value, bool):
        raise ValueError(value)
    number = int(str(value))
    if not 0 <= number <= _MOST:
        raise ValueError(number)
    return number


def _day(value: object) -> date:
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    if not in_days(day):
        raise ValueError(day)
    return day


def in_days(day: date) -> bool:
    """Whether a day is one this program can count with; a moment of a day is none."""
    return not isinstance(day, datetime) and DAYS[0] <= day <= DAYS[1]
