from __future__ import annotations

from counter.desk import pins
from counter.desk.pins import hash_pin, pin_fits


def test_pins_are_salted_and_slow() -> None:
    one, two = hash_pin("0000"), hash_pin("0000")
    assert one != two
    assert pin_fits("0000", one)
    assert not pin_fits("0001", one)
    assert not pin_fits("0000", pins.NOBODYS)
    assert pins._SCRYPT["n"] >= 2**14
