"""Where the records of a module of one kind go: ahead, or nowhere and why."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import ITEM, VENDOR, item, link, links, product, record, vendor
from zsim.sync import Extent, Links, LinkState, System
from zsim.sync.model.kinds import Kind
from zsim.sync.settings.single_kind_settings import SingleRoutes

BOLT, BOLT_ITEM = product(51), item(61)


def route(
    system: System, found, known: Links | None = None, *, extent=Extent.BOTH_WAYS, recreates=False, kind=ITEM
) -> str:
    routes = SingleRoutes(kind, extent, recreates, links() if known is None else known)
    taken = routes.route(system, found, lambda parent: False)
    return taken.name if isinstance(taken, Kind) else taken.reason.code


@pytest.mark.parametrize("extent", list(Extent))
def test_the_crms_records_go_ahead(extent):
    assert route(System.CRM, BOLT, extent=extent) == "item"


def test_vendors_are_routed_as_vendors():
    crm_vendor = record(System.CRM, "Vendors", 81, Vendor_Name="Acme")
    assert route(System.CRM, crm_vendor, kind=VENDOR) == route(System.FINANCE, vendor(71), kind=VENDOR) == "vendor"


@pytest.mark.parametrize(("extent", "taken"), [(Extent.BOTH_WAYS, "item"), (Extent.FETCH, "fetch-only")])
def test_the_extent_decides_about_what_finance_alone_has(extent, taken):
    assert route(System.FINANCE, BOLT_ITEM, extent=extent) == taken


def test_a_linked_record_goes_ahead_whatever_the_extent_and_its_status():
    put_aside = item(61, status="inactive")
    known = links(link(ITEM, BOLT, put_aside))
    assert route(System.FINANCE, put_aside, known, extent=Extent.FETCH) == "item"


def test_an_inactive_record_never_linked_stays():
    assert route(System.FINANCE, item(61, status="inactive")) == "inactive"


@pytest.mark.parametrize(("recreates", "taken"), [(False, "kept-out"), (True, "item")])
def test_what_was_kept_when_its_crm_record_went_returns_by_policy(recreates, taken):
    known = links(ended=[link(ITEM, BOLT, BOLT_ITEM, System.FINANCE, LinkState.KEPT)])
    assert route(System.FINANCE, BOLT_ITEM, known, recreates=recreates) == taken


def test_a_link_that_ended_otherwise_does_not_hold_a_record_back():
    known = links(ended=[link(ITEM, BOLT, BOLT_ITEM, System.FINANCE, LinkState.FINANCE_DELETED)])
    assert route(System.FINANCE, BOLT_ITEM, known) == "item"
