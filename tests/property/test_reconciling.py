"""Mapping and reconciling, whatever the records hold: nothing is lost on the way, and nothing is left to do after."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zsim.ports.records import Fields, Value
from zsim.sync import Base, System
from zsim.sync.model import FULL_NAME, FieldMap, MappedPair, join_name
from zsim.sync.planning import Reconciled, Rules, reconcile

WORDS = st.sampled_from(["Ada", "Hill", "von Hill", "Acme"])
MAPS = {
    "account": FieldMap([MappedPair("Account_Name", "contact_name"), MappedPair("Phone", "phone")]),
    "contact": FieldMap([MappedPair(FULL_NAME, "contact_name"), MappedPair("Phone", "phone")]),
    "parts too": FieldMap([MappedPair(FULL_NAME, "contact_name"), MappedPair("Last_Name", "last_name")]),
    "person": FieldMap([MappedPair("First_Name", "first_name"), MappedPair("Last_Name", "last_name")]),
    "terms": FieldMap([MappedPair("Terms", "payment_terms", whole=True, options=("15", "30"))]),
}
PHONES = st.sampled_from([None, "", "1", "2"])
CRM = st.fixed_dictionaries(
    {
        "Account_Name": WORDS,
        "First_Name": st.none() | WORDS,
        "Last_Name": WORDS,
        "Phone": PHONES,
        "Terms": st.sampled_from([None, "15", "30"]),
    }
).map(lambda fields: {**fields, FULL_NAME: join_name(fields)})
FINANCE = st.fixed_dictionaries(
    {
        "contact_name": st.sampled_from(["Ada Hill", "Hill", "Acme"]),
        "first_name": st.none() | WORDS,
        "last_name": WORDS,
        "phone": PHONES,
        "payment_terms": st.sampled_from([None, 15, 30, 45]),
    }
)
RULES = st.builds(
    Rules,
    winner=st.sampled_from(System),
    to_crm=st.booleans(),
    to_finance=st.booleans(),
    erase=st.booleans(),
    restore=st.booleans(),
)
FIELDS = st.sampled_from(list(MAPS.values()))


def carried_out(result: Reconciled, crm: Fields, finance: Fields) -> tuple[dict[str, Value], dict[str, Value]]:
    """The records as the apps hold them after the writes; the CRM derives the full name."""
    written = {**crm, **result.to_crm}
    return {**written, FULL_NAME: join_name(written)}, {**finance, **result.to_finance}


def agree(fields: FieldMap, crm: Fields, finance: Fields) -> Base:
    """An agreement on what two records hold."""
    return fields.base_of(fields.crm_values(crm), fields.finance_values(finance))


@given(FIELDS, CRM)
def test_what_is_mapped_out_and_back_is_what_it_was(fields: FieldMap, crm: Fields) -> None:
    there = fields.finance_fields(fields.crm_values(crm))
    back = {**crm, **fields.crm_fields(fields.finance_values(there))}
    assert fields.crm_values({**back, FULL_NAME: join_name(back)}) == fields.crm_values(crm)


@given(FIELDS, CRM, FINANCE, CRM, FINANCE, RULES)
def test_settled_edits_are_settled_for_good(
    fields: FieldMap, base_crm: Fields, base_finance: Fields, crm: Fields, finance: Fields, rules: Rules
) -> None:
    first = reconcile(fields, agree(fields, base_crm, base_finance), crm, finance, rules)
    second = reconcile(fields, first.base, *carried_out(first, crm, finance), rules)
    assert (second.to_crm, second.to_finance) == ({}, {})


@given(FIELDS, CRM, FINANCE, RULES)
def test_records_nobody_edited_stay_as_they_are(fields: FieldMap, crm: Fields, finance: Fields, rules: Rules) -> None:
    result = reconcile(fields, agree(fields, crm, finance), crm, finance, rules)
    assert (result.to_crm, result.to_finance, result.conflicts) == ({}, {}, ())


@given(FIELDS, CRM, FINANCE, CRM, FINANCE, RULES)
def test_a_side_that_may_not_be_written_is_not(
    fields: FieldMap, base_crm: Fields, base_finance: Fields, crm: Fields, finance: Fields, rules: Rules
) -> None:
    result = reconcile(fields, agree(fields, base_crm, base_finance), crm, finance, rules)
    assert rules.to_crm or not result.to_crm
    assert rules.to_finance or not result.to_finance


@given(st.sampled_from(["account", "person"]), CRM, FINANCE, CRM, FINANCE)
def test_an_edit_on_one_side_alone_is_never_lost(
    name: str, base_crm: Fields, base_finance: Fields, crm: Fields, finance: Fields
) -> None:
    fields = MAPS[name]
    base = agree(fields, base_crm, base_finance)
    rules = Rules(System.CRM, to_crm=True, to_finance=True)
    after = carried_out(reconcile(fields, base, crm, finance, rules), crm, finance)
    held = zip(fields.crm_values(crm), fields.finance_values(finance), strict=True)
    then = zip(base.crm, base.finance, strict=True)
    now = zip(fields.crm_values(after[0]), fields.finance_values(after[1]), strict=True)
    for (crm_then, finance_then), (crm_edit, finance_edit), values in zip(then, held, now, strict=True):
        if crm_edit is not None and crm_edit != crm_then:
            assert values == (crm_edit, crm_edit)
        elif finance_edit is not None and finance_edit != finance_then:
            assert values == (finance_edit, finance_edit)
