"""Making the view of a certificate: its fields as they are shown, and what is still wanting."""

from __future__ import annotations

from counter.desk.bench import Bench
from counter.desk.cases import sheet_view
from counter.desk.certificate_agreeing import NUMBER
from counter.desk.certificate_case import CertificateCase
from counter.desk.certificate_odds import WHY, WHY_LABEL, WHY_SAMPLE, odds
from counter.desk.certificate_paper import masked_entry, masked_row, typed_fields
from counter.desk.certificate_views import CertificateView, EntryView
from counter.desk.find import the_sheet
from counter.desk.listing import line
from counter.locale import Text
from counter.store.engine import Db
from counter.workflows.certificate import CertificateState


def certificate_view(bench: Bench, db: Db, case: CertificateCase) -> CertificateView:
    """A certificate as it stands; the name in large letters while it is read back."""
    at_odds = odds(case.seen, case.row.entries)
    entries, name = _entries(case, at_odds), case.row.entries.get("name", "")
    still = tuple(
        Text(f"“{entry.label.zh}”未填", f"“{entry.label.en}” is empty")
        for entry in entries
        if not entry.value and not entry.optional
    )
    reading = case.state is CertificateState.TYPED and not still
    return CertificateView(
        application=line(bench, db, case.application),
        form=case.form.code,
        title=case.form.title,
        state=case.state,
        entries=entries,
        rows=tuple(map(masked_row, case.rows)),
        has_rows=case.form.table is not None,
        still=still,
        odds=at_odds,
        large=bench.press.large.letters(name) if name and reading else (),
        sheet=sheet_view(bench, the_sheet(db, case.row.sheet)) if case.row.sheet else None,
    )


def _entries(case: CertificateCase, at_odds: tuple[Text, ...]) -> tuple[EntryView, ...]:
    """The fields in the order of the paper; behind the number, why it differs, where it does."""
    typed, told = typed_fields(case.form), case.row.entries
    entries = [
        EntryView(
            field.code,
            field.asked,
            masked_entry(field.code, told.get(field.code, "")),
            field.optional,
            field.sample,
        )
        for field in case.form.fields
        if field.code in typed
    ]
    if at_odds:
        behind = [entry.code for entry in entries].index(NUMBER) + 1
        entries.insert(
            behind, EntryView(WHY, WHY_LABEL, told.get(WHY, ""), optional=False, sample=WHY_SAMPLE)
        )
    return tuple(entries)
