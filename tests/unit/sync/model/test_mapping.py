"""How values cross: blanks, whole numbers of pick lists, full names, and which mappings are possible."""

from __future__ import annotations

import pytest

from zsim.kernel.errors import UsageError
from zsim.ports.schema import Field, FieldType
from zsim.sync.model.mapping import FieldMap, MappedPair, compile_map, join_name, split_name
from zsim.sync.settings.field_pairs import check_pairs, identified

CRM = {
    field.name: field
    for field in (
        Field("Account_Name"),
        Field("Full_Name", read_only=True),
        Field("Phone", FieldType.PHONE),
        Field("Terms", FieldType.PICK_LIST, options=("15", "30", "net")),
        Field("Created_Time", FieldType.DATE_TIME, read_only=True),
        Field("Parent_Account", FieldType.LOOKUP, lookup="Accounts"),
        Field("Employees", FieldType.INTEGER),
    )
}
FINANCE = {
    field.name: field
    for field in (
        Field("contact_name"),
        Field("phone", FieldType.PHONE),
        Field("payment_terms", FieldType.INTEGER),
        Field("status", FieldType.PICK_LIST, options=("active", "inactive")),
        Field("parent", FieldType.LOOKUP, lookup="customers"),
        Field("opened", FieldType.DATE),
    )
}


def check(**pairs: str) -> None:
    check_pairs(pairs, "Accounts", CRM, "customers", FINANCE)


def compiled(**pairs: str) -> FieldMap:
    return compile_map(pairs, CRM, FINANCE)


def test_blank_text_and_no_value_are_one():
    fields = compiled(Account_Name="contact_name", Phone="phone")
    assert fields.crm_values({"Account_Name": "Acme", "Phone": ""}) == ("Acme", None)
    assert fields.finance_values({"contact_name": "", "phone": "1"}) == (None, "1")


def test_blanks_are_left_out_of_what_is_written():
    fields = compiled(Account_Name="contact_name", Phone="phone")
    assert fields.finance_fields(("Acme", None)) == {"contact_name": "Acme"}
    assert fields.crm_fields((None, "1")) == {"Phone": "1"}


def test_a_pick_list_of_whole_numbers_meets_a_number():
    fields = compiled(Terms="payment_terms")
    assert fields.crm_values({"Terms": "15"}) == (15,)
    assert fields.crm_values({"Terms": "net"}) == (None,)
    assert fields.crm_fields((30,)) == {"Terms": "30"}


def test_a_value_the_pick_list_lacks_is_not_written():
    fields = compiled(Terms="payment_terms")
    assert fields.crm_fields((45,)) == {}
    assert fields.untaken((45,)) == ("Terms",)
    assert fields.untaken((None,)) == fields.untaken((15,)) == ()


TYPES = {"product_type": {"Goods": "goods", "Services": "service"}}
KIND = {"Kind": Field("Kind", FieldType.PICK_LIST, options=("Goods", "Services", "Rental"))}
PRODUCT_TYPE = {
    "product_type": Field("product_type", FieldType.PICK_LIST, options=("goods", "service"), default="goods")
}


def types() -> FieldMap:
    return compile_map({"Kind": "product_type"}, KIND, PRODUCT_TYPE, TYPES)


@pytest.mark.parametrize(
    ("entry", "meant"), [("Goods", "goods"), ("Services", "service"), ("Rental", None), ("", None)]
)
def test_words_translate_the_entries_of_a_pick_list(entry, meant):
    assert types().crm_values({"Kind": entry}) == (meant,)


def test_words_translate_back_into_the_crms_entries():
    assert types().crm_fields(("service",)) == {"Kind": "Services"}
    assert types().crm_fields((None,)) == {}


def test_a_word_that_the_crms_pick_list_lacks_is_not_written():
    schema = {"Kind": KIND["Kind"]._replace(options=("Goods",))}
    fields = compile_map({"Kind": "product_type"}, schema, PRODUCT_TYPE, TYPES)
    assert (fields.crm_fields(("service",)), fields.untaken(("service",))) == ({}, ("Kind",))


def test_a_record_of_finance_holds_the_default_of_what_it_was_not_given():
    assert types().finance_held((None,)) == ("goods",)
    assert types().finance_held(("service",)) == ("service",)


def test_a_record_of_the_crm_holds_its_default_in_finances_terms():
    schema = {"Kind": KIND["Kind"]._replace(default="Services")}
    fields = compile_map({"Kind": "product_type"}, schema, PRODUCT_TYPE, TYPES)
    assert fields.crm_held((None,)) == ("service",)


def test_without_defaults_the_values_are_held_as_they_are():
    values = ("Acme", None)
    fields = compiled(Account_Name="contact_name", Phone="phone")
    assert fields.finance_held(values) is values
    assert fields.crm_held(values) is values


def labelled(*fields: tuple[str, FieldType, str], **more) -> dict[str, Field]:
    return {name: Field(name, kind, label, **more) for name, kind, label in fields}


NAME = {"Product_Name": "name"}
NAMES = Field("Product_Name", label="Product Name"), Field("name", label="Item Name")


def found(crm, finance):
    return identified(NAME, {"Product_Name": NAMES[0], **crm}, {"name": NAMES[1], **finance})


