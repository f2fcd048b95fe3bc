"""Which CRM field may be mapped to which finance field."""

from __future__ import annotations

import pytest

from zsim.kernel.errors import UsageError
from zsim.ports.schema import Field, FieldType
from zsim.sync.settings.field_pairs import check_pairs, identified


def schema(*fields: Field) -> dict[str, Field]:
    return {each.name: each for each in fields}


CRM = schema(
    Field("Account_Name", label="Account Name"),
    Field("Phone", FieldType.PHONE, "Phone"),
    Field("Score", FieldType.INTEGER, "Score"),
    Field("Full_Name", label="Full Name", read_only=True),
    Field("Modified", FieldType.DATE_TIME, "Modified", read_only=True),
    Field("Colour", label="Colour"),
)
FINANCE = schema(
    Field("contact_name", label="Name"),
    Field("phone", FieldType.PHONE, "Phone"),
    Field("cf_colour", label="Colour"),
    Field("cf_score", FieldType.DATE, "Score"),
    Field("modified", FieldType.DATE_TIME, "Modified"),
    Field("outstanding", label="Outstanding", read_only=True),
)


def check(**pairs: str) -> None:
    check_pairs(pairs, "Accounts", CRM, "customers", FINANCE)


def test_fields_whose_types_fit_may_be_mapped():
    check(Account_Name="contact_name", Phone="phone", Colour="cf_colour")


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ({"Acount_Name": "contact_name"}, "Accounts.Acount_Name: there is no such field; the nearest is Account_Name"),
        ({"Phone": "fone"}, "customers.fone: there is no such field; the nearest is phone"),
        ({"Phone": "zzz"}, "customers.zzz: there is no such field; a field the module has"),
        ({"Phone": "phone", "Colour": "phone"}, "customers.phone takes Accounts.Phone already"),
        ({"Score": "cf_score"}, "Score is integer, cf_score is date"),
        ({"Modified": "modified"}, "Modified is set by the app"),
        ({"Colour": "outstanding"}, "outstanding is set by the app"),
    ],
    ids=["unknown here", "unknown there", "nothing near", "two for one", "types", "read-only", "read-only there"],
)
def test_what_may_not_be_mapped_is_refused_with_the_reason(pairs: dict[str, str], told: str):
    with pytest.raises(UsageError, match=told):
        check(**pairs)


def test_the_full_name_may_be_mapped_though_the_crm_derives_it():
    check(Full_Name="contact_name")


def test_fields_of_one_label_whose_types_fit_are_identified_beside_the_default_ones():
    assert identified({"Account_Name": "contact_name"}, CRM, FINANCE) == {
        "Account_Name": "contact_name",
        "Phone": "phone",
        "Colour": "cf_colour",
    }


def test_a_field_that_is_mapped_already_is_not_identified_again():
    assert identified({"Account_Name": "phone", "Colour": "contact_name"}, CRM, FINANCE) == {
        "Account_Name": "phone",
        "Colour": "contact_name",
    }
