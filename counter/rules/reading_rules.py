"""Reads the packs of jurisdictions: sources, services, and rules of each kind by a closed schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from counter.locale import Text
from counter.rules.model import (
    KINDS,
    Does,
    Jurisdiction,
    Part,
    Rule,
    Service,
    Start,
    Unit,
    Years,
)
from counter.rules.problems import nearest
from counter.rules.reading import Pack, Reader
from counter.rules.reading_conditions import read_condition
from counter.rules.source import Citation, Source, Tag
from counter.rules.vocabulary import HOLDERS, SIGNERS, Proof, Vocabulary, document_of, in_days

_NOWHERE = Source("?", Text("?", "?"), "design")
_LONG_AGO = date(1949, 10, 1)
_MOST_DAYS = 3660
_MOST_FEN = 10_000_000
"""Beyond ten years or a hundred thousand yuan it is a slip of the hand."""

_PROOFS: dict[Proof, Text] = {
    "identity": Text("身份", "who somebody is"),
    "relation": Text("监护或亲属关系", "guardianship or kinship"),
    "authority": Text("代理权限", "the authority of an agent"),
}
"""What a paper may prove that is never taken on trust, in words."""

_Extra = Callable[["PackReader", Reader], dict[str, Any]]


def _documents(reader: PackReader, table: Reader) -> dict[str, Any]:
    papers = table.words("any_of", needed=True)
    reader.check_documents(table, "any_of", papers)
    of = table.one_of("of", HOLDERS, "applicant")
    copies, promise = table.number("copies", 0, 99, 0), table.number("promise", 0, 366, 0)
    if promise:
        reader.check_promise(table, papers)
    return {"any_of": papers, "of": of, "copies": copies, "promise": promise}


def _signature(reader: PackReader, table: Reader) -> dict[str, Any]:
    paper = table.need("paper", str, "")
    reader.check_documents(table, "paper", (paper,) if paper else ())
    return {"paper": paper, "by": table.one_of("by", SIGNERS, "applicant")}


def _fee(_: PackReader, table: Reader) -> dict[str, Any]:
    waivable = table.take("waivable", bool, True)
    if table.data.get("fen") == "local":
        table.taken.add("fen")
        return {"fen": None, "waivable": waivable}
    fen = table.number("fen", 0, _MOST_FEN, 0, needed=True)
    tariff = table.number("tariff", 1, _MOST_FEN, 0)
    if "tariff" in table.data and tariff <= fen:
        zh, en = "减免须少于标准。", "A waiver charges less than the tariff."
        table.fault("tariff", "out-of-range", zh, en)
    if tariff and not waivable:
        zh, en = "不能减免的收费没有减免标准。", "A fee that cannot be waived has no tariff that is waived."
        table.fault("waivable", "no-waiver", zh, en)
    return {"fen": fen, "tariff": tariff, "waivable": waivable}


def _deadline(_: PackReader, table: Reader) -> dict[str, Any]:
    unit = table.one_of("unit", get_args(Unit), needed=True)
    if unit == "on-the-spot":
        for key in table.data.keys() & {"days", "starts", "extension"}:
            table.taken.add(key)
            zh, en = f"现场办结的没有“{key}”。", f"What is done on the spot has no '{key}'."
            table.fault(key, "unknown-key", zh, en)
        return {"days": 0, "unit": unit, "starts": "accepted", "extension": 0}
    days = table.number("days", 1, _MOST_DAYS, 1, needed=True)
    starts = table.one_of("starts", get_args(Start), "accepted", needed=True)
    return {
        "days": days,
        "unit": unit,
        "starts": starts,
        "extension": table.number("extension", 0, _MOST_DAYS, 0),
    }


def _validity(reader: PackReader, table: Reader) -> dict[str, Any]:
    leap = table.one_of("leap", ("month-end", "march-1"), "month-end")
    years, months = table.number("years", 1, 150, 0), table.number("months", 1, 1200, 0)
    if [bool(years), bool(months), table.take("long_term", bool, False)].count(True) != 1:
        zh, en = "years、months、long_term = true 写明其一。", "Say one of years, months or long_term = true."
        table.fault("years", "key-missing", zh, en)
    dated = {
        "starts": table.take("starts", str, "signed-on"),
        "counted_from": table.take("counted_from", str, ""),
    }
    for key, code in dated.items():
        reader.check_fact(table, key, code)
        if code in reader.vocabulary.facts and reader.vocabulary.facts[code].kind != "date":
            zh, en = f"“{code}”不是日期。", f"'{code}' is no date."
            table.fault(key, "wrong-sort", zh, en)
    return {"years": years, "months": months, "leap": leap, **dated}


def _effect(_: PackReader, table: Reader) -> dict[str, Any]:
    deed = table.one_of("deed", get_args(Does), needed=True)
    return {"deed": deed, "years": table.one_of("years", get_args(Years), "")}


def _window(reader: PackReader, table: Reader) -> dict[str, Any]:
    fact = table.need("fact", str, "")
    reader.check_fact(table, "fact", fact)
    months = table.number("months_before", 1, 12, 1, needed=True)
    return {"fact": fact, "months_before": months, "grace_days": table.number("grace_days", 0, _MOST_DAYS, 0)}


_EXTRAS: dict[str, _Extra] = {
    "refusal": lambda _, table: {"remedy": table.text("remedy")},
    "document": _documents,
    "signature": _signature,
    "fee": _fee,
    "deadline": _deadline,
    "collection": lambda _, table: {"final": table.take("final", bool, False)},
    "fingerprint": lambda _, table: {
        "mode": table.one_of("mode", ("none", "register", "verify"), needed=True)
    },
    "validity": _validity,
    "effect": _effect,
    "step": lambda _, table: {"part": table.one_of("part", get_args(Part), needed=True)},
    "window": _window,
}
"""What each kind of rule says beyond what all rules say."""


@dataclass(slots=True)
class PackReader:
    """Reads one jurisdiction's file with the vocabulary and the sources known so far."""

    pack: Pack
    vocabulary: Vocabulary
    sources: dict[str, Source]
    jurisdiction: str = ""

    def read(self, data: object) -> Jurisdiction:
        """The jurisdiction of the file; faults are noted in the pack."""
        top = self.pack.table(data, ())
        head = self.pack.table(top.need("jurisdiction", dict, {}), ("jurisdiction",))
        self.jurisdiction = head.code(head.need("code", str, ""), "code")
        if self.jurisdiction and f"{self.jurisdiction}.toml" != self.pack.file:
            zh, en = "code 与文件名不符。", "The code is not the name of the file."
            head.fault("code", "code-not-file", zh, en)
        text, inherits, values = head.text(), head.take("inherits", str, ""), self._values(head)
        head.done()
        for code, table in top.take("source", dict, {}).items():
            self.sources[code] = _source(code, self.pack.table(table, ("source", code)))
        listed = top.take("service", dict, {})
        top.taken |= {"fact", "document"}  # read with the vocabulary
        top.done()
        services = {code: self._service(code, table) for code, table in listed.items()}
        return Jurisdiction(self.jurisdiction, text, inherits or None, services, self.pack.file, values)

    def _service(self, code: str, data: object) -> Service:
        table = self.pack.table(data, ("service", code))
        table.code(code, "service")
        kinds = {kind: table.take(kind, list, []) for kind in KINDS}
        service = Service(
            jurisdiction=self.jurisdiction, code=code, text=table.text(), source=self._cited(table),
            valid_from=table.need("valid_from", date, _LONG_AGO), valid_to=table.day("valid_to"),
            otherwise=table.text("otherwise"), extends=table.take("extends", str, "") or None,
            abstract=table.take("abstract", bool, False), at_window=table.take("at_window", bool, True),
            refuses_all=table.take("refuses_all", bool, False),
            values=self._values(table), ask=self._asked(table), gives=self._gives(table),
            rules=tuple(self._rule(code, kind, n, row) for kind, rows in kinds.items() for n, row in enumerate(rows)),
            file=self.pack.file,
        )  # fmt: skip
        table.done()
        return service

    def _rule(self, service: str, kind: str, number: int, data: object) -> Rule:
        place = ("service", service, kind, number)
        table = self.pack.table(data, place)
        extra = _EXTRAS[kind](self, table) if kind in _EXTRAS else {}
        valid_from, valid_to = table.need("valid_from", date, _LONG_AGO), table.day("valid_to")
        if valid_to and valid_to < valid_from:
            table.fault(
                "valid_to", "dates-turned", "valid_to 早于 valid_from。", "valid_to is before valid_from."
            )
        when = read_condition(self.pack, (*place, "when"), table.data.get("when"), self.vocabulary)
        table.taken.add("when")
        rule = KINDS[kind](
            jurisdiction=self.jurisdiction, service=service, code=table.code(table.need("code", str, f"{kind}-{number}"), "code"),
            text=table.text(), source=self._cited(table), valid_from=valid_from, valid_to=valid_to, when=when,
            over=table.words("over"), file=self.pack.file, place=place, **extra,
        )  # fmt: skip
        table.done()
        return rule

    def _cited(self, table: Reader) -> Citation:
        """``source = "l663:9"``: the code of a source, and after a colon the article or point."""
        code, colon, place = table.need("source", str, "").partition(":")
        source = self.sources.get(code)
        if colon and not place:
            zh, en = "冒号后应写条款。", "After the colon stands the article or point."
            table.fault("source", "citation-incomplete", zh, en)
        _not_too_early(table, source)
        if source is None and "source" in table.data:
            zh, en = f"没有登记出处“{code}”。", f"There is no source '{code}'."
            table.fault("source", "unknown-source", zh, en, nearest(code, self.sources))
        return (source or _NOWHERE).cited(place)

    def _values(self, table: Reader) -> Mapping[str, tuple[str, ...]]:
        listed = self.pack.table(table.take("values", dict, {}), (*table.place, "values"))
        found = {code: listed.words(code) for code in listed.data}
        for code, words in found.items():
            self.check_fact(listed, code, code)
            fact = self.vocabulary.facts.get(code)
            allowed = [choice.code for choice in fact.values] if fact else list(words)
            if not words:
                listed.fault(code, "list-empty", f"“{code}”不能为空。", f"'{code}' must not be empty.")
            for word in words:
                if document_of(word) not in allowed:
                    zh, en = f"事实“{code}”没有值“{word}”。", f"The fact '{code}' has no value '{word}'."
                    listed.fault(code, "unknown-value", zh, en, nearest(word, allowed))
        return found

    def _asked(self, table: Reader) -> tuple[str, ...]:
        asked = table.words("ask")
        for code in asked:
            self.check_fact(table, "ask", code)
        return asked

    def _gives(self, table: Reader) -> tuple[str, ...]:
        given = table.words("gives")
        singles = [kind for kind, rule in KINDS.items() if rule.single]
        for kind in given:
            if kind not in singles:
                zh, en = (
                    f"gives 中“{kind}”不是单一结果。",
                    f"'{kind}' in gives is not a kind with one result.",
                )
                table.fault("gives", "unknown-word", zh, en, nearest(kind, singles))
        return given

    def check_fact(self, table: Reader, key: str, code: str) -> None:
        """Notes a fact that the vocabulary does not have."""
        if code and code not in self.vocabulary.facts:
            zh, en = f"词汇表中没有事实“{code}”。", f"The vocabulary has no fact '{code}'."
            table.fault(key, "unknown-fact", zh, en, nearest(code, self.vocabulary.facts))

    def check_documents(self, table: Reader, key: str, papers: tuple[str, ...]) -> None:
        """Notes documents that the vocabulary does not have, and lists without any."""
        for paper in papers:
            if paper not in self.vocabulary.documents:
                zh, en = f"词汇表中没有材料“{paper}”。", f"The vocabulary has no document '{paper}'."
                table.fault(key, "unknown-document", zh, en, nearest(paper, self.vocabulary.documents))
        if key in table.data and not papers:
            table.fault(key, "list-empty", f"“{key}”不能为空。", f"'{key}' must not be empty.")

    def check_promise(self, table: Reader, papers: tuple[str, ...]) -> None:
        """Notes a promise instead of what proves who somebody is, or for whom he acts: those are never taken on trust."""
        known = self.vocabulary.documents
        for paper in (known[code] for code in papers if code in known):
            if paper.proves:
                proof, zh, en = _PROOFS[paper.proves], paper.text.zh, paper.text.en
                table.fault(
                    "promise", "promise-instead-of-proof",
                    f"“{zh}”证明{proof.zh},不适用告知承诺。",
                    f"No promise stands instead of the {en}: it proves {proof.en}.",
                )  # fmt: skip
                return


def _not_too_early(table: Reader, source: Source | None) -> None:
    """Notes a rule that stands on a source from before the source was there."""
    first = table.data.get("valid_from")
    if source and source.since and isinstance(first, date) and in_days(first) and first < source.since:
        zh = f"出处“{source.code}”自 {source.since} 起才有。"
        en = f"The source '{source.code}' is there since {source.since} only."
        table.fault("valid_from", "cited-too-early", zh, en)


def _source(code: str, table: Reader) -> Source:
    kind = table.one_of("kind", ("notice", "law"), "notice")
    tag = cast("Tag", table.one_of("tag", get_args(Tag), "found", needed=True))
    source = Source(code, table.text(), tag, "law" if kind == "law" else "notice", table.day("since"))
    table.done()
    return source
