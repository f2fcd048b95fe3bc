from __future__ import annotations

import pytest

from zsim.catalogue import Policies, Quirks
from zsim.fakes.crm import Crm
from zsim.fakes.store.keys import new_key
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.app import Credentials
from zsim.ports.errors import InvalidCredentials, InvalidData
from zsim.ports.records import Create, Update

KEYED = ("invoice", "books", "import")


def refusal(crm: Crm, email: str, key: str | None, product: str = "books") -> str:
    with pytest.raises(InvalidCredentials) as refused:
        crm.gate.open(product, Credentials(email, key))
    return str(refused.value)


def marks(journal: Journal) -> list[object]:
    return [each.detail[0] for each in journal if each.kind == "mark" and isinstance(each.detail, tuple)]


def test_a_key_is_32_hexadecimal_digits(crm: Crm) -> None:
    assert crm.zsc_key is None
    key = crm.generate_zsc_key()
    assert len(key) == 32
    assert int(key, 16) > 0
    assert crm.zsc_key == key


@pytest.mark.parametrize("product", KEYED)
def test_email_and_key_open_the_crm(crm: Crm, product: str) -> None:
    key = crm.generate_zsc_key()
    assert crm.gate.open(product, Credentials(" ADMIN@crm.example", key.upper())).organisation().key == "crm"


@pytest.mark.parametrize("product", KEYED)
def test_each_wrong_email_or_key_is_refused_in_its_own_words(crm: Crm, product: str) -> None:
    key = crm.generate_zsc_key()
    email = crm.email
    crm.users.create("Rita")
    crm.users.deactivate("Rita")
    assert refusal(crm, "", key, product) == "the email is missing"
    assert refusal(crm, "admin at home", key, product) == "'admin at home' is no email address"
    assert refusal(crm, "rosa@crm.example", key, product) == "no user of the CRM has the email 'rosa@crm.example'"
    assert "is deactivated in the CRM" in refusal(crm, "rita@crm.example", key, product)
    assert refusal(crm, email, None, product) == "the ZSC key is missing"
    assert refusal(crm, email, "  ", product) == "the ZSC key is missing"
    assert "is malformed" in refusal(crm, email, key[:-1], product)
    assert "is malformed" in refusal(crm, email, "z" * 32, product)
    assert "is unknown to this CRM" in refusal(crm, email, "0" * 32, product)
    other = new_key("marketinghub", Streams(1)["keys"])
    assert "was generated in MarketingHub and opens MarketingHub only" in refusal(crm, email, other, product)


def test_billing_chooses_an_organisation_and_needs_no_key(crm: Crm) -> None:
    assert crm.gate.open("billing", Credentials(crm.email, None)).organisation().name == crm.organisation_name
    assert refusal(crm, "", None, "billing") == "the email is missing"


def test_who_is_no_admin_connects_with_the_admins_key(crm: Crm) -> None:
    rita = crm.users.create("Rita")
    key = crm.generate_zsc_key()
    assert crm.gate.open("invoice", Credentials(rita.email, key)).changed("Accounts", None).records == ()


def test_an_unknown_product_is_a_mistake_of_the_caller(crm: Crm) -> None:
    with pytest.raises(UsageError, match="books"):
        crm.gate.open("bookz", Credentials(crm.email, None))


def test_pushed_records_belong_to_the_connecting_user(crm: Crm) -> None:
    rita = crm.users.create("Rita")
    port = crm.gate.open("invoice", Credentials(rita.email, crm.generate_zsc_key()))
    (written,) = port.write("Accounts", [Create({"Account_Name": "Acme"})])
    acme = crm.accounts.one(Account_Name="Acme")
    assert acme.id == written.id
    assert acme.Owner == rita.id
    wayne = crm.accounts.create(Account_Name="Wayne")
    port.write("Accounts", [Update(wayne.id, {"Phone": "111"})])
    assert wayne.Owner == crm.user.id


def test_a_new_key_kills_the_former_one_at_once_and_leaves_a_mark(crm: Crm, journal: Journal) -> None:
    old = crm.generate_zsc_key()
    port = crm.gate.open("books", Credentials(crm.email, old))
    assert [each for each in journal if each.kind == "mark"] == []
    new = crm.generate_zsc_key()
    with pytest.raises(InvalidCredentials, match="dead: Administrator generated another key"):
        port.organisation()
    assert "is dead" in refusal(crm, crm.email, old)
    assert crm.zsc_key == new
    assert marks(journal) == ["CON-15"]


def test_without_the_oddity_the_former_key_works_on(clock: Clock, journal: Journal) -> None:
    crm = Crm(clock, journal, Streams(0), Quirks(journal, ("CON-15",)), Policies())
    old = crm.generate_zsc_key()
    crm.generate_zsc_key()
    assert crm.gate.open("books", Credentials(crm.email, old)).organisation().key == "crm"


def test_a_key_dies_with_its_maker_for_good(crm: Crm) -> None:
    rita = crm.users.create("Rita", admin=True)
    key = crm.generate_zsc_key(by="Rita")
    port = crm.gate.open("books", Credentials(crm.email, key))
    crm.users.deactivate(rita)
    with pytest.raises(InvalidCredentials, match="Rita, who generated it, was deactivated"):
        port.changed("Accounts", None)
    assert crm.zsc_key is None
    crm.users.activate(rita)
    with pytest.raises(InvalidCredentials):
        port.changed("Accounts", None)


def test_a_port_dies_with_the_user_who_opened_it(crm: Crm) -> None:
    rita = crm.users.create("Rita")
    port = crm.gate.open("billing", Credentials(rita.email, None))
    crm.users.deactivate(rita)
    with pytest.raises(InvalidCredentials, match="deactivated"):
        port.views("Accounts")
    crm.users.activate(rita)
    assert port.views("Accounts")


def test_a_view_restricts_changes_and_reads_of_its_own_module(crm: Crm) -> None:
    acme, wayne = crm.accounts.create(Account_Name="Acme"), crm.accounts.create(Account_Name="Wayne")
    view = crm.accounts.views.create("A", ("Account_Name", "starts with", "a"))
    port = crm.gate.open("billing", Credentials(crm.email, None))
    assert [each.id for each in port.changed("Accounts", None, view=view.id).records] == [acme.id]
    assert [each.id for each in port.read("Accounts", [wayne.id, acme.id], view=view.id)] == [acme.id]
    assert [each.name for each in port.views("Accounts")][-1] == "A"
    with pytest.raises(InvalidData, match="Contacts has no view"):
        port.changed("Contacts", None, view=view.id)
