"""Papers printed to be read and signed at the window: on the record like every sheet, and void when the answers change."""

from __future__ import annotations

from counter.desk import laying
from counter.desk.application_views import IntakeView
from counter.desk.find import the_sheet
from counter.desk.laying import About, reserving, send
from counter.desk.letter_paper import can_print, letter_paper
from counter.desk.look import Look, look, signature_key
from counter.desk.rights import demand
from counter.desk.slip import MovedMeanwhile
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import NotAtThisStage, Window
from counter.errors import Refused
from counter.locale import Text
from counter.rules.answer import Signature
from counter.values.remark import remark
from counter.workflows.application import Stage
from counter.workflows.slip import SheetAct


class NoWordsHere(Refused):
    """The words of this paper are not known here; it comes from elsewhere."""

    happened = Text("“{paper}”不由本程序打印。", "{paper} is not printed by this program.")
    next_step = Text(
        "请使用现成的表格，看过再签。", "Please use the ready-made form; let it be read, then signed."
    )


class Letters(Window):
    """Verbs about papers before they are signed."""

    __slots__ = ()

    def print_paper(self, session: Session, case_id: str, key: str) -> IntakeView:
        """Print a paper so that it can be read before it is signed; serial first, then the printer.

        Raises:
            NoSuchChoice, NotAtThisStage, NoWordsHere
            PrinterNotReady, MissingGlyphs, DoesNotFit: no serial was used.
            PrinterProblem: the serial is reserved; ``resend_paper`` or ``paper_out``.
        """
        demand(session.clerk, "draft")
        at = self.bench.clock.now()
        with self.bench.store.reading() as db:
            seen = look(self.bench, db, case_id)
        if seen.stage is not Stage.SIGNATURES:
            raise NotAtThisStage(seen.stage)
        signature = wanted(seen, key)
        if not can_print(seen, signature):
            raise NoWordsHere(paper=self.bench.rules.vocabulary.documents[signature.paper].text.zh)
        paper = letter_paper(seen, session, signature, at)
        laying.ready(self.bench)
        about = About(case_id, seen.person.name if seen.person else "")
        with reserving(self.bench, session, paper, about, at) as (act, laid):
            if look(self.bench, act.db, case_id).case.touched != seen.case.touched:
                raise MovedMeanwhile
            self._note(act, case_id, {"letters": {key: [laid.paper.serial, seen.read_words]}})
        send(self.bench, session, laid.paper.serial, laid.pdf)
        return self._view(case_id)

    def resend_paper(self, session: Session, case_id: str, key: str) -> IntakeView:
        """No paper came: send the same sheet once more.

        Raises:
            NoSuchChoice, NotNow: the printer took it already.
        """
        demand(session.clerk, "draft")
        with self.bench.store.reading() as db:
            serial = _letter(look(self.bench, db, case_id), key)
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
        with self._acting(session, case_id) as (act, seen):
            serial = _letter(seen, key)
            what = SheetAct.COME_OUT if good else SheetAct.SPOIL
            laying.move(act, the_sheet(act.db, serial), what, reason=said)
            if not good:
                laying.move(act, the_sheet(act.db, serial), SheetAct.VOID, reason=said)
        return self._view(case_id)


def wanted(seen: Look, key: str) -> Signature:
    """The paper to be signed that is meant.

    Raises:
        NoSuchChoice
    """
    for signature in seen.answer.signatures if seen.answer else ():
        if signature_key(signature) == key:
            return signature
    raise NoSuchChoice(key=key[:40])


def _letter(seen: Look, key: str) -> str:
    """The serial of a paper that was printed to be signed.

    Raises:
        NoSuchChoice
    """
    if key not in (letters := seen.facts.get("letters", {})):
        raise NoSuchChoice(key=key[:40])
    serial, _ = letters[key]
    return str(serial)
