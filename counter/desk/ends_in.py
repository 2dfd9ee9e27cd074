"""What a service ends in or begins with on paper, told by its rules and the forms there are."""

from __future__ import annotations

from datetime import date

from counter.desk.bench import Bench
from counter.printing.form import Form
from counter.rules.model import SignatureRule

LOSS = "loss-report"
"""The form of the report of a loss, and the paper that the rules let sign where a service begins with one."""


def certificate_form(bench: Bench, service: str) -> Form | None:
    """The form of the certificate that a service ends in: a sealed one that bears the name of the service."""
    form = bench.press.forms.get(service)
    return form if form is not None and form.seal is not None else None


def reports_loss(bench: Bench, service: str, on: date) -> bool:
    """Whether a service begins with the report of a loss, under the rules of a day."""
    rules = bench.rules.standing(bench.station.jurisdiction, service, on).rules
    return any(isinstance(rule, SignatureRule) and rule.paper == LOSS for rule in rules)
