"""What of a run did not arrive is found with its reason, and whether it was so to the end."""

from __future__ import annotations

from tests.report.played import ODD, recorded, refused_key, renamed, skipped
from zsim.catalogue import catalogue
from zsim.recording.schema import ScenarioRun
from zsim.report.records.arrivals import Arrival, Arrivals
from zsim.report.records.wording import Wording
from zsim.report.telling import ToldRun
from zsim.world import World

ARRIVALS = Arrivals(Wording(catalogue()))


def found(run: ScenarioRun) -> list[Arrival]:
    return list(ARRIVALS.of(ToldRun(run)))


def test_a_skipped_account_is_missing_with_its_rules() -> None:
    (acme,) = [each for each in found(skipped()) if each.called == "account 'Acme' in the CRM"]
    assert (acme.product, acme.outcome, acme.rules) == ("books", "skipped", ("CUS-09", "CUS-13"))
    assert acme.says == "sync skipped account Acme: customer Acme carries the same name (CUS-09), policy skip (CUS-13)"
    assert acme.lasting


def test_a_contact_that_was_left_out_is_missing() -> None:
    (lee,) = [each for each in found(skipped()) if each.called == "contact 'Lee' in the CRM"]
    assert (lee.outcome, lee.rules) == ("excluded", ("CUS-05",))


def test_what_no_run_read_is_missing_with_why() -> None:
    (late,) = [each for each in found(skipped()) if each.called == "account 'Late' in the CRM"]
    assert (late.outcome, late.product) == ("never decided", "books")
    assert late.says == "Books's customers have not been read since"


def test_a_name_is_told_as_it_is() -> None:
    assert any(each.called == f"account {ODD!r} in the CRM" for each in found(skipped()))


def test_what_arrived_later_is_told_as_missing_for_a_time() -> None:
    (acme,) = [each for each in found(renamed()) if each.hint.key == "failure name taken" and "account" in each.called]
    assert not acme.lasting
    assert acme.says.startswith("failed (name taken): ")


def test_what_was_born_in_finance_and_is_deleted_in_the_crm_is_kept_there_alone() -> None:
    world = World(7)
    acme = world.books.customers.create(contact_name="Acme")
    world.connect("books").customers.configure(module="accounts", extent="both_ways").save_and_sync()
    world.settle()
    world.crm.accounts.delete(world.counterpart(acme, "crm"))
    world.advance(hours=2)
    decided = found(recorded(world, "deletions/it_is_kept[books]", "books"))
    (kept,) = [each for each in decided if each.outcome == "kept"]
    assert (kept.rules, kept.lasting) == (("DEL-01",), True)


def test_a_run_of_another_product_is_one_of_that() -> None:
    assert {each.product for each in found(skipped("invoice"))} == {"invoice"}


def test_a_run_that_failed_whole_is_told_with_its_sync() -> None:
    (failed,) = ARRIVALS.failed(ToldRun(refused_key()))
    assert (failed.product, failed.who) == ("books", "sync of customers, Books")
    assert failed.says.startswith("invalid key: ")


def test_a_world_that_was_never_made_misses_nothing() -> None:
    assert found(ScenarioRun("a/b[books]", "a.py", "Nothing.")) == []


def test_a_refusal_is_told_by_the_labels_of_fields_with_the_answer_beneath() -> None:
    world = World(7)
    world.crm.accounts.create(Account_Name="B" * 201)
    world.books.customers.create(contact_name="Bob")  # a recording has the fields of what was changed
    world.connect("books").customers.configure(module="accounts").save_and_sync()
    world.settle()
    (long,) = [each for each in found(recorded(world, "a/b[books]", "books")) if "BBB" in each.called]
    assert long.says.endswith("Display Name holds at most 200 characters, not 201")
    assert long.answer == "customers: contact_name holds at most 200 characters, not 201"
