"""What a scenario may say about itself, and what it is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.testing.case import base_id, checked_products
from zsim.testing.declare import MARK, Declaration, scenario


def called(name: str, doc: str | None = "A sentence.") -> Callable[[], None]:
    """A function of that name and docstring, to stand for a scenario."""

    def function() -> None: ...

    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


SKIP = called("test_skip_leaves_both_alone")


def declared(**said: object) -> Declaration:
    """What the decorator makes of this."""

    def some_function() -> None:
        """Nothing in particular."""

    said.setdefault("covers", ["CUS-09"])
    function = scenario(**said)(some_function)  # type: ignore[arg-type]
    (mark,) = [each for each in function.pytestmark if each.name == MARK]  # type: ignore[attr-defined]
    return mark.args[0]


def products(function=SKIP, **said: object) -> tuple[str, ...]:
    return checked_products(function, declared(**said), catalogue())


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("scenarios/customers/test_skip.py", "customers/skip_leaves_both_alone"),
        ("scenarios/bugs/old/test_skip.py", "bugs/old/skip_leaves_both_alone"),
        ("scenarios/test_skip.py", "skip_leaves_both_alone"),
        ("elsewhere/test_skip.py", "elsewhere/skip_leaves_both_alone"),
    ],
)
def test_the_id_is_the_area_and_the_name(file, expected):
    assert base_id(file, "test_skip_leaves_both_alone") == expected


def test_products_left_out_are_those_for_which_all_of_it_holds():
    assert products(covers=["CUS-09"]) == ("invoice", "books", "billing")
    assert products(covers=["CUS-09", "CUS-05"]) == ("books", "billing")


def test_a_scenario_that_covers_nothing_runs_once_for_no_product():
    assert products(covers=[]) == ()


def test_products_named_keep_their_order():
    assert products(products=["billing", "invoice"]) == ("billing", "invoice")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"covers": ["CUS-9"]}, r"behaviour 'CUS-9': .*; did you mean"),
        ({"products": ["boks"]}, r"product 'boks': .*; did you mean 'books'"),
        ({"products": ["books", "books"]}, r"named twice"),
        ({"covers": ["CUS-05"], "products": ["invoice"]}, r"CUS-05 does not hold there; products among books, billing"),
        ({"covers": ["CON-02", "CON-01"]}, r"no product has them all"),
        ({"quirks": ["CUS-09"]}, r"oddity CUS-09 .*not list"),
        ({"quirks_off": ["CUS-99"]}, r"behaviour 'CUS-99'"),
        ({"policies": {"name": "fold"}}, r"policy 'name': .*; did you mean 'names'"),
        ({"policies": {"names": "fuzzy"}}, r"policy names = 'fuzzy'"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_told(said, message):
    with pytest.raises(UsageError, match=message):
        products(**said)


def test_a_name_that_is_no_sentence_is_refused():
    with pytest.raises(UsageError, match="test_too_short: its name has 2 words; a sentence of at least 3"):
        products(called("test_too_short"))


def test_a_scenario_without_docstring_is_refused():
    with pytest.raises(UsageError, match="test_says_nothing_at_all: it has no docstring"):
        products(called("test_says_nothing_at_all", doc=None))


def test_the_second_scenario_of_a_name_in_one_module_is_refused():
    source = '@scenario(covers=["CUS-09"])\ndef test_one_and_the_same():\n    "Doc."\n' * 2
    module = {"scenario": scenario, "__name__": "twice"}
    exec(source, module)
    (mark,) = [each for each in module["test_one_and_the_same"].pytestmark if each.name == MARK]
    with pytest.raises(UsageError, match="another scenario of that name above it"):
        checked_products(module["test_one_and_the_same"], mark.args[0], catalogue())


def test_about_an_exact_moment_or_not_there_is_no_third():
    assert declared(moments="exact").exact
    assert not declared().exact
    with pytest.raises(UsageError, match="moments: about: there is no such choice; 'exact', or leave it out"):
        declared(moments="about")
