from __future__ import annotations

from counter.widgets.canvas import Canvas, Slot
from counter.widgets.form import Form, FormRow


def form() -> Form:
    return Form([FormRow("number", "警号", "0337"), FormRow("pin", "口令", "4711", secret=True)])


def test_values_line_up_and_the_row_that_takes_the_keys_is_left_to_the_field() -> None:
    canvas, one = Canvas(40, 4), form()
    assert one.draw(canvas, 2, 1, 30) == 3
    assert canvas.slot == Slot(8, 1, 24)
    assert "0337" not in canvas.text()


def test_a_secret_is_dots_when_the_keys_are_elsewhere() -> None:
    canvas = Canvas(40, 4)
    form().draw(canvas, 2, 1, 30)
    assert "••••" in canvas.text()
    assert "4711" not in canvas.text()


def test_moving_stops_at_the_ends() -> None:
    one = form()
    assert not one.move(-1)
    assert one.move(1)
    assert one.last
    assert not one.move(1)
    assert one.value("number") == "0337"
