"""Pairs: what crosses, who wins, and what stays."""

from __future__ import annotations

from tests.unit.checks.model.story import BOOKS, Told, said
from zsim.checks.model import DecisionTold, MappedField
from zsim.ports.records import Ref


def at_acme(told: Told, **fields: str) -> tuple[Ref, Ref]:
    """A contact of Acme, and the contact person that a run made of it."""
    acme, customer = told.pair()
    ann = told.crm("Contacts", Last_Name="Lee", Full_Name="Lee", Account_Name=acme.id, **fields)
    held = {"contact_id": customer.id, "last_name": "Lee", "zcrm_contact_id": ann.id}
    made = told.creation("books", "contact_persons", **held, **{name.lower(): each for name, each in fields.items()})
    assert told.run(DecisionTold(ann, "created", changes=(made,))) == []
    return ann, made.ref


def test_an_edit_in_the_crm_reaches_finance() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=(told.write(customer, phone="2"),))) == []


def test_an_edit_that_is_lost_is_told_with_both_sides() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    found = told.run(DecisionTold(acme, "unchanged", (customer,)))
    assert "so it is to be updated, and is told as unchanged" in said(found)
    assert [side.split()[0] for side in found[0].sides] == ["crm's", "books's"]


def test_an_edit_in_finance_goes_back_both_ways_and_is_put_back_one_way() -> None:
    for both_ways in (True, False):
        told = Told(BOOKS._replace(both_ways=both_ways))
        acme, customer = told.pair(Phone="1")
        told.edited(customer, phone="2")
        change = told.write(acme, Phone="2") if both_ways else told.write(customer, phone="1")
        assert told.run(DecisionTold(customer, "updated", (acme,), changes=(change,))) == []


def test_the_crms_value_stands_for_customers_and_finances_for_items() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    told.edited(customer, phone="3")
    good = DecisionTold(acme, "conflict", (customer,), (("Phone", "crm"),), (told.write(customer, phone="2"),))
    assert told.run(good) == []
    items = Told(BOOKS._replace(module="items"))
    pen = items.crm("Products", Product_Name="Pen", Unit_Price=1)
    made, item = items.fetched(pen, name="Pen", rate=1)
    assert items.run(made) == []
    items.edited(pen, Unit_Price=2)
    items.edited(item, rate=3)
    bad = DecisionTold(pen, "conflict", (item,), (("Unit_Price", "crm"),), (items.write(item, rate=2),))
    assert "Unit_Price (finance's stands)" in said(items.run(bad))


def test_a_conflict_that_is_not_named_is_told() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    told.edited(customer, phone="3")
    silent = DecisionTold(acme, "updated", (customer,), (), (told.write(customer, phone="2"),))
    assert "told are none" in said(told.run(silent))


def test_equal_edits_are_no_conflict_and_edits_of_two_fields_both_stay() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1", Fax="1")
    told.edited(acme, Phone="2", Fax="5")
    told.edited(customer, phone="3", fax="5")
    told.edited(customer, phone="1")
    assert told.run(DecisionTold(acme, "updated", (customer,), (), (told.write(customer, phone="2"),))) == []


def test_a_blank_erases_only_by_policy() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone=None)
    assert told.run(DecisionTold(acme, "unchanged", (customer,))) == []
    erasing = Told(BOOKS._replace(policies={"blanks": "erase"}))
    acme, customer = erasing.pair(Phone="1")
    erasing.edited(acme, Phone=None)
    assert "to be updated" in said(erasing.run(DecisionTold(acme, "unchanged", (customer,))))


def test_a_rename_onto_a_taken_name_fails() -> None:
    told = Told()
    acme, customer = told.pair()
    told.books("customers", contact_name="Bolt", status="active", customer_sub_type="individual")
    told.edited(acme, Account_Name="bolt")
    wrong = DecisionTold(acme, "updated", (customer,), (), (told.write(customer, contact_name="bolt"),))
    assert "CUS-20" in said(told.run(wrong))


def test_outside_the_view_a_pair_rests() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    out = BOOKS._replace(listed=lambda ref: False)
    assert told.run(DecisionTold(acme, "excluded", (customer,)), terms=out) == []
    told.edited(acme, Fax="7")
    both = told.write(customer, phone="2", fax="7")
    assert told.run(DecisionTold(acme, "updated", (customer,), changes=(both,))) == []


def test_a_contact_that_moves_takes_its_person_along() -> None:
    told = Told()
    acme, customer = told.pair()
    bolt = told.crm("Accounts", Account_Name="Bolt")
    made, other = told.fetched(bolt, contact_name="Bolt")
    ann = told.crm("Contacts", Last_Name="Lee", Account_Name=acme.id)
    person = told.creation("books", "contact_persons", last_name="Lee", contact_id=customer.id, zcrm_contact_id=ann.id)
    assert told.run(made, DecisionTold(ann, "created", changes=(person,))) == []
    told.edited(ann, Account_Name=bolt.id)
    new = told.creation("books", "contact_persons", last_name="Lee", contact_id=other.id, zcrm_contact_id=ann.id)
    both = DecisionTold(ann, "updated", (person.ref,), changes=(new, told.removal(person.ref)))
    assert told.run(both) == []
    assert told.memory.pairs[ann].finance == new.ref