def test_fields_of_one_label_are_identified_beside_the_default():
    ours = labelled(("Warranty_Term", FieldType.TEXT, "Warranty"), ("Shelf", FieldType.TEXT, "Shelf"))
    theirs = labelled(("cf_warranty", FieldType.TEXT, "Warranty"), ("cf_colour", FieldType.TEXT, "Colour"))
    assert found(ours, theirs) == {**NAME, "Warranty_Term": "cf_warranty"}


@pytest.mark.parametrize(
    ("crm", "finance"),
    [(FieldType.DATE, FieldType.TEXT), (FieldType.TEXT, FieldType.PICK_LIST), (FieldType.LOOKUP, FieldType.LOOKUP)],
)
def test_one_label_and_types_that_do_not_fit_are_not_identified(crm, finance):
    assert found(labelled(("One", crm, "Same")), labelled(("other", finance, "Same"))) == NAME


def test_a_field_set_by_the_app_is_not_identified():
    ours, theirs = labelled(("One", FieldType.TEXT, "Same")), labelled(("other", FieldType.TEXT, "Same"))
    derived = labelled(("One", FieldType.TEXT, "Same"), read_only=True)
    assert found(derived, theirs) == found(ours, labelled(("other", FieldType.TEXT, "Same"), read_only=True)) == NAME


def test_what_the_default_maps_is_not_mapped_again():
    ours = labelled(("Title", FieldType.TEXT, "Item Name"))
    theirs = labelled(("cf_name", FieldType.TEXT, "Product Name"))
    assert found(ours, theirs) == NAME


def test_a_full_name_is_written_as_its_parts():
    assert FieldMap([MappedPair("Full_Name", "contact_name")]).crm_fields(("Ada von Hill",)) == {
        "First_Name": "Ada von",
        "Last_Name": "Hill",
    }


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Ada Hill", "Ada", "Hill"),
        ("Hill", None, "Hill"),
        (" Ada Hill ", "Ada", "Hill"),
        ("A B C", "A B", "C"),
        ("A B  C", "A", "B  C"),
        ("A  B", None, "A  B"),
    ],
)
def test_the_last_word_is_the_last_name(full, first, last):
    assert split_name(full) == {"First_Name": first, "Last_Name": last}
    assert join_name(split_name(full)) == full.strip()


def test_a_last_name_mapped_by_itself_says_where_the_full_name_parts():
    fields = FieldMap([MappedPair("Full_Name", "contact_name"), MappedPair("Last_Name", "last_name")])
    assert fields.crm_fields(("Ada von Hill", "von Hill")) == {"First_Name": "Ada", "Last_Name": "von Hill"}
    assert fields.crm_fields(("Ada Bell", "Hill")) == {"First_Name": "Ada", "Last_Name": "Hill"}


@pytest.mark.parametrize(
    ("fields", "full"),
    [
        ({"First_Name": "Ada", "Last_Name": "Hill"}, "Ada Hill"),
        ({"First_Name": None, "Last_Name": "Hill"}, "Hill"),
        ({"Last_Name": ""}, ""),
    ],
)
def test_a_full_name_joins_what_there_is(fields, full):
    assert join_name(fields) == full


def test_a_pair_whose_field_was_deleted_is_left_out():
    assert compiled(Account_Name="contact_name", cf_gone="phone").pairs == (("Account_Name", "contact_name"),)


def test_equal_values_are_held_once():
    fields = compiled(Account_Name="contact_name")
    base = fields.base_of(fields.crm_values({"Account_Name": "Acme"}), fields.finance_values({"contact_name": "Acme"}))
    assert base.crm is base.finance


def test_what_was_agreed_is_compared_in_the_fields_mapped_then_and_now():
    then = compiled(Account_Name="contact_name", Phone="phone").base_of(("Acme", "1"), ("Acme", "1"))
    now = compiled(Account_Name="contact_name", Terms="payment_terms")
    assert now.crm_matches_base({"Account_Name": "Acme", "Phone": "2", "Terms": "15"}, then)
    assert not now.crm_matches_base({"Account_Name": "Bolt"}, then)
    assert now.finance_matches_base({"contact_name": "Acme", "phone": "2"}, then)


def test_fields_of_one_type_can_be_mapped():
    check(Account_Name="contact_name", Phone="phone", Employees="payment_terms")


def test_text_of_any_sort_meets_text():
    check(Phone="contact_name", Terms="phone")


def test_a_pick_list_of_the_crm_meets_a_number_of_finance():
    check(Terms="payment_terms")


def test_the_full_name_can_be_mapped_although_the_crm_derives_it():
    check(Full_Name="contact_name")


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ({"Acount_Name": "contact_name"}, "no such field; the nearest is Account_Name"),
        ({"Account_Name": "cf_region"}, "make the custom field first"),
        ({"Account_Name": "phone", "Phone": "phone"}, "takes Accounts.Account_Name already"),
        ({"Created_Time": "opened"}, "Created_Time is set by the app"),
        ({"Account_Name": "payment_terms"}, "Account_Name is text, payment_terms is integer"),
        ({"Account_Name": "status"}, "Account_Name is text, status is picklist"),
        ({"Parent_Account": "parent"}, "is lookup"),
        ({"Account_Name": "opened"}, "opened is date"),
    ],
)
def test_an_impossible_mapping_is_refused_with_its_fields(pairs, told):
    with pytest.raises(UsageError, match=told):
        check(**pairs)
