"""The data files are whole, and agree with each other."""

from __future__ import annotations

from collections import Counter
from typing import get_args, get_type_hints

import pytest

from zsim.catalogue import Basis, Inclusion, Passage, Policies, Product, catalogue
from zsim.catalogue.model import ConnectsBy, FurtherOrganisation, Shares

BEHAVIOURS_OF_AREA = {
    "CON": 24,
    "CUS": 38,
    "DEL": 17,
    "VIW": 7,
    "MAP": 12,
    "VEN": 8,
    "ITM": 15,
    "SYN": 15,
    "FND": 11,
    "TXN": 40,
    "TRG": 45,
    "POT": 12,
    "PRM": 12,
    "USR": 12,
    "COL": 8,
    "DIS": 17,
    "IMP": 10,
    "LED": 41,
    "KEY": 8,
    "FLT": 22,
}
QUIRKS = [
    "CON-10",
    "CON-15",
    "CUS-04",
    "CUS-14",
    "DEL-01",
    "DEL-03",
    "MAP-03",
    "ITM-02",
    "ITM-06",
    "TXN-02",
    "TRG-07",
    "TRG-08",
    "TRG-10",
    "TRG-11",
    "POT-06",
    "USR-03",
    "DIS-02",
    "DIS-03",
    "LED-12",
    "KEY-01",
    "KEY-03",
]
TAKEN_OVER = {
    "CON-03": ("marketinghub",),
    "CUS-01": ("invoice",),
    "CUS-02": ("invoice",),
    "CUS-05": ("books",),
    "CUS-06": ("invoice",),
    "CUS-07": ("invoice", "books"),
    "CUS-08": ("invoice", "books"),
    "CUS-09": ("invoice",),
    "CUS-11": ("invoice", "books"),
    "CUS-12": ("invoice", "books"),
    "CUS-13": ("invoice", "books"),
    "CUS-15": ("books", "billing"),
    "CUS-34": ("invoice",),
    "DEL-01": ("invoice",),
    "DEL-08": ("invoice",),
    "DEL-10": ("invoice",),
    "FND-05": ("billing",),
    "MAP-01": ("invoice",),
    "MAP-08": ("invoice", "billing"),
    "SYN-01": ("invoice",),
    "SYN-05": ("invoice",),
    "TXN-07": ("invoice",),
    "TXN-08": ("invoice",),
    "TXN-09": ("invoice",),
    "TXN-17": ("invoice", "billing"),
    "TRG-05": ("billing",),
    "TRG-06": ("billing",),
    "TRG-09": ("billing",),
    "TRG-10": ("billing",),
    "TRG-13": ("invoice", "import", "billing"),
    "TRG-14": ("billing",),
    "TRG-20": ("invoice", "books"),
    "COL-03": ("books",),
}
PRODUCTS = ("invoice", "import", "books", "billing", "marketinghub")
INVARIANTS = (
    "one-outcome",
    "links-pair-up",
    "no-duplicates-after-overwrite",
    "quiet-second-run",
    "no-effect-without-cause",
    "unmapped-fields-stay",
    "closed-means-closed",
    "origin-decides-deletion",
    "one-currency-in-merge",
    "leaving-loses-nothing",
    "one-to-one",
    "no-lone-persons",
    "links-end-by-decision",
    "pairs-stay-themselves",
    "gone-by-decision",
    "effects-have-their-decision",
    "cites-its-own",
    "connecting-user-owns",
    "fetching-leaves-the-crm-alone",
    "merges-take-all-along",
    "shown-as-they-are",
    "shown-when-asked",
    "conflicts-stand",
    "mapping-carries",
    "every-run-ends",
    "graded-as-it-ended",
    "failure-keeps-checkpoint",
    "counts-add-up",
    "suppressed-stay-out",
    "one-lead-per-address",
    "one-fetch-a-date",
    "repeat-adds-nobody",
    "one-document-a-win",
    "frozen-stays",
    "no-trigger-in-the-us",
    "deals-are-answered",
    "denied-changes-nothing",
    "numbers-run-on",
    "totals-equal-lines",
    "balance-is-what-is-left",
    "lines-stay",
    "conversions-take-all-along",
    "finance-is-spared",
    "natives-stay-apart",
    "previews-come-true",
    "loaded-goes-on-alike",
    "told-as-it-was",
    "choices-stand",
    "others-hear-of-it",
    "waits-as-it-may",
    "nothing-is-lost",
    "views-list-what-they-say",
    "mailed-as-they-want",
    "active-by-a-fresh-key",
    "section-as-it-may",
    "only-who-may",
    "finance-keeps-its-rules",
)


