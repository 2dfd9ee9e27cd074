"""The decision table on terminals of any width."""

from __future__ import annotations

from datetime import date

import pytest

from counter.cli.rules_table import table_lines
from counter.locale import LANGUAGES, Language
from counter.rules import Rulebook
from counter.rules.table import ANY, DecisionTable, decision_table
from counter.widgets.cells import width

DAY = date(2026, 11, 22)


def tables(book: Rulebook) -> list[DecisionTable]:
    return [
        decision_table(book.standing(place, service, DAY), DAY)
        for place in book.jurisdictions
        for service in book.services(place)
    ]


@pytest.mark.parametrize("room", [60, 80, 120, 200])
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_line_is_wider_than_the_terminal_and_no_rule_is_lost(
    rulebook: Rulebook, spoken: Language, room: int
) -> None:
    for found in tables(rulebook):
        lines = list(table_lines(found, spoken, room))
        assert max(map(width, lines)) <= room, found.name
        kinds = {row.kind for row in found.rows}
        assert sum(line.partition(" ")[0] in kinds for line in lines) == len(found.rows), found.name


def test_conditions_stand_in_columns_where_there_is_room_and_below_each_other_where_not(
    rulebook: Rulebook,
) -> None:
    found = decision_table(rulebook.standing("beijing", "confirmation-slip", DAY), DAY)
    narrow = list(table_lines(found, "en", 80))
    assert narrow[2:4] == ["refusal holder-must-come  (beijing/confirmation-slip)", "  ? present: agent"]
    assert not any(ANY in line for line in narrow)
    wide = list(table_lines(found, "en", 150))
    assert [cell.strip() for cell in wide[1].split("|")] == ["kind", "code", *found.facts, "from", "says"]
    assert wide[2].startswith("refusal     | holder-must-come    | agent   | ·")
    assert len(list(table_lines(found, "en", 0))) == 2 + len(found.rows), "a pipe gets one line for each rule"
