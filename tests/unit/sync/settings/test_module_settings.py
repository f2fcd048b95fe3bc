"""What every module's choices have in common: what is checked, and what a job is made of."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import CREDENTIALS, Connection
from tests.unit.sync.samples import VENDOR, customer, item, link, record, vendor
from zsim.kernel.errors import UsageError
from zsim.ports.errors import CurrencyMismatch, NotAllowed
from zsim.ports.records import RecordId
from zsim.ports.schema import Field, FieldType, View
from zsim.sync import Duplicates, Extent, Preferences, System
from zsim.sync.settings.module_settings import truth
from zsim.sync.settings.single_kind_settings import SingleKindSettings

MINE = View(RecordId("7"), "Mine", "Vendors", predefined=False, revision=1)
CRM_VENDOR, TWIN = record(System.CRM, "Vendors", 81, Vendor_Name="Acme"), vendor(71)


class Stage:
    """The choices for vendors over one connection."""

    def __init__(self, *, both_ways: bool = True) -> None:
        self.connection = Connection()
        self.connection.crm.offered = (MINE,)
        self.connection.crm.schema = {name: Field(name) for name in (*VENDOR.default_mapping, "Colour", "Nickname")}
        self.connection.finance.schema = {name: Field(name) for name in (*VENDOR.default_mapping.values(), "cf_colour")}
        context = self.connection.context
        self.settings = SingleKindSettings(context, lambda: CREDENTIALS, lambda: both_ways, VENDOR, "vendors")

    def choose(self, base: Preferences | None = None, **choices: object) -> Preferences:
        return self.settings.choose(base or self.settings.defaults, choices)


def test_choices_are_made_and_the_rest_stays():
    first = Stage().choose(extent="both_ways", duplicates="overwrite")
    assert (first.extent, first.duplicates) == (Extent.BOTH_WAYS, Duplicates.OVERWRITE)
    second = Stage().choose(first, duplicates="clone")
    assert (second.extent, second.duplicates) == (Extent.BOTH_WAYS, Duplicates.CLONE)


def test_what_cannot_be_chosen_is_refused_with_what_comes_near():
    with pytest.raises(UsageError, match=r"Books has no such choice.*did you mean 'duplicates'"):
        Stage().choose(duplicate="clone")


def test_a_connection_that_only_fetches_does_not_sync_both_ways():
    with pytest.raises(NotAllowed, match="CON-10"):
        Stage(both_ways=False).choose(extent="both_ways")
    assert Stage(both_ways=False).choose(extent="fetch").extent is Extent.FETCH


@pytest.mark.parametrize("view", ["Mine", MINE], ids=["by name", "by handle"])
def test_a_view_is_chosen_by_name_or_handle_and_taken_back_by_none(view):
    chosen = Stage().choose(vendor_view=view)
    assert chosen.views == {"Vendors": "Mine"}
    assert Stage().choose(chosen).views == {"Vendors": "Mine"}
    assert Stage().choose(chosen, vendor_view=None).views == {}


def test_an_unknown_view_is_refused_with_what_comes_near():
    with pytest.raises(UsageError, match=r"Vendors has no such view.*did you mean 'Mine'"):
        Stage().choose(vendor_view="Mien")


def test_a_view_of_another_module_is_refused():
    with pytest.raises(UsageError, match=r"a view of Accounts.*a view of Vendors"):
        Stage().choose(vendor_view=MINE._replace(module="Accounts"))


def test_a_mapping_adds_fields_and_an_empty_one_takes_them_out():
    stage = Stage()
    chosen = stage.choose(mapping={"Colour": "cf_colour", "Phone": ""})
    pairs = stage.settings.pairs(chosen)[VENDOR]
    assert pairs["Colour"] == "cf_colour"
    assert "Phone" not in pairs
    assert pairs["Vendor_Name"] == "contact_name"
    assert stage.settings.pairs(Preferences())[VENDOR] == VENDOR.default_mapping


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ({"Vendor_Name": ""}, "it names the vendor"),
        ({"Colour": "colour"}, "customers|vendors.colour: there is no such field"),
        ({"Color": "cf_colour"}, "Vendors.Color: there is no such field; the nearest is Colour"),
        ({"Colour": "contact_name"}, "takes Vendors.Vendor_Name already"),
        ({"Colour": 1}, "no pairs of field names"),
        ("Colour", "no pairs of field names"),
    ],
)
def test_an_impossible_mapping_is_refused(mapping, told: str):
    with pytest.raises(UsageError, match=told):
        Stage().choose(mapping=mapping)


def test_types_that_do_not_fit_are_refused():
    stage = Stage()
    stage.connection.crm.schema["Colour"] = Field("Colour", FieldType.DATE)
    with pytest.raises(UsageError, match="Colour is date, cf_colour is text"):
        stage.choose(mapping={"Colour": "cf_colour"})


def test_a_default_pair_whose_field_the_app_lacks_is_no_reason_to_refuse():
    stage = Stage()
    del stage.connection.crm.schema["Website"]
    assert stage.choose(duplicates="clone").duplicates is Duplicates.CLONE


@pytest.mark.parametrize(("multi", "refused"), [(True, True), (False, False)])
def test_with_multi_currency_the_base_currencies_are_to_be_equal(multi: bool, refused: bool):
    stage = Stage()
    stage.connection.crm.multi_currency, stage.connection.finance.currency = multi, "EUR"
    if refused:
        with pytest.raises(CurrencyMismatch):
            stage.settings.check_currencies()
    else:
        stage.settings.check_currencies()


def test_a_job_is_what_was_chosen_at_the_time_it_begins():
    stage = Stage()
    chosen = stage.choose(extent="both_ways")
    job = stage.settings.job(chosen, "sync books vendors", 5000, (CRM_VENDOR.ref,))
    assert (job.kinds, job.pairs) == ((VENDOR,), {"vendor": VENDOR.default_mapping})
    assert (job.preferences, job.credentials, job.includes) == (chosen, CREDENTIALS, False)
    assert (job.actor, job.started_ms, job.only, job.mapped_ms) == ("sync books vendors", 5000, (CRM_VENDOR.ref,), {})


def test_the_record_meant_is_the_crms_own_or_that_behind_finances():
    stage = Stage()
    links = stage.connection.links
    links.put(link(VENDOR, CRM_VENDOR, TWIN))
    for each in (CRM_VENDOR.ref, TWIN.ref):
        assert stage.settings.crm_ref(each, links, Preferences()) == CRM_VENDOR.ref


@pytest.mark.parametrize(
    ("asked", "told"),
    [(vendor(79), "it is linked to none"), (record(System.CRM, "Accounts", 11), "are not made of Accounts")],
)
def test_a_record_that_has_none_or_is_not_read_is_refused(asked, told: str):
    stage = Stage()
    with pytest.raises(UsageError, match=told):
        stage.settings.crm_ref(asked.ref, stage.connection.links, Preferences())


def test_a_record_of_finance_that_is_linked_as_another_kind_is_refused():
    stage = Stage()
    stage.connection.links.put(link(VENDOR, CRM_VENDOR, item(61))._replace(kind="account"))
    with pytest.raises(UsageError, match="vendors as configured are not made of Accounts"):
        stage.settings.crm_ref(item(61).ref, stage.connection.links, Preferences())
    assert customer(21).ref.app == "books"


@pytest.mark.parametrize("value", [True, False])
def test_a_truth_is_true_or_false(value: bool):
    assert truth("auto_update", value) is value


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_what_only_looks_like_a_truth_is_refused(value: object):
    with pytest.raises(UsageError, match="no truth value"):
        truth("auto_update", value)