def test_a_contact_that_stays_where_it_was_is_told() -> None:
    told = Told()
    acme, customer = told.pair()
    bolt = told.crm("Accounts", Account_Name="Bolt")
    ann = told.crm("Contacts", Last_Name="Lee", Account_Name=acme.id)
    person = told.creation("books", "contact_persons", last_name="Lee", contact_id=customer.id, zcrm_contact_id=ann.id)
    made = told.fetched(bolt, contact_name="Bolt")[0]
    assert told.run(made, DecisionTold(ann, "created", changes=(person,))) == []
    told.edited(ann, Account_Name=bolt.id)
    assert "CUS-24" in said(told.run(DecisionTold(ann, "unchanged", (person.ref,))))


def test_an_individual_gives_way_to_a_contact_person() -> None:
    told = Told(BOOKS._replace(include=True))
    acme, customer = told.pair()
    ann = told.crm("Contacts", Last_Name="Lee", Full_Name="Lee")
    alone = told.creation("books", "customers", contact_name="Lee", zcrm_contact_id=ann.id, status="active")
    assert told.run(DecisionTold(ann, "created", changes=(alone,))) == []
    told.edited(ann, Account_Name=acme.id)
    person = told.creation("books", "contact_persons", last_name="Lee", contact_id=customer.id, zcrm_contact_id=ann.id)
    stays = DecisionTold(ann, "created", changes=(person,))
    assert "1 are to be deleted, and deleted were 0" in said(told.run(stays))


def test_what_somebody_changed_during_a_run_may_go_either_way_and_is_taken_over() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    late = DecisionTold(acme, "updated", (customer,), (), (told.write(customer, phone="2"),))
    assert told.run(late, touched=frozenset({acme})) == []
    assert told.run(DecisionTold(acme, "unchanged", (customer,))) == []
    assert not told.memory.unsure


def test_what_stays_apart_after_that_is_told() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), touched=frozenset({acme})) == []
    assert "Phone is 2 in the CRM and 1 in finance" in said(told.run(DecisionTold(acme, "unchanged", (customer,))))


def test_what_changed_in_the_second_in_which_the_mapping_was_edited_may_come_with_it() -> None:
    for second, may in ((0, True), (5, False)):
        told = Told(BOOKS._replace(rows={**BOOKS.rows, "account": BOOKS.rows["account"][:1]}))
        acme, customer = told.pair()
        told.edited(acme, Phone="1")
        assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=told.terms) == []
        told.memory.chosen["customers"] = second
        late = DecisionTold(acme, "updated", (customer,), changes=(told.write(customer, phone="1"),))
        assert (told.run(late, terms=BOOKS) == []) is may


def test_a_field_that_was_not_mapped_for_a_time_may_stay_apart() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    without = BOOKS._replace(rows={**BOOKS.rows, "account": BOOKS.rows["account"][:1]})
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), terms=without) == []
    assert told.run(DecisionTold(acme, "unchanged", (customer,)), whole=True) == []
    told.edited(acme, Phone="3")
    good = DecisionTold(acme, "updated", (customer,), changes=(told.write(customer, phone="3"),))
    assert told.run(good) == []
    told.edited(acme, Phone="4")
    assert "it is to be updated" in said(told.run(DecisionTold(acme, "unchanged", (customer,))))


def test_a_choice_that_leaves_a_module_out_puts_off_what_changed_there() -> None:
    told = Told()
    acme, _ = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    assert told.run(terms=BOOKS._replace(choice="contacts")) == []
    assert "nothing was said of it" in said(told.run())


def test_a_blank_currency_need_not_be_put_back_over_one_edited_in_finance() -> None:
    row = MappedField("Currency", "currency_code", filled="INR")
    terms = BOOKS._replace(both_ways=False, rows={**BOOKS.rows, "account": (*BOOKS.rows["account"], row)})
    told = Told(terms)
    acme = told.crm("Accounts", Account_Name="Acme")
    fetched, customer = told.fetched(acme, contact_name="Acme", currency_code="INR")
    assert told.run(fetched) == []
    told.edited(customer, currency_code="USD")
    assert told.run(DecisionTold(acme, "unchanged"), DecisionTold(customer, "unchanged")) == []


def test_what_a_contact_at_an_account_that_is_not_synced_holds_need_not_cross() -> None:
    told = Told()
    ann, person = at_acme(told)
    bolt = told.crm("Accounts", Account_Name="Bolt")
    theirs = told.books("customers", contact_name="Bolt", customer_sub_type="business")
    assert told.run(excused="it failed") == []
    told.edited(ann, Email="a@x.example", Account_Name=bolt.id)
    told.edited(person, email="b@x.example")
    passed_over = DecisionTold(bolt, "skipped", (theirs,)), DecisionTold(theirs, "skipped", (bolt,))
    told.memory.shaken["customers"].add(ann)
    assert told.run(DecisionTold(person, "unchanged"), DecisionTold(ann, "excluded"), *passed_over) == []


