"""Papers printed to be read and signed: on the record like every sheet, and void as soon as what they tell changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counter.desk import laying
from counter.desk.agents_number import number_of_agent
from counter.desk.find import the_sheet
from counter.desk.form_words import SIGNERS, words_of_case
from counter.desk.intake_views import IntakeView
from counter.desk.laying import About, reserving, send
from counter.desk.look import Look, look, signature_key
from counter.desk.papers import signed, with_remark
from counter.desk.rights import demand
from counter.desk.sheets import ReasonMissing
from counter.desk.signing_papers import (
    AT_HOME,
    filled,
    form_of,
    home_sheet,
    home_words,
    outdated,
    standing_sheet,
    unknown,
)
from counter.desk.slip import MovedMeanwhile
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import NotAtThisStage, Window
from counter.errors import Refused
from counter.locale import Text
from counter.printing.paper import Paper
from counter.rules.answer import Signature
from counter.store import cases
from counter.store.engine import Db
from counter.store.store import Acting
from counter.values.person_name import PersonName
from counter.values.remark import remark
from counter.workflows.application import Stage
from counter.workflows.slip import Sheet, SheetAct

CHANGED = "内容已变更"
"""Why a sheet is void whose words are not those of the case any more."""


class NoWordsHere(Refused):
    """The words of this paper are not known here; it comes from elsewhere."""

    happened = Text("“{paper}”不由本程序打印。", "{paper} is not printed by this program.")
    next_step = Text(
        "请使用现成的表格，看过再签。", "Please use the ready-made form; let it be read, then signed."
    )


class FieldsUnknown(Refused):
    """The form needs something that nobody has said."""

    happened = Text("“{paper}”还缺：{fields}。", "{paper} still lacks: {fields}.")
    kept = Text("没有用掉编号。", "No serial was used.")
    next_step = Text(
        "请补登这些内容再打印，或使用现成的表格。",
        "Please fill these in and print, or use the ready-made form.",
    )


class AllPrinted(Refused):
    """Every paper that can be printed has its sheet."""

    happened = Text("要签的都打印过了。", "Everything to be signed was printed.")
    next_step = Text("要重打某一份的，请写明原因。", "To print one again, give the reason.")


@dataclass(frozen=True, slots=True)
class _Ready:
    """A sheet about to be laid: its page, the fact that will name it, and the sheet whose place it takes."""

    paper: Paper
    fact: str
    key: str
    kept: tuple[str, ...]
    """What is kept with the serial: a fingerprint of the words, and who was named as signing."""
    old: cases.Sheet | None
    reason: str = ""


class Letters(Window):
    """Verbs about papers before they are signed."""

    __slots__ = ()

    def print_papers(
        self, session: Session, case_id: str, names: Mapping[str, str] | None = None
    ) -> IntakeView:
        """Print everything that is still to be signed and has no sheet, one after the other; each serial before its sheet.

        ``names`` are those who sign besides the applicant: ``{"guardian": …, "agent": …}``. Papers that lack something are
        told behind those that could be printed.

        Raises:
            AllPrinted, FieldsUnknown, and whatever ``print_paper`` raises
        """
        with self.bench.store.reading() as db:
            seen = self._to_be_signed(db, case_id)
            wanting = [s for s in seen.unsigned if standing_sheet(seen, db, signature_key(s)) is None]
        keys = [signature_key(one) for one in wanting if form_of(self.bench, one.paper)]
        if not wanting or not seen.unsigned:
            raise AllPrinted
        if not keys:
            raise NoWordsHere(paper=self._title(wanting[0].paper))
        lacking: list[FieldsUnknown] = []
        for key in keys:
            try:
                self.print_paper(session, case_id, key, names)
            except FieldsUnknown as problem:
                lacking.append(problem)
        if lacking:
            raise lacking[0]
        return self._view(case_id)

    def print_paper(
        self,
        session: Session,
        case_id: str,
        key: str,
        names: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> IntakeView:
        """Print one paper so that it can be read before it is signed; serial first, then the printer.

        One that came out is replaced only for a ``reason``, and is void from the same moment, with the signature on it.

        Raises:
            NoSuchChoice, NotAtThisStage, NoWordsHere, FieldsUnknown, ReasonMissing, NameMissing
            PrinterNotReady, MissingGlyphs, DoesNotFit: no serial was used.
            PrinterProblem: the serial is reserved; ``resend_paper`` or ``paper_out``.
            NotNow: the sheet before is in the printer.
        """
        demand(session.clerk, "draft")
        known, why = _names(names), remark(reason)
        with self.bench.store.reading() as db:
            seen = self._to_be_signed(db, case_id)
            signature, old = wanted(seen, key), standing_sheet(seen, db, key)
            paper = self._filled(session, seen, db, signature, known)
        if old is not None and old.state != Sheet.OUT:
            send(self.bench, session, old.serial)
            return self._view(case_id)
        if old is not None and not why:
            raise ReasonMissing
        kept = (seen.paper_words, known.get(signature.by, ""))
        return self._lay(session, seen, _Ready(paper, "letters", key, kept, old, why))

    def print_for_home(
        self, session: Session, case_id: str, document: str, names: Mapping[str, str] | None = None
    ) -> IntakeView:
        """Print a missing paper with what is known, such as a power of attorney, to be filled in and signed at home.

        Raises:
            NoSuchChoice: it is not missing here. NoWordsHere, FieldsUnknown, NotAtThisStage, NotACitizenNumber
            AgentIsApplicant: the number of the agent is the applicant's own.
            PrinterNotReady, PrinterProblem, MissingGlyphs, DoesNotFit
        """
        demand(session.clerk, "draft")
        known = _names(names)
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, case_id)
            if number := known.get("agent-number"):
                known["agent-number"] = number_of_agent(number, seen.person, self.bench.clock.today())
            if seen.stage not in AT_HOME:
                raise NotAtThisStage(seen.stage)
            if document not in {code for one in seen.missing for code in one.any_of}:
                raise NoSuchChoice(key=document[:40])
            old = home_sheet(seen, db, document)
            paper = self._filled(session, seen, db, document, known)
        if old is not None and old.state != Sheet.OUT:
            send(self.bench, session, old.serial)
            return self._view(case_id)
        ready = _Ready(paper, "taken-home", document, (home_words(seen),), old, "另打一份" if old else "")
        return self._lay(session, seen, ready)

    def resend_paper(self, session: Session, case_id: str, key: str) -> IntakeView:
        """No paper came: send the same sheet once more.

        Raises:
            NoSuchChoice, NotNow: the printer took it already.
        """
        demand(session.clerk, "draft")
        with self.bench.store.reading() as db:
            serial = _printed(look(self.bench, db, case_id), key)
        send(self.bench, session, serial)
        return self._view(case_id)

    def paper_out(
        self, session: Session, case_id: str, key: str, *, good: bool, reason: str = ""
    ) -> IntakeView:
        """Say whether the paper came out; one that did not is void at once, and can be printed anew.

        Raises:
            NoSuchChoice, NotNow: it was said before. RemarkHasHiddenCharacter
        """
        said = remark(reason)
        with self._acting(session, case_id, *Stage) as (act, seen):
            laying.settle(act, the_sheet(act.db, _printed(seen, key)), good=good, reason=said)
        return self._view(case_id)

    def _lay(self, session: Session, seen: Look, ready: _Ready) -> IntakeView:
        """Reserve the serial, note which words it bears, void the sheet before, send."""
        at, case, old = self.bench.clock.now(), seen.case.id, ready.old
        paper = with_remark(ready.paper, laying.replacing_remark(old, at)) if old else ready.paper
        laying.ready(self.bench, paper.form)
        name = seen.person.name if seen.person else ""
        about = About(case, name, old.serial if old else "", ready.reason)
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            if look(self.bench, act.db, case).case.touched != seen.case.touched:
                raise MovedMeanwhile
            if old is not None:
                laying.move(act, the_sheet(act.db, old.serial), SheetAct.VOID, reason=ready.reason)
            self._note(act, case, {ready.fact: {ready.key: [laid.paper.serial, *ready.kept]}})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return self._view(case)

    def _void_outdated(self, act: Acting, seen: Look) -> None:
        """Void the sheets that say what is not so any more."""
        for sheet in outdated(seen, act.db):
            if sheet.state in {Sheet.RESERVED, Sheet.SENT}:
                laying.move(act, sheet, SheetAct.SPOIL, reason=CHANGED)
            laying.move(act, the_sheet(act.db, sheet.serial), SheetAct.VOID, reason=CHANGED)

    def _to_be_signed(self, db: Db, case_id: str) -> Look:
        seen = look(self.bench, db, case_id)
        if seen.stage is not Stage.SIGNATURES:
            raise NotAtThisStage(seen.stage)
        return seen

    def _filled(
        self, session: Session, seen: Look, db: Db, paper: Signature | str, names: Mapping[str, str]
    ) -> Paper:
        """A paper to be signed, or one for home, with the words of its case.

        Raises:
            NoWordsHere, FieldsUnknown
        """
        document, by = (paper, "applicant") if isinstance(paper, str) else (paper.paper, paper.by)
        form, at = form_of(self.bench, document), self.bench.clock.now()
        if form is None:
            raise NoWordsHere(paper=self._title(document))
        words = {
            **words_of_case(seen, db, at, names),
            **signed(self.bench, session, at),
            "signer": SIGNERS[by],
        }
        page = filled(seen, form, words)
        if lacks := unknown(form, page):
            fields = Text("、".join(text.zh for text in lacks), ", ".join(text.en for text in lacks))
            raise FieldsUnknown(paper=self._title(document), fields=fields)
        return page

    def _title(self, document: str) -> Text:
        return self.bench.rules.vocabulary.documents[document].text


def wanted(seen: Look, key: str) -> Signature:
    """The paper to be signed that is meant.

    Raises:
        NoSuchChoice
    """
    for signature in seen.answer.signatures if seen.answer else ():
        if signature_key(signature) == key:
            return signature
    raise NoSuchChoice(key=key[:40])


def _names(names: Mapping[str, str] | None) -> dict[str, str]:
    """Who stands here besides the applicant; a name that was not said is left out.

    Raises:
        NameTooLong, NameHasHiddenCharacter
    """
    given = {who: name for who, name in (names or {}).items() if name.strip()}
    return {
        who: name.strip() if who == "agent-number" else PersonName.parse(name).text
        for who, name in given.items()
    }


def _printed(seen: Look, key: str) -> str:
    """The serial of a paper that was printed to be signed, here or at home.

    Raises:
        NoSuchChoice
    """
    sheets = {**seen.facts.get("taken-home", {}), **seen.facts.get("letters", {})}
    if key not in sheets:
        raise NoSuchChoice(key=key[:40])
    return str(sheets[key][0])
