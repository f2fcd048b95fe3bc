"""The checks of what a run does in the CRM on the smallest histories that keep and break them."""

from __future__ import annotations

from tests.unit.checks.histories import ACME, ACME_CUSTOMER, ADMIN, BOLT, created, run, updated
from tests.unit.checks.test_invariants import broken
from zsim.checks import Decided, EffectSeen
from zsim.ports.records import RecordId, Ref

MADE = created(ACME)
ALLOWED = {("crm", "Accounts"): frozenset({"Phone", "Owner"}), ("books", "customers"): frozenset({"phone"})}
CALLED = updated(ACME, {"Phone": "1", "Owner": "rita"}, {"Phone": "2", "Owner": "rita"})
MERGED_AWAY = EffectSeen(1, BOLT, "deleted", {}, None, cause=4)
MERGED = Decided(BOLT, "merged", ACME, "merge-source", 4)


def test_what_was_made_in_the_crm_belongs_to_the_connecting_user():
    assert not broken(run(effects=[MADE], owners=[ADMIN]))
    assert broken(run(effects=[MADE], owners=["rita"])) == ["connecting-user-owns"]


def test_while_the_credentials_change_either_user_may_own_it():
    assert not broken(run(effects=[MADE], owners=[ADMIN, "rita"]))


def test_an_update_leaves_the_owner_alone():
    assert not broken(run(effects=[CALLED], allowed=ALLOWED, owners=[ADMIN]))
    given_away = CALLED._replace(after={"Phone": "2", "Owner": ADMIN})
    assert broken(run(effects=[given_away], allowed=ALLOWED, owners=[ADMIN])) == ["connecting-user-owns"]


def test_what_a_run_makes_in_finance_has_no_owner():
    assert not broken(run(effects=[created(ACME_CUSTOMER)], owners=[ADMIN]))


def test_a_run_that_only_fetches_writes_to_finance_alone():
    in_finance = updated(ACME_CUSTOMER, {"phone": "1"}, {"phone": "2"})
    assert not broken(run(effects=[CALLED, in_finance], allowed=ALLOWED))
    assert not broken(run(effects=[in_finance], allowed=ALLOWED, fetches=True))
    assert broken(run(effects=[in_finance, CALLED], allowed=ALLOWED, fetches=True)) == ["fetching-leaves-the-crm-alone"]


def test_it_may_merge_in_the_crm_where_a_policy_says_so_and_write_nothing_else():
    merging = {"effects": [MERGED_AWAY], "decided": [MERGED], "fetches": True}
    assert not broken(run(**merging, merges_in_crm=True))
    assert broken(run(**merging)) == ["fetching-leaves-the-crm-alone"]
    told = broken(run(effects=[CALLED], decided=[MERGED], allowed=ALLOWED, fetches=True, merges_in_crm=True))
    assert told == ["fetching-leaves-the-crm-alone"]


def test_where_a_list_is_refreshed_by_hand_no_run_shows_documents():
    effect = created(Ref("crm", "Finance_Invoices", RecordId("9")))
    assert not broken(run(effects=[effect], product="books"))
    assert broken(run(effects=[effect], product="invoice")) == ["shown-when-asked"]