def test_a_customer_left_inactive_is_its_contacts_again_once_contacts_are_customers() -> None:
    for noted in (True, False):
        told = Told(BOOKS._replace(choice="contacts"))
        ann = told.crm("Contacts", Last_Name="Lee", Full_Name="Lee")
        made = told.creation("books", "customers", status="active", zcrm_contact_id=ann.id, contact_name="Lee")
        assert told.run(DecisionTold(ann, "created", changes=(made,))) == []
        pair = told.memory.pairs[ann]
        told.edited(made.ref, status="inactive", **({} if noted else {"zcrm_contact_id": None}))
        told.memory.part(pair, "replaced")
        del told.memory.ended[ann]
        back = told.write(made.ref, status="active")
        found = told.run(DecisionTold(ann, "updated", (made.ref,), changes=(back,)))
        assert (found == []) is noted, said(found)


def test_where_a_contact_moves_edits_in_finance_may_cross_before_its_turn() -> None:
    told = Told(BOOKS._replace(include=True))
    ann, person = at_acme(told)
    told.books("customers", contact_name="Lee", customer_sub_type="individual", status="active")
    told.edited(ann, Account_Name=None)
    told.edited(person, last_name="Roy")
    changes = (told.write(ann, Last_Name="Roy", Full_Name="Roy"),)
    found = told.run(DecisionTold(person, "updated", (ann,), changes=changes))
    assert not [each for each in found if each.record == person], said(found)


def test_what_moved_to_another_customer_agrees_on_all_that_its_new_person_was_made_with() -> None:
    told = Told()
    ann, person = at_acme(told, Email="a@x.example")
    bolt = told.crm("Accounts", Account_Name="Bolt")
    fetched, customer = told.fetched(bolt, contact_name="Bolt")
    assert told.run(fetched) == []
    home = told.records.live[person]["contact_id"]
    told.edited(person, email=None, contact_id=customer.id)
    fields = {"contact_id": home, "last_name": "Lee", "zcrm_contact_id": ann.id}
    made, removed = told.creation("books", "contact_persons", **fields), told.removal(person)
    assert told.run(DecisionTold(person, "updated", changes=(made, removed))) == []
    told.edited(ann, Title="Dr")
    assert told.run(DecisionTold(ann, "unchanged", (made.ref,))) == []


def test_finances_record_of_a_skipped_contact_need_not_be_read_where_the_view_leaves_that_out() -> None:
    told = Told()
    acme, customer = told.pair()
    assert told.run(DecisionTold(acme, "skipped", (customer,), refused="busy", meant="unchanged")) == []
    out = BOOKS._replace(listed=lambda ref: False)
    assert told.run(terms=out) == []


def test_under_fetch_a_default_of_finances_is_not_put_back_over_an_edit_there() -> None:
    rows = (*BOOKS.rows["account"], MappedField("Terms", "payment_terms", filled="0"))
    told = Told(BOOKS._replace(both_ways=False, rows={**BOOKS.rows, "account": rows}))
    acme = told.crm("Accounts", Account_Name="Acme")
    made, customer = told.fetched(acme, contact_name="Acme", payment_terms="0")
    assert told.run(made) == []
    told.edited(customer, payment_terms="30")
    assert told.run(DecisionTold(customer, "unchanged", (acme,))) == []


def test_what_another_run_under_way_had_written_was_read_and_is_not_to_be_read_again() -> None:
    told = Told()
    acme, customer = told.pair(Phone="1")
    told.edited(acme, Phone="2")
    written = frozenset({acme})
    told.run(DecisionTold(acme, "unchanged", (customer,)), touched=written, ahead=written)
    assert acme not in told.memory.pending["customers"]
    told.edited(acme, Phone="3")
    told.run(DecisionTold(acme, "unchanged", (customer,)), touched=written)
    assert acme in told.memory.pending["customers"]


def test_a_contact_of_an_account_that_took_over_a_customer_may_go_either_way() -> None:
    told = Told(BOOKS._replace(include=True))
    hill = told.books("customers", contact_name="Hill", customer_sub_type="individual", phone="0")
    made = told.creation("crm", "Contacts", Full_Name="Hill", Last_Name="Hill", Phone="0")
    note = told.write(hill, zcrm_contact_id=made.ref.id)
    assert told.run(DecisionTold(hill, "created", changes=(made, note))) == []
    ann = told.crm("Contacts", Full_Name="Lee", Last_Name="Lee", Account_Name="404")
    told.deleted(made.ref)
    joined = DecisionTold(made.ref, "updated", (hill, ann), changes=(told.write(hill, zcrm_contact_id=ann.id),))
    told.run(joined)
    renamed = told.write(hill, contact_name="Lee")
    assert told.run(DecisionTold(ann, "updated", (hill,), changes=(renamed,))) == []
