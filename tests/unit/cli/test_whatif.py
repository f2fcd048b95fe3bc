"""``zsim explore SCENARIO --whatif``."""

from __future__ import annotations

import pytest

from tests.unit.cli.suite import Suite
from zsim.cli.exits import Exit
from zsim.cli.whatif import Variation, variations
from zsim.testing.case import Case
from zsim.testing.declare import Declaration, Setting

EMPTIED = """
@scenario(covers=["CUS-22"], products=["books", "billing"])
def test_a_blank_does_not_erase(world, product):
    '''What is emptied in the CRM stays in finance.'''
    with given("Acme is synced both ways"):
        acme = world.crm.accounts.create(Account_Name="Acme", Phone="111")
        sync = world.connect(product)
        sync.customers.configure(module="accounts", extent="both_ways", duplicates="skip").save_and_sync()
        world.settle()
    with when("its phone is emptied in the CRM"):
        world.crm.accounts.update(acme, Phone="")
        world.advance(hours=2)
    with then("finance has it still"):
        assert world[product].customers.one(contact_name="Acme").phone == "111"
"""

KEPT = """
@scenario(covers=["DEL-01"], products=["books"])
def test_what_finance_made_is_kept(world, product):
    '''Deleted in the CRM, it stays in finance.'''
    with given("Acme, born in finance, is synced both ways"):
        acme = world[product].customers.create(contact_name="Acme")
        world.connect(product).customers.configure(module="accounts", extent="both_ways").save_and_sync()
        world.settle()
    with when("it is deleted in the CRM"):
        world.crm.accounts.delete(world.crm.accounts.one(Account_Name="Acme"))
        world.advance(hours=2)
    with then("finance has it still"):
        assert acme.alive
"""


def case(**said: object) -> Case:
    declaration = Declaration((), ("books",), (), (), None, None, Setting(**said))  # type: ignore[arg-type]
    return Case("a/b[books]", "test_b", "b.py", None, "b", "", "books", ("books",), declaration)  # type: ignore[arg-type]


def test_what_changes_the_ending_is_told_as_a_table(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(EMPTIED)
    assert suite.zsim("explore", "customers/a_blank_does_not_erase[books]", "--whatif") == Exit.OK
    heading, *rows, last = capfd.readouterr().out.strip().splitlines()
    assert heading == "customers/a_blank_does_not_erase[books]: passes as it is"
    (erased,) = [row for row in rows if "policy blanks = erase" in row]
    assert "also Acme: updated" in erased or "instead" in erased
    assert "fails: assert" in erased
    assert not [row for row in rows if "product billing" in row or "policy names" in row]
    assert f": {len(rows)} end otherwise, " in last
    (imported,) = [row for row in rows if "product import" in row]
    assert "has no such choice" in imported
    assert " : " not in imported
    assert not suite.holds(".zsim/run.zip")


def test_an_oddity_that_changes_the_ending_is_in_the_table(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(KEPT)
    assert suite.zsim("explore", "customers/what_finance_made_is_kept[books]", "--whatif") == Exit.OK
    (row,) = [row for row in capfd.readouterr().out.splitlines() if "without DEL-01 " in row]
    assert "fails: assert" in row


def test_another_direction_is_in_the_table(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    suite.write(KEPT)
    assert suite.zsim("explore", "customers/what_finance_made_is_kept[books]", "--whatif") == Exit.OK
    (row,) = [row for row in capfd.readouterr().out.splitlines() if "direction = fetch" in row]
    assert "no longer " in row


def test_what_no_script_tells_is_not_played_with_other_choices(suite: Suite, capfd: pytest.CaptureFixture[str]) -> None:
    unknown = '        world.integration(product).customers.import_by_id("Accounts", "110000000000999999")'
    suite.write(KEPT.replace("        world.advance(hours=2)", f"{unknown}\n        world.advance(hours=2)"))
    assert suite.zsim("explore", "customers/what_finance_made_is_kept[books]", "--whatif") == Exit.OK
    (row,) = [row for row in capfd.readouterr().out.splitlines() if "other directions and duplicates" in row]
    assert "no step made it" in row


def test_every_option_oddity_and_product_but_its_own_is_a_variation() -> None:
    told = list(variations(case(policies={"blanks": "erase"}, quirks_off=("CUS-14",))))
    names = [each.name for each in told]
    assert "policy blanks = keep" in names
    assert "policy blanks = erase" not in names
    assert not [each for each in names if each.startswith("without CUS-14")]
    assert Variation("product billing", "billing") in told
    assert "product books" not in names


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--whatif",), "it is for one scenario alone"),
        (("some/scenario", "--whatif", "--interrupt"), "it is for one scenario alone"),
        (("customers/no_such_name", "--whatif"), "there is neither a scenario of that id nor such a path"),
    ],
)
def test_anything_but_one_scenario_is_refused(
    suite: Suite, arguments: tuple[str, ...], error: str, capfd: pytest.CaptureFixture[str]
) -> None:
    suite.write(EMPTIED)
    assert suite.zsim("explore", *arguments) == Exit.USAGE
    assert error in capfd.readouterr().err
