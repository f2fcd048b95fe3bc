from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zsim.ports.codec import decode, encode
from zsim.ports.records import DeletionCause

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.text().map("={}".format),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)


@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5))
def test_every_value_comes_back_through_json(value: object) -> None:
    assert decode(json.loads(json.dumps(encode(value)))) == value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("1.50"), "=decimal:1.50"),
        (date(2026, 1, 5), "=date:2026-01-05"),
        (datetime(2026, 1, 5, 9, tzinfo=UTC), "=datetime:2026-01-05T09:00:00+00:00"),
        ("=1+1", "=text:=1+1"),
        ("Acme", "Acme"),
        (DeletionCause.MERGED, "merged"),
        ((1, True, None), [1, True, None]),
    ],
)
def test_what_json_cannot_hold_is_tagged(value: object, plain: object) -> None:
    assert encode(value) == plain


@pytest.mark.parametrize("value", [1.5, {1, 2}, object()])
def test_a_value_without_an_exact_form_is_a_bug(value: object) -> None:
    with pytest.raises(AssertionError, match="cannot be exported"):
        encode(value)


def test_a_tag_nobody_made_is_a_bug() -> None:
    with pytest.raises(AssertionError, match="not exported by zsim"):
        decode("=colour:red")