def test_every_area_holds_all_its_behaviours() -> None:
    held = {area.code: len(catalogue().in_area(area.code)) for area in catalogue().areas}
    assert held == BEHAVIOURS_OF_AREA
    assert len(catalogue().areas) == 20
    assert len(catalogue().behaviours) == 374


def test_behaviour_ids_are_numbered_without_gaps() -> None:
    for code, count in BEHAVIOURS_OF_AREA.items():
        assert [each.id for each in catalogue().in_area(code)] == [
            f"{code}-{number:02}" for number in range(1, count + 1)
        ]


def test_behaviours_stand_in_the_order_of_the_areas() -> None:
    codes = [each.area for each in catalogue().behaviours]
    assert list(dict.fromkeys(codes)) == [area.code for area in catalogue().areas]
    assert codes == sorted(codes, key=list(BEHAVIOURS_OF_AREA).index)


def test_evidence_is_counted_as_in_the_documents() -> None:
    assert Counter(each.basis for each in catalogue().behaviours) == {
        Basis.SEED: 183,
        Basis.RULING: 177,
        Basis.OFFICIAL: 14,
    }


def test_what_is_no_ruling_says_where_it_stands_and_holds_there_for_the_products_of_the_document_alone() -> None:
    for each in catalogue().behaviours:
        assert bool(each.where) == (each.basis is not Basis.RULING), each.id
        assert [place.document for place in each.where] == sorted(place.document for place in each.where), each.id
        documents = [catalogue().document(place.document) for place in each.where]
        assert {document.basis for document in documents} <= {each.basis}, each.id
        documented = {key for document in documents for key in document.products}
        if each.basis is Basis.OFFICIAL:
            documented &= set(each.products)
        if each.where:
            assert set(each.products) - set(each.taken_over) == documented, each.id
        assert set(each.taken_over) <= set(each.products), each.id


def test_every_heading_is_one_of_its_document_and_none_is_there_for_nothing() -> None:
    named = {place for each in catalogue().behaviours for place in each.where}
    assert named == {Passage(each.number, heading) for each in catalogue().documents for heading in each.headings}


def test_the_source_documents_are_these_and_all_others_are_pages_of_other_help() -> None:
    assert {each.number: each.title for each in catalogue().documents if each.basis is Basis.SEED} == {
        "000": "Zoho Invoice - Zoho CRM Integration",
        "001": "Zoho Invoice: one-way import of accounts and contacts from Zoho CRM",
        "002": "Integrate Zoho Books with Zoho CRM",
        "003": "Integrate Zoho Billing with Zoho CRM",
        "004": "Sync leads from Zoho Invoice",
    }
    pages = [each.number for each in catalogue().documents if each.basis is Basis.OFFICIAL]
    assert pages == [f"H{number:02}" for number in range(1, 18)]


def test_these_behaviours_are_taken_over_by_products_whose_document_does_not_say_so() -> None:
    assert {each.id: each.taken_over for each in catalogue().behaviours if each.taken_over} == TAKEN_OVER


def test_every_ruling_and_nothing_else_names_its_alternative() -> None:
    for each in catalogue().behaviours:
        assert bool(each.alternative) == (each.basis is Basis.RULING), each.id
        assert each.alternative.removesuffix(".") not in each.rule or not each.alternative, each.id


def test_the_oddities_are_these() -> None:
    assert [each.id for each in catalogue().quirks] == QUIRKS


def test_behaviours_hold_for_known_products_named_once() -> None:
    for each in catalogue().behaviours:
        assert each.products, each.id
        assert len(set(each.products)) == len(each.products), each.id
        assert set(each.products) <= set(PRODUCTS), each.id


