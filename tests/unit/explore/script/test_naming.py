"""Whether the records of a script are made by it."""

from __future__ import annotations

import pytest

from tests.unit.explore.script.samples import ACME, ADA, CONNECTED, script
from zsim.explore.script import Named, Script, ScriptStep, Start, aside, do, require_names
from zsim.explore.script.naming import names_in, owner_of
from zsim.kernel.errors import UsageError


def test_a_script_that_makes_what_it_speaks_of_is_sound():
    more = (
        do("update", record="acme in books in crm", fields={"Phone": "2"}),
        do("delete", record="books.items of acme"),
    )
    require_names(script(ACME, ADA, *CONNECTED, *more))


@pytest.mark.parametrize(
    "step",
    [
        do("delete", record="acne"),
        do("delete", record="acne in books"),
        do("merge", record="acme", others=("acne",)),
        do("update", record="acme", fields={"Parent_Account": Named("acne")}),
        do("mass_update", module="crm.accounts", records=("acme", "acne"), fields={"Phone": "1"}),
        do("fetch", sync="customers", record="acne"),
    ],
)
def test_a_record_that_no_step_makes_is_told_with_the_nearest(step: ScriptStep):
    with pytest.raises(UsageError, match=r"step 2, .*: no step makes 'acne'; did you mean 'acme'"):
        require_names(script(ACME, step))


def test_what_is_made_meanwhile_counts():
    fault = {"kind": "meanwhile", "app": "books", "do": ({**aside(ACME)},)}
    require_names(Script(Start("books"), (do("delete", record="acme"),), (fault,)))


def test_names_are_found_wherever_they_stand():
    assert list(names_in(do("merge", record="a", others=("b", "c")))) == ["a", "b", "c"]
    assert owner_of("books.invoices of fit in crm") == "fit"
