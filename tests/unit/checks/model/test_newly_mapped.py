"""What the model says of fields that are mapped only after two records came together."""

from __future__ import annotations

from tests.unit.checks.model.story import BOOKS, Told, said
from zsim.checks.model import DecisionTold, MappedField

NAME_ALONE = BOOKS._replace(rows={**BOOKS.rows, "account": BOOKS.rows["account"][:1]})
WITH_TERMS = BOOKS._replace(
    rows={**BOOKS.rows, "account": (*BOOKS.rows["account"], MappedField("Terms", "payment_terms", filled="0"))}
)


def test_of_two_values_that_were_there_before_either_may_stand() -> None:
    for winner in ("crm", "finance"):
        told = Told(NAME_ALONE)
        acme, customer = told.pair(Phone="1")
        told.edited(customer, phone="2")
        assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=NAME_ALONE) == []
        assert told.run(terms=BOOKS) == []
        told.edited(acme, Fax="7")
        changes = [told.write(customer, fax="7", phone="1") if winner == "crm" else told.write(customer, fax="7")]
        changes += [told.write(acme, Phone="2")] if winner == "finance" else []
        settled = DecisionTold(acme, "updated", (customer,), changes=tuple(changes))
        assert told.run(settled, terms=BOOKS) == [], winner


def test_after_a_run_that_left_them_apart_an_edit_of_one_still_brings_them_together() -> None:
    for does, right in (("updated", True), ("unchanged", False)):
        told = Told(NAME_ALONE)
        acme, customer = told.pair(Phone="1")
        told.edited(customer, phone="2")
        assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=NAME_ALONE) == []
        told.edited(acme, Website="x")
        assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=BOOKS) == []
        told.edited(acme, Phone="3")
        changes = (told.write(acme, Phone="2"),) if does == "updated" else ()
        assert (told.run(DecisionTold(acme, does, (customer,), changes=changes), terms=BOOKS) == []) is right


def test_what_finance_fills_in_may_cross_into_a_blank_along_with_an_edit() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(customer, payment_terms="0")
    assert told.run(DecisionTold(acme, "unchanged", (customer,))) == []
    told.edited(acme, Phone="2")
    changes = told.write(acme, Terms="0"), told.write(customer, phone="2")
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=changes), terms=WITH_TERMS) == []


def test_a_mapping_edited_twice_before_a_run_counts_from_the_first_time() -> None:
    told = Told(NAME_ALONE)
    told.pair()
    told.memory.choose("customers", 5)
    told.memory.note_rows(BOOKS._replace(module="items"))
    told.run(terms=NAME_ALONE, excused="it failed", finished=False)
    told.memory.choose("customers", 60)
    assert told.memory.chosen_with("customers", 5)
    told.run(terms=NAME_ALONE)
    told.memory.choose("customers", 90)
    assert not told.memory.chosen_with("customers", 60)


def test_a_field_mapped_as_a_run_began_that_broke_off_counts_as_mapped_by_the_next() -> None:
    told = Told(NAME_ALONE)
    acme, customer = told.pair()
    told.edited(customer, phone="2")
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=NAME_ALONE) == []
    told.edited(customer, notes="South")
    assert told.run(terms=BOOKS, excused="it failed", finished=False) == []
    told.memory.note_rows(BOOKS._replace(module="items"))
    unchanged = DecisionTold(acme, "unchanged"), DecisionTold(customer, "unchanged")
    assert told.run(*unchanged, terms=BOOKS) == []
    told.edited(acme, Phone="3")
    assert "so it is to be" in said(told.run(DecisionTold(acme, "unchanged", (customer,)), terms=BOOKS))


def test_a_field_mapped_since_may_stay_apart_after_a_run_that_failed() -> None:
    told = Told(NAME_ALONE)
    acme, customer = told.pair(Phone="1")
    told.edited(customer, phone="2")
    rests = DecisionTold(acme, "unchanged", (customer,))
    assert told.run(rests, terms=NAME_ALONE) == []
    assert told.run(rests, terms=BOOKS, excused="it failed", finished=False) == []
    assert told.run(rests, terms=BOOKS) == []
