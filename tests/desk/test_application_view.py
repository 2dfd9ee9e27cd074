from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counter.desk.application_view import _keys


@given(st.integers(0, 73))
def test_no_number_of_a_service_begins_another_and_there_are_as_many_as_services(count: int) -> None:
    keys = _keys(count)
    assert len(set(keys)) == count
    assert not [(one, other) for one in keys for other in keys if one != other and other.startswith(one)]
    assert keys == sorted(keys), "they stand in the order in which they are read"


def test_the_first_services_have_one_digit() -> None:
    assert _keys(9) == list("123456789")
    assert _keys(13) == [*"12345678", "91", "92", "93", "94", "95"]
