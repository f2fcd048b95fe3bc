"""The checks of what stays apart, on single changes."""

from __future__ import annotations

import pytest

from tests.unit.checks.histories import created, updated
from zsim.checks import EffectSeen
from zsim.checks.apart import finance_is_spared, native_asked_for, natives_stay_apart
from zsim.ports.records import RecordId, Ref

NATIVE = Ref("crm", "Invoices", RecordId("1"))
INVOICE, CUSTOMER = (Ref("books", each, RecordId("2")) for each in ("invoices", "customers"))


def test_what_somebody_does_with_natives_in_the_crm_is_in_order():
    for effect in (created(NATIVE), updated(NATIVE, {"Subject": "Own"}, {"Subject": "Ours"})):
        assert not [*natives_stay_apart(effect, by_crm=True, of_native=True)]


def test_a_native_that_the_integration_makes_or_fills_in_is_told():
    for effect in (created(NATIVE), updated(NATIVE, {"Grand_Total": 1}, {"Grand_Total": 2})):
        assert [each.invariant for each in natives_stay_apart(effect, by_crm=False, of_native=False)] == [
            "natives-stay-apart"
        ]


def test_a_native_may_follow_its_account_when_that_is_merged():
    effect = updated(NATIVE, {"Account_Name": "1"}, {"Account_Name": "2"})
    assert not [*natives_stay_apart(effect, by_crm=False, of_native=False)]


def test_a_document_of_finance_that_comes_of_a_native_is_told():
    assert [*natives_stay_apart(created(INVOICE), by_crm=False, of_native=True)]
    assert not [*natives_stay_apart(created(INVOICE), by_crm=False, of_native=False)]


@pytest.mark.parametrize(
    ("app", "module", "told"), [("crm", "Invoices", 1), ("crm", "Finance_Invoices", 0), ("finance", "invoices", 0)]
)
def test_a_call_about_natives_is_told(app: str, module: str, told: int):
    assert len([*native_asked_for(1, app, module)]) == told


LET_GO = updated(CUSTOMER, {"zcrm_account_id": "1", "source": "CRM"}, {"zcrm_account_id": None, "source": None})
GONE = EffectSeen(1, CUSTOMER, "deleted", {}, None)


@pytest.mark.parametrize(
    ("effect", "command", "told"),
    [
        (LET_GO, "disable", 1),
        (LET_GO, "delete", 0),
        (GONE, "delete", 0),
        (GONE, "enable", 0),
        (created(CUSTOMER), "disable", 1),
        (updated(CUSTOMER, {"phone": "1"}, {"phone": "2"}), "delete", 1),
        (updated(INVOICE, {"status": "draft"}, {"status": "void"}), "delete", 1),
        (EffectSeen(1, INVOICE, "deleted", {}, None), "delete", 1),
        (created(NATIVE), "disable", 0),
    ],
)
def test_what_closing_a_connection_changes_in_finance_is_told(effect: EffectSeen, command: str, told: int):
    assert [each.invariant for each in finance_is_spared(effect, command)] == ["finance-is-spared"] * told
