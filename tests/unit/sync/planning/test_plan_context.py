"""The standing choices of a run, and how codes and names are compared."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import ACCOUNT, ITEM, account, context, customer, item, product
from tests.unit.sync.stages import journal
from zsim.catalogue import Quirks
from zsim.ports.records import RecordId
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync import Extent, Preferences, System
from zsim.sync.planning.plan_context import carried_first, name_key, secondary_key_of

CRM, FINANCE = System.CRM, System.FINANCE
MARKED = context()._replace(mark="first:")


def test_what_this_connection_made_in_the_crm_is_known_by_its_mark():
    noted = MARKED.own_id(RecordId("21"))
    assert MARKED.finance_id_of(account(11, **{OWN_ID_FIELD: noted})) == "21"


@pytest.mark.parametrize("noted", [None, "", "21", "second:21"])
def test_what_another_connection_made_is_nobodys(noted: str | None):
    assert MARKED.finance_id_of(account(11, **{OWN_ID_FIELD: noted})) is None


def test_without_a_mark_nothing_is_known():
    assert context().finance_id_of(account(11, **{OWN_ID_FIELD: "21"})) is None


@pytest.mark.parametrize(("extent", "to_crm"), [(Extent.BOTH_WAYS, True), (Extent.FETCH, False)])
def test_the_crm_is_written_to_both_ways_only(extent: Extent, to_crm: bool):
    rules = context(extent=extent).rules(account(11), customer(21), True)
    assert (rules.to_crm, context(extent=extent).both_ways) == (to_crm, to_crm)


@pytest.mark.parametrize("inside", [True, False])
def test_finance_is_written_to_from_inside_the_view_only(inside: bool):
    assert context().rules(account(11), customer(21), inside).to_finance is inside


@pytest.mark.parametrize(("ours", "theirs", "winner"), [(2000, 1000, CRM), (1000, 2000, FINANCE), (1000, 1000, CRM)])
def test_who_wins_a_conflict_may_be_who_edited_last(ours: int, theirs: int, winner: System):
    crm, finance = account(11)._replace(modified_ms=ours), customer(21)._replace(modified_ms=theirs)
    assert context(conflicts="last_modified").rules(crm, finance, True).winner is winner


@pytest.mark.parametrize("first", System)
def test_of_edits_of_one_second_those_of_the_side_that_is_read_first_win(first: System):
    tied = context(conflicts="last_modified")._replace(first=first)
    assert tied.rules(account(11), customer(21), True).winner is first


@pytest.mark.parametrize("first", System)
def test_who_wins_a_conflict_is_who_is_carried_first_else(first: System):
    crm, finance = account(11)._replace(modified_ms=1000), customer(21)._replace(modified_ms=2000)
    assert context()._replace(first=first).rules(crm, finance, True).winner is first


@pytest.mark.parametrize(("policy", "erases"), [("erase", True), ("keep", False)])
def test_blanks_erase_by_policy(policy: str, erases: bool):
    assert context(blanks=policy).rules(account(11), customer(21), True).erase is erases


@pytest.mark.parametrize(
    ("kind", "extent", "off", "first"),
    [
        (ITEM, Extent.BOTH_WAYS, (), FINANCE),
        (ITEM, Extent.BOTH_WAYS, ("ITM-02",), CRM),
        (ITEM, Extent.FETCH, (), CRM),
        (ACCOUNT, Extent.BOTH_WAYS, (), CRM),
    ],
)
def test_the_side_of_a_kind_goes_ahead_where_both_are_carried(kind, extent: Extent, off, first: System):
    assert carried_first(kind, Preferences(extent=extent), Quirks(journal(), off)) is first


def test_codes_are_compared_trimmed_with_their_case_and_where_the_product_does():
    compared = context(ITEM, by_secondary_key=True)
    assert secondary_key_of(compared, CRM, product(51, code=" Ab ")) == "Ab"
    assert secondary_key_of(compared, FINANCE, item(61, sku="Ab")) == "Ab"
    assert secondary_key_of(compared, FINANCE, item(61)) == ""
    assert secondary_key_of(context(ITEM), CRM, product(51, code="Ab")) == ""
    assert secondary_key_of(context(ACCOUNT, by_secondary_key=True), CRM, account(11)) == ""


@pytest.mark.parametrize(("name", "key"), [(" ACME ", "acme"), ("Straße", "straße"), (None, ""), ("", "")])
def test_names_are_compared_trimmed_and_folded(name: str | None, key: str):
    assert name_key(name) == key
