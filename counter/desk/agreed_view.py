"""Views of what is agreed and taken at the window: signatures, fee, fingers, the way of collection, originals still here."""

from __future__ import annotations

from collections.abc import Iterator

from counter.desk.agreed_views import (
    CollectionChoice,
    FeeView,
    FingersView,
    FingerView,
    SignatureView,
    WayView,
)
from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.demand_views import HomePaperView
from counter.desk.look import LADDER, Look, signature_key
from counter.desk.signing_papers import AT_HOME, form_of, home_sheet, standing_sheet
from counter.locale import Term, Text
from counter.rules.vocabulary import document_of
from counter.store.engine import Db
from counter.values.citizen_number import mask
from counter.values.finger_code import FINGERS_OF, HANDS, FingerCode
from counter.values.typography import marked
from counter.workflows.fingers import Outcome
from counter.workflows.slip import Sheet

_MODES = {"by-agent": "agent", "by-mail": "mail"}
"""Ways of collection in the rules that stand for a mode of their own; every other one means the applicant in person."""
_NO_FEE = Text("现在的答案下没有收费规定", "with these answers no rule charges anything")
_OF = {"guardian": Text("监护人", "guardian's"), "agent": Text("代办人", "agent's")}
_RESULTS = frozenset(Outcome)


def signatures(seen: Look, db: Db) -> Iterator[SignatureView]:
    """What is to be signed, by whom, and who has; a paper that was printed for these very words shows its sheet."""
    signed, documents = seen.signed, seen.bench.rules.vocabulary.documents
    for signature in seen.answer.signatures if seen.answer else ():
        key = signature_key(signature)
        paper, text, source = documents[signature.paper].text, signature.text, signature.source.text
        sheet, known = standing_sheet(seen, db, key), form_of(seen.bench, signature.paper) is not None
        yield SignatureView(
            key=key,
            paper=paper,
            by=signature.by,
            text=marked(text),
            source=marked(source),
            signed=signed.get(key, ""),
            printable=known,
            sheet=sheet_view(seen.bench, sheet) if sheet else None,
            wanted=known and seen.bench.settings.station.print_to_sign,
        )


def to_take(seen: Look, db: Db) -> Iterator[HomePaperView]:
    """The missing papers that can be printed to be signed at home, and those of which nobody said yet whether they came out."""
    documents = seen.bench.rules.vocabulary.documents
    missing = seen.missing if seen.stage in AT_HOME else ()
    wanted = {code for demand in missing for code in demand.any_of if form_of(seen.bench, code)}
    for code in sorted(wanted | set(seen.facts.get("taken-home", {}))):
        sheet = home_sheet(seen, db, code)
        if code in wanted or (sheet and sheet.state in {Sheet.RESERVED, Sheet.SENT}):
            yield HomePaperView(code, documents[code].text, sheet_view(seen.bench, sheet) if sheet else None)


def fee(seen: Look) -> FeeView | None:
    """What is charged; a fee that is in the till shows even where the rules do not ask for one any more."""
    charged = seen.answer.fee if seen.answer else None
    taken = seen.fee if seen.fee and not seen.fee.returned else None
    receipt, fen = (taken.receipt, taken.fen) if taken else ("", 0)
    if charged is None:
        return FeeView(0, _NO_FEE, _NO_FEE, receipt, fen) if taken else None
    text, basis = marked(charged.text), marked(charged.basis)
    waiver = seen.waiver if seen.owing.waived else None
    return FeeView(
        charged.fen,
        text,
        basis,
        receipt,
        fen,
        seen.owing.unpublished,
        reduction=seen.owing.reduction,
        waived=seen.owing.waived,
        exempt=seen.owing.exempt,
        approved_by=waiver.second if waiver else "",
        reason=waiver.reason if waiver else "",
        ground=waiver.ground if waiver else "",
        waivable=charged.waivable,
    )


def fingers(seen: Look) -> FingersView | None:
    """The ladder with every finger on it; None where no fingerprints are taken."""
    if seen.answer is None or seen.answer.fingerprint == "none":
        return None
    stand, reader = seen.ladder, seen.bench.reader
    return FingersView(
        mode=seen.answer.fingerprint,
        ask=stand.ask,
        places=stand.places,
        fingers=tuple(_finger(seen, code) for hand in HANDS for code in FINGERS_OF[hand]),
        reader=reader.name if reader else None,
        pass_mark=LADDER.pass_mark,
        again="stopped" in seen.facts or bool(seen.facts.get("skipped")),
    )


def _finger(seen: Look, code: FingerCode) -> FingerView:
    presses = [press for press in seen.taken if press.finger == code and press.result in _RESULTS]
    good = next((press for press in presses if press.result == Outcome.REGISTERED), None)
    if good is not None:
        return FingerView(code, "registered", len(presses), good.quality)
    quality, ask = presses[-1].quality if presses else None, seen.ladder.ask
    if ask is not None and ask.finger == code:
        return FingerView(code, "asked", len(presses), quality)
    if str(int(code)) in seen.facts.get("skipped", {}):
        return FingerView(code, "skipped", len(presses), quality)
    return FingerView(code, "tried" if presses else "untouched", len(presses), quality)


def ways(seen: Look) -> Iterator[WayView]:
    """The ways of collection the rules have, in their words."""
    for way in seen.answer.collection if seen.answer else ():
        settles = _MODES.get(way.mode, "self")
        yield WayView(way.mode, marked(way.text), way.final, marked(way.source.text), settles)


def modes(seen: Look) -> tuple[str, ...]:
    """The ways of collection that can be settled now: the one that was answered, else those the rules have.

    Where fingerprints are registered, an agent who is registered at intake may collect.
    """
    if seen.answer is None:
        return ()
    if asked := seen.facts.get("answers", {}).get("collect-by", ""):
        return (str(asked),)
    told = {"self", *(way.settles for way in ways(seen))}
    if seen.answer.fingerprint == "register":
        told.add("agent")
    return tuple(mode for mode in ("self", "agent", "mail") if mode in told)


def collection(seen: Look) -> CollectionChoice | None:
    """The way of collection that was settled; the agent's number is masked."""
    chosen = seen.facts.get("collection")
    if not chosen:
        return None
    return CollectionChoice(chosen["mode"], chosen["agent"], mask(chosen["agent-number"]), chosen["address"])


def here(seen: Look) -> Iterator[Text]:
    """Originals that lie on the counter, in words."""
    return (paper_named(seen.bench, paper.paper) for paper in seen.papers if not paper.settled)


def paper_named(bench: Bench, shown: str) -> Term:
    """A document as it is shown, in words; one of the guardian or the agent says whose it is."""
    text, whose = bench.rules.vocabulary.documents[document_of(shown)].text, _OF.get(shown.partition(".")[0])
    if whose is None:
        return Term(text.zh, text.en, (shown,))
    return Term(f"{text.zh}（{whose.zh}）", f"{text.en} ({whose.en})", (shown,))
