"""Two edited records of one link: whose value stands, what is written where, and what is agreed afterwards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zsim.sync import Base, System
from zsim.sync.model.exchange import Exchange
from zsim.sync.model.mapping import FieldMap, MappedPair
from zsim.sync.planning.reconciling import Rules, incoming, reconcile
from zsim.sync.runs.entries import Conflict

FIELDS = FieldMap([MappedPair("Account_Name", "contact_name"), MappedPair("Phone", "phone")])
BOTH_WAYS = Rules(System.CRM, to_crm=True, to_finance=True)
FETCH = Rules(System.CRM, to_crm=False, to_finance=True)


def settle(base, crm, finance, rules=BOTH_WAYS, fields=FIELDS):
    """What two records of these values come to, having agreed on the base."""
    return reconcile(
        fields,
        Base(fields.pairs, base, base),
        dict(zip([row.crm for row in fields.rows], crm, strict=True)),
        dict(zip([row.finance for row in fields.rows], finance, strict=True)),
        rules,
    )


def test_records_that_hold_what_was_agreed_need_nothing():
    result = settle(("Acme", "1"), ("Acme", "1"), ("Acme", "1"))
    assert (result.to_crm, result.to_finance, result.conflicts) == ({}, {}, ())


def test_an_edit_in_the_crm_goes_to_finance():
    result = settle(("Acme", "1"), ("Acme", "2"), ("Acme", "1"))
    assert (result.to_crm, result.to_finance) == ({}, {"phone": "2"})
    assert result.base == Base(FIELDS.pairs, ("Acme", "2"), ("Acme", "2"))


def test_an_edit_in_finance_goes_to_the_crm():
    result = settle(("Acme", "1"), ("Acme", "1"), ("Acme", "2"))
    assert (result.to_crm, result.to_finance) == ({"Phone": "2"}, {})


def test_edits_of_different_fields_both_stay():
    result = settle(("Acme", "1"), ("Bolt", "1"), ("Acme", "2"))
    assert (result.to_crm, result.to_finance, result.conflicts) == ({"Phone": "2"}, {"contact_name": "Bolt"}, ())


def test_equal_edits_are_no_conflict():
    result = settle(("Acme", "1"), ("Acme", "2"), ("Acme", "2"))
    assert (result.to_crm, result.to_finance, result.conflicts) == ({}, {}, ())
    assert result.base.crm == ("Acme", "2")


def test_a_price_that_the_crm_holds_as_rounding_left_it_is_no_conflict():
    fields = FieldMap([MappedPair("Unit_Price", "rate", exchange=Exchange("INR", "INR"))])
    product = {"Currency": "USD", "Exchange_Rate": Decimal(3), "Unit_Price": Decimal("7.52")}
    nothing = Base(fields.pairs, (None,), (None,))
    result = reconcile(fields, nothing, product, {"rate": Decimal("2.505")}, BOTH_WAYS)
    assert (result.to_crm, result.to_finance, result.conflicts) == ({}, {}, ())
    edited = reconcile(fields, nothing, {**product, "Unit_Price": Decimal(8)}, {"rate": Decimal("2.505")}, BOTH_WAYS)
    assert edited.conflicts == (Conflict("Unit_Price", System.CRM),)


@pytest.mark.parametrize(
    ("winner", "to_crm", "to_finance"),
    [(System.CRM, {}, {"phone": "2"}), (System.FINANCE, {"Phone": "3"}, {})],
)
def test_of_different_edits_of_one_field_the_winners_stands(winner, to_crm, to_finance):
    result = settle(("Acme", "1"), ("Acme", "2"), ("Acme", "3"), BOTH_WAYS._replace(winner=winner))
    assert (result.to_crm, result.to_finance) == (to_crm, to_finance)
    assert result.conflicts == (Conflict("Phone", winner),)


def test_where_the_winner_may_not_cross_nothing_is_won_and_both_edits_are_still_seen():
    result = settle(("Acme", "1"), ("Acme", "2"), ("Acme", "3"), BOTH_WAYS._replace(to_finance=False))
    assert (result.to_crm, result.to_finance, result.conflicts) == ({}, {}, ())
    assert result.base.crm == result.base.finance == ("Acme", "1")


def test_under_fetch_the_crm_wins_whoever_was_to():
    result = settle(("Acme", "1"), ("Acme", "2"), ("Acme", "3"), FETCH._replace(winner=System.FINANCE))
    assert result.to_finance == {"phone": "2"}


def test_a_blank_erases_nothing():
    result = settle(("Acme", "1"), ("Acme", None), ("Acme", "1"))
    assert (result.to_crm, result.to_finance) == ({}, {})


@pytest.mark.parametrize("rules", [BOTH_WAYS, FETCH])
def test_a_text_of_blanks_erases_nothing_and_is_put_back_as_one(rules: Rules):
    emptied = settle(("Acme", "1"), ("Acme", "1"), ("Acme", "  "), rules)
    assert emptied.to_crm == {}
    assert emptied.to_finance == ({"phone": "1"} if rules is FETCH else {})
    assert settle(("Acme", "1"), ("Acme", "  "), ("Acme", "1"), rules).to_finance == {}


def test_a_blank_erases_where_that_is_the_policy():
    result = settle(("Acme", "1"), ("Acme", None), ("Acme", "1"), BOTH_WAYS._replace(erase=True))
    assert result.to_finance == {"phone": None}


def test_what_was_erased_in_finance_holds_its_default_there():
    fields = FieldMap([MappedPair("Kind", "product_type", finance_default="goods")])
    result = settle(("service",), (None,), ("service",), BOTH_WAYS._replace(erase=True), fields)
    assert result.to_finance == {"product_type": None}
    assert (result.base.crm, result.base.finance) == ((None,), ("goods",))
    held = settle(("service",), (None,), ("goods",), FETCH._replace(erase=True), fields)
    assert (held.to_finance, held.base.finance) == ({}, ("goods",)), "which is not written over itself (CUS-23)"


def test_a_blank_loses_against_an_edit():
    result = settle(("Acme", "1"), ("Acme", None), ("Acme", "2"))
    assert (result.to_crm, result.conflicts) == ({"Phone": "2"}, ())


def test_under_fetch_an_edit_in_finance_is_put_back():
    assert settle(("Acme", "1"), ("Acme", "1"), ("Acme", "2"), FETCH).to_finance == {"phone": "1"}


def test_under_fetch_what_was_emptied_in_finance_is_put_back():
    assert settle(("Acme", "1"), ("Acme", "1"), ("Acme", None), FETCH).to_finance == {"phone": "1"}
    assert settle(("Acme", "1"), ("Acme", "1"), ("Acme", None), FETCH._replace(restore=False)).to_finance == {}
    assert settle(("Acme", "1"), ("Acme", "1"), ("Acme", None)).to_finance == {}, "both ways, a blank is left"


def test_under_fetch_an_edit_in_finance_stays_where_that_is_the_policy():
    rules = FETCH._replace(restore=False)
    result = settle(("Acme", "1"), ("Acme", "1"), ("Acme", "2"), rules)
    assert (result.to_crm, result.to_finance) == ({}, {})
    assert result.base.finance == ("Acme", "1"), "the edit is still seen once it may travel"


def test_under_fetch_a_blank_in_the_crm_puts_nothing_back():
    assert settle(("Acme", None), ("Acme", None), ("Acme", "2"), FETCH).to_finance == {}
    erasing = FETCH._replace(erase=True)
    assert settle(("Acme", None), ("Acme", None), ("Acme", "2"), erasing).to_finance == {}, "nobody emptied it"


def test_outside_the_view_finance_is_not_written_and_the_edit_waits():
    rules = BOTH_WAYS._replace(to_finance=False)
    result = settle(("Acme", "1"), ("Acme", "2"), ("Acme", "1"), rules)
    assert result.to_finance == {}
    retry = reconcile(FIELDS, result.base, {"Account_Name": "Acme", "Phone": "2"}, {"contact_name": "Acme"}, BOTH_WAYS)
    assert retry.to_finance == {"phone": "2"}


def test_a_value_the_pick_list_lacks_is_refused_and_not_tried_again():
    fields = FieldMap([MappedPair("Terms", "payment_terms", whole=True, options=("15", "30"))])
    result = settle((15,), ("15",), (45,), fields=fields)
    assert (result.to_crm, result.refused) == ({}, ("Terms",))
    retry = reconcile(fields, result.base, {"Terms": "15"}, {"payment_terms": 45}, BOTH_WAYS)
    assert (retry.to_crm, retry.refused) == ({}, ())


def test_a_field_mapped_since_takes_the_crms_value_without_a_conflict():
    then = FieldMap([MappedPair("Account_Name", "contact_name")])
    base = then.base_of(("Acme",), ("Acme",))
    held = {"Account_Name": "Acme", "Phone": "1"}, {"contact_name": "Acme", "phone": "2"}
    result = reconcile(FIELDS, base, *held, BOTH_WAYS)
    assert (result.to_finance, result.conflicts) == ({"phone": "1"}, ())


def test_a_field_mapped_since_that_is_blank_in_the_crm_takes_finances_value():
    base = FieldMap([MappedPair("Account_Name", "contact_name")]).base_of(("Acme",), ("Acme",))
    result = reconcile(FIELDS, base, {"Account_Name": "Acme"}, {"contact_name": "Acme", "phone": "2"}, BOTH_WAYS)
    assert result.to_crm == {"Phone": "2"}


def test_a_full_name_written_to_the_crm_is_agreed_as_the_crm_will_hold_it():
    fields = FieldMap([MappedPair("Full_Name", "contact_name"), MappedPair("Last_Name", "last_name")])
    result = settle(("Ada Hill", "Hill"), ("Ada Hill", "Hill"), (" Ada Bell ", "Hill"), fields=fields)
    assert result.to_crm == {"First_Name": "Ada", "Last_Name": "Bell"}
    assert result.to_finance == {"last_name": "Bell"}, "the last name changed with the full name"
    assert result.base.crm == ("Ada Bell", "Bell")


def test_an_incoming_record_lays_its_values_over_and_leaves_what_it_has_not():
    result = incoming(
        FIELDS,
        System.CRM,
        {"Account_Name": "Acme", "Phone": None},
        {"contact_name": "ACME", "phone": "9", "notes": "kept"},
        erase=False,
    )
    assert result.to_finance == {"contact_name": "Acme"}
    assert result.base == Base(FIELDS.pairs, ("Acme", None), ("Acme", "9"))


def test_an_incoming_record_of_finance_is_laid_over_the_crms():
    result = incoming(
        FIELDS,
        System.FINANCE,
        {"Account_Name": "Acme", "Phone": "1"},
        {"contact_name": "Acme", "phone": "9"},
        erase=False,
    )
    assert (result.to_crm, result.to_finance) == ({"Phone": "9"}, {})
