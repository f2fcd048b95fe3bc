"""Looking things up in the catalogue, and what is said when they are not there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from zsim.catalogue import Basis, Behaviour, Passage, catalogue
from zsim.kernel.errors import UsageError


def test_a_behaviour_is_found_by_its_id() -> None:
    assert catalogue().behaviour("CUS-14") == Behaviour(
        id="CUS-14",
        area="CUS",
        title="Overwrite merges duplicates inside an app",
        rule="If either app holds several records of the same name and overwrite is chosen, "
        "they are merged into a single record by the sync.",
        products=("invoice",),
        where=(Passage("000", "Sync contacts, Step 3 : Handling duplicate records"),),
        basis=Basis.SEED,
        quirk=True,
    )


def test_an_area_a_product_a_policy_and_an_invariant_are_found_by_name() -> None:
    assert catalogue().area("CUS").name == "Customers"
    assert catalogue().product("import").name == "Invoice, one-way import"
    assert catalogue().policy("conflicts").default == "first_reader"
    assert catalogue().invariant("one-outcome").sentence.startswith("Every record")


def test_the_catalogue_is_read_once() -> None:
    assert catalogue() is catalogue()


@pytest.mark.parametrize(
    ("look_up", "asked", "near"),
    [
        (lambda: catalogue().behaviour("CUS-9"), "behaviour 'CUS-9'", "did you mean 'CUS-09'"),
        (lambda: catalogue().product("Boks"), "product 'Boks'", "did you mean 'books'?"),
        (lambda: catalogue().policy("conflict"), "policy 'conflict'", "did you mean 'conflicts'?"),
        (lambda: catalogue().invariant("one_outcome"), "invariant 'one_outcome'", "did you mean 'one-outcome'?"),
        (lambda: catalogue().in_area("cuss"), "area 'cuss'", "did you mean 'CUS'"),
        (lambda: catalogue().product("crm"), "product 'crm'", "there is 'invoice', 'import', 'books'"),
    ],
)
def test_an_unknown_name_is_refused_with_what_is_near(look_up: Callable[[], object], asked: str, near: str) -> None:
    with pytest.raises(UsageError) as refusal:
        look_up()
    assert refusal.value.asked == asked
    assert refusal.value.right.startswith(near)


def test_importing_the_catalogue_reads_no_file_and_no_heavy_library() -> None:
    heavy = ("tomllib", "networkx", "freezegun", "hypothesis", "faker", "rich", "jinja2", "pytest")
    script = f"import sys, zsim.catalogue; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
