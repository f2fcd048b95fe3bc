"""What can be chosen for customers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.execution.samples import CREDENTIALS, Connection
from tests.unit.sync.samples import ACCOUNT, CONTACT, PERSON
from zsim.catalogue import catalogue
from zsim.kernel.errors import UsageError
from zsim.ports.errors import NotAllowed
from zsim.sync import Duplicates, Extent, Preferences
from zsim.sync.model.kinds import IMPORTED, ModuleChoice
from zsim.sync.settings.customer_settings import INCLUDE, CustomerSettings

BOTH = ModuleChoice.ACCOUNTS_AND_CONTACTS


def settings(product: str = "books", connection: Connection | None = None, **setting) -> CustomerSettings:
    context = (connection or Connection(**setting)).context
    return CustomerSettings(replace(context, product=catalogue().product(product)), lambda: CREDENTIALS, True)


def chosen(product: str = "books", **choices):
    known = settings(product, Connected())
    return known.choose(known.defaults, choices)


class Connected(Connection):
    """A connection whose apps have every field that is mapped unless somebody chooses."""

    def __init__(self, **setting) -> None:
        super().__init__(**setting)
        for kind in (ACCOUNT, CONTACT, PERSON):
            for crm, finance in kind.default_mapping.items():
                field = next(iter(self.crm.schema.values()))
                self.crm.schema[crm] = field._replace(name=crm)
                self.finance.schema[finance] = field._replace(name=finance)


def test_a_new_configuration_starts_from_accounts_and_the_import_from_all_it_takes():
    assert settings().defaults == Preferences(ModuleChoice.ACCOUNTS)
    imported = settings("import").defaults
    assert (imported.module, imported.extent, imported.duplicates) == (BOTH, Extent.FETCH, Duplicates.CLONE)
    assert not imported.auto_update


def test_the_import_lets_nothing_be_chosen_but_auto_update():
    assert settings("import").options == ("auto_update",)
    assert {"module", "extent", "duplicates", "account_view", "contact_view", "mapping", INCLUDE} <= {
        *settings().options
    }
    with pytest.raises(UsageError, match="has no such choice"):
        chosen("import", module="accounts")


def test_what_is_chosen_is_saved_and_the_rest_stays():
    preferences = chosen(module="accounts_and_contacts", duplicates="clone")
    assert (preferences.module, preferences.duplicates, preferences.extent) == (BOTH, Duplicates.CLONE, Extent.FETCH)


@pytest.mark.parametrize("name", [INCLUDE, "auto_update"])
def test_a_truth_is_chosen_by_a_truth_value(name: str):
    with pytest.raises(UsageError, match=f"{name}='yes'.*no truth value"):
        chosen(**{name: "yes"})


@pytest.mark.parametrize("choice", ModuleChoice)
def test_the_module_decides_about_the_kinds(choice: ModuleChoice):
    kinds = {
        ModuleChoice.ACCOUNTS: (ACCOUNT,),
        ModuleChoice.CONTACTS: (CONTACT,),
        BOTH: (ACCOUNT, PERSON, CONTACT),
    }
    assert settings().kinds(Preferences(choice)) == kinds[choice]


@pytest.mark.parametrize("module", ["accounts", "contacts"])
def test_contacts_without_account_can_be_included_beside_accounts_only(module: str):
    with pytest.raises(UsageError, match=f"the module choice is '{module}'"):
        chosen("invoice", **{"module": module, INCLUDE: True})


def by_inclusion(word: str) -> list[str]:
    """The keys of two-way products that include contacts without account never, by choice, or always."""
    return [
        each.key
        for each in catalogue().products
        if each.two_way and each.app.value == "finance" and each.includes_contacts_without_account.value == word
    ]


def test_every_product_includes_contacts_without_account_in_its_way():
    for each in catalogue().products:
        if each.app.value == "finance" and each.two_way:
            included = settings(each.key).includes(Preferences(BOTH))
            assert included is (each.includes_contacts_without_account.value == "always")
            assert settings(each.key).includes(Preferences(BOTH, include_contacts_without_account=True))


@pytest.mark.parametrize("product", by_inclusion("never"))
def test_a_product_that_leaves_them_behind_does_not_let_them_be_chosen(product: str):
    with pytest.raises(NotAllowed, match="CUS-04"):
        chosen(product, **{"module": "accounts_and_contacts", INCLUDE: True})


@pytest.mark.parametrize("product", by_inclusion("never"))
@pytest.mark.parametrize(("off", "code"), [((), "left-behind"), (("CUS-04",), "not-included")])
def test_leaving_them_behind_is_an_oddity(product: str, off, code: str):
    assert settings(product, quirks_off=off).router(Preferences(BOTH)).without_account == code


@pytest.mark.parametrize(("include", "modules"), [(True, ("Accounts", "Contacts")), (False, ("Accounts",))])
def test_contacts_can_be_imported_by_id_where_they_may_be_customers(include: bool, modules):
    known = settings("invoice")
    assert not known.includes(Preferences(BOTH)), "Invoice includes them by choice"
    assert known.importable(Preferences(BOTH, include_contacts_without_account=include)) == modules
    assert known.importable(Preferences(ModuleChoice.CONTACTS)) == ("Contacts",)


@pytest.mark.parametrize(
    ("policies", "pushes", "recreates"),
    [
        ({"contact_persons": "push"}, True, False),
        ({"contact_persons": "hold"}, False, False),
        ({"crm_deleted": "recreate"}, None, True),
    ],
)
def test_routes_go_by_the_policies(policies, pushes: bool | None, recreates: bool):
    routes = settings(policies=policies).router(Preferences(BOTH))
    assert pushes is None or routes.persons_reach_crm is pushes
    assert routes.recreates is recreates


def test_the_import_carries_its_own_fields_and_nothing_else():
    known = settings("import")
    assert {kind.name: dict(pairs) for kind, pairs in known.pairs(known.defaults).items()} == {
        name: dict(pairs) for name, pairs in IMPORTED.items()
    }
    assert settings().pairs(Preferences(ModuleChoice.ACCOUNTS)) == {
        ACCOUNT: {**ACCOUNT.default_mapping, "Currency": "currency_code"}
    }
