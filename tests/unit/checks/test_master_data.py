"""The checks of deletions, merges, views, items and mapping on the smallest histories that keep and break them."""

from __future__ import annotations

import pytest

from tests.unit.checks.histories import ACME, ACME_CUSTOMER, BOLT_CUSTOMER, created, linked, run, updated
from tests.unit.checks.test_invariants import broken
from zsim.checks import EffectSeen, Pair
from zsim.ports.records import RecordId, Ref

GONE = EffectSeen(1, ACME_CUSTOMER, "deleted", {}, None)
SOURCES = {ACME_CUSTOMER: ACME}
ANVIL = Ref("books", "items", RecordId("41"))
TURNED_INACTIVE = updated(BOLT_CUSTOMER, {"status": "active", "currency_code": "USD"}, {"status": "inactive"})


def test_a_customer_born_in_the_crm_may_go_with_its_account():
    assert not broken(run(effects=[GONE], sources=SOURCES, born={ACME_CUSTOMER: "crm"}, gone=[ACME]))


def test_a_customer_born_in_finance_may_not_go_with_its_account():
    seen = run(effects=[GONE], sources=SOURCES, born={ACME_CUSTOMER: "finance"}, gone=[ACME])
    assert broken(seen) == ["origin-decides-deletion"]


def test_what_has_transactions_may_not_be_meant_to_go_whether_or_not_it_does():
    deleted = {"outcomes": [(ACME, "deleted")], "targets": {ACME: ACME_CUSTOMER}}
    assert not broken(run(**deleted))
    assert broken(run(**deleted, used=[ACME_CUSTOMER])) == ["origin-decides-deletion"]


def test_a_customer_gone_while_its_account_lives_is_told():
    assert broken(run(effects=[GONE], sources=SOURCES, born={ACME_CUSTOMER: "crm"})) == ["leaving-loses-nothing"]


def test_a_customer_gone_whose_account_was_restored_meanwhile_is_in_order():
    assert not broken(run(effects=[GONE], sources=SOURCES, born={ACME_CUSTOMER: "crm"}, touched=[ACME]))


def test_a_customer_that_gave_way_to_another_of_its_account_is_in_order():
    pairs = linked(Pair(ACME, BOLT_CUSTOMER))
    assert not broken(run(effects=[GONE], sources=SOURCES, born={ACME_CUSTOMER: "crm"}, pairs=pairs))


def test_merged_customers_of_one_currency_are_in_order_and_of_two_are_told():
    merged = {
        "outcomes": [(ACME, "overwritten")],
        "targets": {ACME: ACME_CUSTOMER},
        "effects": [TURNED_INACTIVE],
        "allowed": {("books", "customers"): frozenset({"status", "currency_code"})},
        "same_named": {BOLT_CUSTOMER: (ACME_CUSTOMER,)},
    }
    assert not broken(run(**merged, fields={ACME_CUSTOMER: {"currency_code": "USD"}}))
    assert broken(run(**merged, fields={ACME_CUSTOMER: {"currency_code": "INR"}})) == ["one-currency-in-merge"]


def test_a_master_that_took_the_currency_before_the_merge_is_in_order():
    turned = updated(ACME_CUSTOMER, {"currency_code": "INR"}, {"currency_code": "USD"})
    merged = {
        "outcomes": [(ACME, "overwritten")],
        "targets": {ACME: ACME_CUSTOMER},
        "allowed": {("books", "customers"): frozenset({"status", "currency_code"})},
        "same_named": {BOLT_CUSTOMER: (ACME_CUSTOMER,)},
        "fields": {ACME_CUSTOMER: {"currency_code": "USD"}},
    }
    assert not broken(run(**merged, effects=[turned._replace(number=1), TURNED_INACTIVE._replace(number=2)]))
    late = [TURNED_INACTIVE._replace(number=1), turned._replace(number=2)]
    assert broken(run(**merged, effects=late)) == ["one-currency-in-merge"]


def test_a_record_made_unlike_what_was_agreed_is_told():
    assert not broken(run(effects=[created(ANVIL)]))
    assert broken(run(effects=[created(ANVIL)], unlike={ANVIL: ("rate",)})) == ["mapping-carries"]


@pytest.mark.parametrize(("finished", "told"), [(True, ["mapping-carries"]), (False, [])])
def test_what_a_run_changed_last_may_be_agreed_on_only_by_the_next_if_it_broke_off(finished: bool, told: list[str]):
    effects = [created(ANVIL), updated(ANVIL, {"rate": 1}, {"rate": 2}, 2)]
    allowed = {(ANVIL.app, ANVIL.module): frozenset({"rate"})}
    seen = run(effects=effects, allowed=allowed, unlike={ANVIL: ("rate",)}, finished=finished)
    assert broken(seen) == told
