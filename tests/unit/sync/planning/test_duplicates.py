"""Duplicates by name, under each policy."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    ITEM,
    account,
    contact,
    context,
    customer,
    inputs,
    item,
    link,
    links,
    product,
    record,
)
from zsim.ports.records import Merge, Update
from zsim.sync import KINDS, Duplicates, Extent, LinkState, System
from zsim.sync.model.kinds import OVERWRITTEN, ModuleChoice
from zsim.sync.model.mapping import FieldMap, MappedPair
from zsim.sync.planning.decisions import FollowUp
from zsim.sync.planning.duplicates import plan_by_name

ACME = account(11, Phone="1")
TYPED = customer(21, phone="9")
OTHER = account(12, " ACME", Phone="2")


def decide(record=ACME, *candidates, known=None, joined=(), source=System.CRM, kind=ACCOUNT, **choices):
    looked_up = inputs(source, record, candidates=candidates, joined=joined)
    return plan_by_name(context(kind, known, **choices), looked_up, record)


def writes(decision):
    return [step.write for step in decision.steps]


def test_without_a_namesake_the_record_is_added():
    assert decide().outcome == "created"


def test_skip_leaves_both_alone_and_looks_again():
    decision = decide(ACME, TYPED, duplicates=Duplicates.SKIP)
    assert (decision.outcome, decision.steps, decision.link, decision.later) == ("skipped", (), None, True)


def test_clone_adds_a_second_record_and_links_only_that():
    decision = decide(ACME, TYPED, duplicates=Duplicates.CLONE)
    assert (decision.outcome, decision.link.finance_id) == ("cloned", "")


def test_overwrite_lays_the_values_over_and_links_the_two():
    decision = decide(ACME, TYPED)
    assert decision.outcome == "overwritten"
    noted = {"source": OVERWRITTEN, "zcrm_account_id": ACME.id}
    assert writes(decision) == [Update(TYPED.id, {"phone": "1", **noted})]
    assert (decision.link.crm_id, decision.link.finance_id) == (ACME.id, TYPED.id)
    assert decision.link.origin is System.FINANCE, "it was typed into finance and outlives its account"


def test_overwrite_of_finances_record_lays_it_over_the_crms():
    decision = decide(TYPED, ACME, source=System.FINANCE)
    assert writes(decision) == [Update(ACME.id, {"Phone": "9"})]
    assert decision.follow_ups == (
        FollowUp("account", System.FINANCE, TYPED.ref, Update(TYPED.id, {"zcrm_account_id": ACME.id})),
    ), "finance notes whom its record is joined with once the link stands"


def test_names_differing_in_case_and_blanks_are_one_unless_they_must_be_exact():
    typed = customer(21, " ACME ")
    assert decide(ACME, typed).outcome == "overwritten"
    assert decide(ACME, typed, names="exact").outcome == "created"


@pytest.mark.parametrize(("candidates", "chosen"), [("oldest", 21), ("latest", 22)])
def test_of_several_namesakes_the_policy_chooses(candidates, chosen):
    decision = decide(ACME, customer(21), customer(22), candidates=candidates)
    assert decision.target.id == f"{chosen:018}"


def test_an_active_namesake_comes_before_an_inactive_one():
    assert decide(ACME, customer(21, status="inactive"), customer(22)).target.id == customer(22).id


def test_where_overwrite_merges_the_others_go_into_the_chosen_one():
    decision = decide(ACME, customer(21), customer(22), customer(23), merges=True)
    assert writes(decision)[-1] == Merge(customer(21).id, (customer(22).id, customer(23).id))
    assert decision.quirk == "CUS-14"


LINKED = links(link(ACCOUNT, ACME, customer(21, phone="1")))


def test_a_namesake_linked_to_another_record_is_fused_with():
    decision = decide(OTHER, customer(21, phone="1"), known=LINKED)
    assert (decision.outcome, decision.reason.code) == ("merged", "fuse")
    assert writes(decision) == [Update(TYPED.id, {"contact_name": " ACME", "phone": "2"})]
    assert (decision.link.crm_id, decision.link.finance_id) == (ACME.id, TYPED.id), "the pair stays"


def test_what_was_fused_in_counts_as_agreed_on_its_end_only():
    decision = decide(OTHER, customer(21, phone="1"), known=LINKED)
    assert decision.link.base.crm == ("Acme", "1")
    assert decision.link.base.finance == (" ACME", "2")


def test_an_edit_that_waits_to_cross_is_not_settled_by_a_fusion():
    edited = customer(21, "Zed", phone="1")
    candidate = account(12, "Zed", Phone="2")
    decision = decide(candidate, edited, known=LINKED)
    assert decision.link.base.finance == ("Acme", "2"), "the rename in finance is still to be carried"


def test_a_fusion_under_another_mapping_agrees_on_new_fields_as_they_stand():
    former = next(iter(LINKED))
    base = former.base._replace(pairs=former.base.pairs[:1], crm=("Acme",), finance=("Acme",))
    known = links(former._replace(base=base))
    decision = decide(OTHER, customer(21, phone="7"), known=known, joined=[ACME])
    assert decision.link.base.crm == ("Acme", "1"), "as the linked account holds it, not the fused one"
    assert decision.link.base.finance == (" ACME", "2")


def test_a_fused_record_is_remembered_with_what_it_held():
    decision = decide(OTHER, customer(21, phone="1"), known=LINKED)
    (ending,) = decision.endings
    assert (ending.state, ending.link.crm_id, ending.link.base.crm) == (LinkState.ABSORBED, OTHER.id, (" ACME", "2"))


def test_where_overwrite_merges_a_namesake_of_a_linked_record_is_merged_in_its_own_app():
    decision = decide(OTHER, customer(21, phone="1"), known=LINKED, merges=True)
    assert (decision.outcome, writes(decision)) == ("merged", [Merge(ACME.id, (OTHER.id,))])


def test_under_fetch_nothing_is_merged_in_the_crm():
    decision = decide(OTHER, customer(21, phone="1"), known=LINKED, merges=True, extent=Extent.FETCH)
    assert decision.reason.code == "fuse"


def test_under_fetch_duplicates_in_the_crm_are_merged_where_that_is_the_policy():
    decision = decide(
        OTHER, customer(21, phone="1"), known=LINKED, merges=True, extent=Extent.FETCH, merge_reach="always"
    )
    assert writes(decision) == [Merge(ACME.id, (OTHER.id,))]


def test_a_namesake_linked_to_a_record_of_another_module_is_left_alone():
    ada, individual = contact(31), customer(22, "Ada Hill", customer_sub_type="individual")
    known = links(link(CONTACT, ada, individual))
    decision = decide(account(13, "Ada Hill"), individual, known=known)
    assert (decision.outcome, decision.reason.code) == ("skipped", "linked-elsewhere")


def test_with_accounts_and_their_contacts_a_customer_meets_only_contacts_without_account():
    individual = customer(22, "Ada Hill", customer_sub_type="individual")
    employed = contact(31, Account_Name=ACME.id)
    looked_up = inputs(System.FINANCE, individual)
    looked_up.candidates["ada hill"] = (employed,)
    choices = context(CONTACT, module=ModuleChoice.ACCOUNTS_AND_CONTACTS)
    assert plan_by_name(choices, looked_up, individual).outcome == "created"
    assert plan_by_name(context(CONTACT, module=ModuleChoice.CONTACTS), looked_up, individual).outcome == "overwritten"


def by_secondary_key(record, *others, kind=ITEM, **choices):
    """What a product that compares codes decides; the others are found by name, by code, or both."""
    source = System.CRM if record.ref.app == "crm" else System.FINANCE
    field = "sku" if source is System.CRM else "Product_Code"
    secondary_keys = {str(each.fields[field]).strip(): (each,) for each in others if each.fields[field]}
    looked_up = inputs(source, record, candidates=others, kind=kind, secondary_keys=secondary_keys)
    return plan_by_name(context(kind, by_secondary_key=True, **choices), looked_up, record)


@pytest.mark.parametrize(
    ("code", "sku", "named", "outcome"),
    [
        ("A", "A", "Bolt", "overwritten"),
        ("A", "A", "Nut", "overwritten"),
        (" A ", "A", "Nut", "overwritten"),
        ("A", "B", "Bolt", "created"),
        ("a", "A", "Bolt", "created"),
        ("A", None, "Bolt", "overwritten"),
        (None, "B", "Bolt", "overwritten"),
        (None, None, "Bolt", "overwritten"),
        (" ", "B", "Bolt", "overwritten"),
        ("A", None, "Nut", "created"),
        (None, None, "Nut", "created"),
    ],
)
@pytest.mark.parametrize("source", list(System))
def test_codes_are_compared_before_names(code, sku, named, outcome, source):
    pair = product(51, "Bolt", code), item(61, named, sku)
    decision = by_secondary_key(*(pair if source is System.CRM else reversed(pair)))
    assert decision.outcome == outcome


def test_of_one_by_code_and_one_by_name_the_first_is_meant():
    decision = by_secondary_key(product(51, "Bolt", "A"), item(61, "Bolt"), item(62, "Nut", "A"))
    assert (decision.target.id, decision.reason.code) == (item(62).id, "overwrite-code")


@pytest.mark.parametrize(
    ("duplicates", "code"),
    [(Duplicates.CLONE, "clone"), (Duplicates.OVERWRITE, "overwrite"), (Duplicates.SKIP, "skip")],
)
def test_the_reason_says_whether_code_or_name_was_equal(duplicates, code):
    by_sku = by_secondary_key(product(51, "Bolt", "A"), item(61, "Nut", "A"), duplicates=duplicates)
    by_their_name = by_secondary_key(product(51, "Bolt", "A"), item(61, "Bolt"), duplicates=duplicates)
    assert (by_sku.reason.code, by_their_name.reason.code) == (f"{code}-code", f"{code}-name")


def test_without_a_match_the_reason_speaks_of_both_keys():
    assert "ITM-04" in by_secondary_key(product(51, "Bolt", "A"), item(61, "Bolt", "B")).entry().sentence


def test_where_codes_are_not_compared_names_alone_count():
    bolt = product(51, "Bolt", "A")
    looked_up = inputs(System.CRM, bolt, candidates=[item(61, "Bolt", "B")], kind=ITEM)
    decision = plan_by_name(context(ITEM), looked_up, bolt)
    assert (decision.outcome, decision.reason.code) == ("overwritten", "overwrite")


def test_merging_items_is_an_oddity_of_its_own():
    bolt = product(51)
    looked_up = inputs(System.CRM, bolt, candidates=[item(61), item(62)], kind=ITEM)
    decision = plan_by_name(context(ITEM, merges=True), looked_up, bolt)
    assert writes(decision)[-1] == Merge(item(61).id, (item(62).id,))
    assert decision.quirk == "ITM-06"


def test_a_record_of_the_same_code_is_the_duplicate_though_nothing_carries_the_name():
    lamp = record(System.CRM, "Products", 41, Product_Name="Lamp", Product_Code="AB-1 ")
    item = record(System.FINANCE, "items", 51, name="Desk lamp", sku="AB-1")
    looked_up = inputs(System.CRM, lamp)
    looked_up.secondary_keys["AB-1"] = (item,)
    choices = context()._replace(
        kind=KINDS["item"], fields=FieldMap([MappedPair("Product_Name", "name")]), by_secondary_key=True
    )
    decision = plan_by_name(choices, looked_up, lamp)
    assert (decision.outcome, decision.reason.code) == ("overwritten", "overwrite-code")
    assert plan_by_name(choices._replace(by_secondary_key=False), looked_up, lamp).outcome == "created"
