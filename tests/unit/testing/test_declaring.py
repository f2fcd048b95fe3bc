"""What ``@scenario`` takes: names as people write them, or a refusal in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.testing import scenario
from zsim.testing.case import checked_products
from zsim.testing.declare import Declaration, declaration_in


def declared(**said: Any) -> tuple[Declaration, Callable[..., object]]:
    """A scenario that says this of itself."""

    def test_a_story_of_three_words() -> None:
        """A story."""

    function = scenario(**said)(test_a_story_of_three_words)
    declaration = declaration_in(function.pytestmark)  # type: ignore[attr-defined]
    assert declaration is not None
    return declaration, function


def products(**said: Any) -> tuple[str, ...]:
    """The products that such a scenario runs for."""
    declaration, function = declared(**said)
    return checked_products(function, declaration, catalogue())


@pytest.mark.parametrize("covers", ["CUS-09, CUS-12", "cus-09 cus-12", ["cus-09", "CUS-12"]])
@pytest.mark.parametrize("chosen", ["Books, BILLING", ["Books", "billing"], "books billing"])
def test_lists_given_as_text_and_in_any_case_are_taken(covers: object, chosen: object) -> None:
    declaration, _ = declared(covers=covers, products=chosen, tags="mine, yours", quirks="cus-14", quirks_off="led-12")
    assert declaration.covers == ("CUS-09", "CUS-12")
    assert (declaration.tags, declaration.quirks, declaration.setting.quirks_off) == (
        ("mine", "yours"),
        ("CUS-14",),
        ("LED-12",),
    )
    assert products(covers=covers, products=chosen) == ("books", "billing")


def test_covers_may_be_left_out() -> None:
    assert declared()[0].covers == ()
    assert products() == ()
    assert products(products="Invoice") == ("invoice",)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"covers": 12}, r"covers=12: a value of type int; a list of names"),
        ({"covers": [12]}, r"covers: 12: it is no text; names as text"),
        ({"covers": "CUS-99"}, r"behaviour 'CUS-99': the catalogue has no such behaviour; did you mean 'CUS-"),
        ({"products": "Boks"}, r"product 'boks': the catalogue has no such product; did you mean 'books'"),
        ({"policies": "blanks=erase"}, r"policies='blanks=erase': a value of type str; a mapping"),
        ({"policies": {"blanks": "rub out"}}, r"policy blanks = 'rub out': it has no such option"),
    ],
)
def test_what_is_not_taken_is_refused_with_what_would_be_right(said: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        products(**said)