def test_titles_are_unique_within_an_area() -> None:
    repeated = [
        key for key, count in Counter((each.area, each.title) for each in catalogue().behaviours).items() if count > 1
    ]
    assert repeated == []


def test_the_products_are_these() -> None:
    assert tuple(each.key for each in catalogue().products) == PRODUCTS


@pytest.mark.parametrize("product", catalogue().products, ids=lambda product: product.key)
def test_a_product_differs_as_the_behaviours_say(product: Product) -> None:
    def holds(behaviour_id: str) -> bool:
        return catalogue().behaviour(behaviour_id).holds_for(product.key)

    assert (product.connects_by is ConnectsBy.ORGANISATION) == holds("CON-02")
    assert (product.shares is Shares.CONTACTS) == holds("CON-07")
    assert (product.shares is Shares.USERS) == holds("CON-08")
    assert product.merges_duplicates == holds("CUS-14") == holds("ITM-06")
    assert (product.includes_contacts_without_account is Inclusion.OPTIONAL) == holds("CUS-05")
    assert (product.includes_contacts_without_account is Inclusion.ALWAYS) == holds("IMP-04")
    assert product.individuals_are_own_persons == holds("IMP-04")
    assert (product.contact_persons_max == 500) == holds("CUS-27")
    assert (product.custom_fields_max == 10) == holds("MAP-03")
    assert (product.period_hours == 12 and product.repeats_if_asked) == holds("SYN-02")
    assert product.two_way == holds("CUS-06")
    if holds("CON-10"):
        assert product.further_organisation is FurtherOrganisation.FETCH_ONLY
    if holds("CON-12"):
        assert product.further_organisation is FurtherOrganisation.REFUSED


def test_products_that_sync_every_two_hours_have_that_period() -> None:
    assert {each.key: each.period_hours for each in catalogue().products} == {
        "invoice": 2,
        "import": 12,
        "books": 2,
        "billing": 2,
        "marketinghub": 0,
    }


def test_modules_of_a_product_are_those_its_areas_speak_of() -> None:
    assert catalogue().product("books").modules == ("customers", "vendors", "items")
    for each in catalogue().products:
        assert ("vendors" in each.modules) == catalogue().behaviour("VEN-01").holds_for(each.key)
        assert ("items" in each.modules) == catalogue().behaviour("ITM-01").holds_for(each.key)
        assert ("leads" in each.modules) == catalogue().behaviour("LED-01").holds_for(each.key)


def test_every_policy_decides_known_behaviours_and_defaults_to_an_option_of_its_own() -> None:
    for policy in catalogue().policies:
        values = [option.value for option in policy.options]
        assert values[0] == policy.default, policy.name
        assert len(values) == len(set(values)) >= 2, policy.name
        assert policy.decides, policy.name
        for behaviour_id in policy.decides:
            assert catalogue().behaviour(behaviour_id).id == behaviour_id


def test_the_typed_settings_match_the_policies_and_their_options() -> None:
    hints = get_type_hints(Policies)
    assert {name: get_args(hint) for name, hint in hints.items()} == {
        policy.name: tuple(option.value for option in policy.options) for policy in catalogue().policies
    }


def test_the_invariants_are_these_and_rest_on_known_behaviours() -> None:
    assert tuple(each.name for each in catalogue().invariants) == INVARIANTS
    for invariant in catalogue().invariants:
        assert invariant.behaviours, invariant.name
        for behaviour_id in invariant.behaviours:
            assert catalogue().behaviour(behaviour_id).id == behaviour_id


def test_texts_end_as_sentences_and_hold_no_stray_blanks() -> None:
    texts = [each.rule for each in catalogue().behaviours]
    texts += [each.alternative for each in catalogue().behaviours if each.alternative]
    texts += [text for each in catalogue().complaints for text in (each.symptom, each.verdict)]
    texts += [policy.why for policy in catalogue().policies]
    texts += [option.meaning for policy in catalogue().policies for option in policy.options]
    texts += [each.sentence for each in catalogue().invariants]
    for text in texts:
        assert text.endswith("."), text
        assert text == " ".join(text.split()), text
