"""Reads vocabulary.toml: facts and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast, get_args

from counter.locale import Text
from counter.rules.problems import nearest
from counter.rules.reading import Pack, Reader
from counter.rules.vocabulary import Choice, Derivation, Document, Fact, FactKind, Proof, Vocabulary

YES_NO = (Choice("yes", Text("是", "yes")), Choice("no", Text("否", "no")))


def read_vocabulary(packs: Iterable[tuple[Pack, Mapping[str, object]]]) -> Vocabulary:
    """The vocabulary of all files: the common one, and the words a jurisdiction adds in its own pack.

    Faults are noted in the pack they stand in; a word that was said before keeps its first meaning.
    """
    documents: dict[str, Document] = {}
    tables: dict[str, Reader] = {}
    for pack, data in packs:
        documents |= {
            code: _document(code, reader) for code, reader in _tables(pack, data, "document", documents)
        }
        tables |= dict(_tables(pack, data, "fact", tables))
    facts = {code: _fact(code, reader, documents) for code, reader in tables.items()}
    for fact in facts.values():
        if fact.derived_from and fact.derived_from not in facts:
            zh, en = (
                f"没有事实“{fact.derived_from}”可供推算。",
                f"There is no fact '{fact.derived_from}' to derive from.",
            )
            tables[fact.code].fault("from", "unknown-fact", zh, en, nearest(fact.derived_from, facts))
        elif fact.derived_from and facts[fact.derived_from].kind != "date":
            zh, en = "只能从日期推算。", "Only a date can be derived from."
            tables[fact.code].fault("from", "wrong-sort", zh, en)
    return Vocabulary(facts, documents)


def _tables(
    pack: Pack, data: Mapping[str, object], kind: str, known: Mapping[str, object]
) -> Iterator[tuple[str, Reader]]:
    """The tables ``[fact.x]`` or ``[document.x]`` of a pack, but for words that exist already."""
    listed = pack.table(data.get(kind, {}), (kind,))
    for code, table in listed.data.items():
        if code in known:
            listed.fault(
                code, "word-twice", f"“{code}”在词汇表中已有。", f"'{code}' is in the vocabulary already."
            )
        else:
            listed.code(code, code)
            yield code, pack.table(table, (kind, code))


def _document(code: str, table: Reader) -> Document:
    proves = table.one_of("proves", get_args(Proof)[1:]) if "proves" in table.data else ""
    document = Document(
        code, table.text(), table.text("issuer"), table.words("states"), table.take("form", str, ""),
        cast("Proof", proves), table.take("covers_several", bool, False),
        table.take("attached", bool, False),
    )  # fmt: skip
    table.done()
    return document


def _fact(code: str, table: Reader, papers: dict[str, Document]) -> Fact:
    kind = cast("FactKind", table.one_of("kind", get_args(FactKind), "choice"))
    derived = table.take("from", str, "")
    derivation = table.one_of("by", get_args(Derivation)) if derived else table.take("by", str, "")
    values = (
        tuple(Choice(paper.code, paper.text) for paper in papers.values())
        if kind == "documents"
        else _values(table)
    )
    if kind == "choice" and not values:
        values = YES_NO
    fact = Fact(
        code, kind, table.text(), values, table.take("optional", bool, False),
        derived or None, cast("Derivation", derivation) if derived else None, table.take("past", bool, False),
    )  # fmt: skip
    if fact.past and kind != "date":
        table.fault("past", "wrong-sort", "只有日期才有过去与将来。", "Only a date can lie in the past.")
    table.done()
    return fact


def _values(table: Reader) -> tuple[Choice, ...]:
    listed = table.take("values", dict, {})
    inner = table.pack.table(listed, (*table.place, "values"))
    choices = []
    for code in listed:
        words = inner.take(code, list, [])
        if len(words) != 2 or not all(isinstance(word, str) and word.strip() for word in words):
            zh, en = (
                f'值“{code}”应写成 ["中文", "English"]。',
                f'Write the value \'{code}\' as ["中文", "English"].',
            )
            inner.fault(code, "text-incomplete", zh, en)
            words = [code, code]
        choices.append(Choice(code, Text(*words)))
    return tuple(choices)
