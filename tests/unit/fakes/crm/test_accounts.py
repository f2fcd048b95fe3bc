from __future__ import annotations

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.profiles import Profiles
from zsim.fakes.crm.users import CrmUsers
from zsim.fakes.store import Effect, Table
from zsim.fakes.store.modules import Modules
from zsim.kernel.clock import Clock
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.ports.errors import InvalidData, NotAllowed, NotFound, NotModelled
from zsim.ports.records import DeletionCause, RecordId
from zsim.ports.schema import Field, FieldType

DAY_MS = 24 * 3600 * 1000


def test_an_account_belongs_to_who_made_it(crm: Crm) -> None:
    rita = crm.users.create("Rita")
    assert crm.accounts.create(Account_Name="Acme").Owner == crm.user.id
    assert crm.as_user("Rita").accounts.create(Account_Name="Wayne").Owner == rita.id
    assert crm.accounts.create(Account_Name="Ajax", Owner=rita).Owner == rita.id


def test_a_record_keeps_an_owner(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    with pytest.raises(InvalidData, match="there is Administrator"):
        crm.accounts.update(acme, Owner="nobody")
    with pytest.raises(InvalidData, match="an owner always"):
        crm.accounts.update(acme, Owner=None)
    assert acme.Owner == crm.user.id


def test_accounts_may_carry_one_name(crm: Crm) -> None:
    crm.accounts.create(Account_Name="Acme")
    crm.accounts.create(Account_Name="Acme")
    assert len(crm.accounts.find(Account_Name="Acme")) == 2


def test_an_account_needs_a_name(crm: Crm) -> None:
    with pytest.raises(InvalidData) as refused:
        crm.accounts.create(Phone="111")
    assert (refused.value.code, refused.value.field) == ("MANDATORY_NOT_FOUND", "Account_Name")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"Acount_Name": "Acme"}, "did you mean Account_Name"),
        ({"Employees": "many"}, "a whole number"),
        ({"Annual_Revenue": 1.5}, "takes no float"),
        ({"Rating": "Splendid"}, "its options are Acquired"),
        ({"Currency": "USD"}, "set by the app"),
        ({"Created_Time": "now"}, "set by the app"),
        ({"Parent_Account": "123"}, "a record of Accounts"),
    ],
)
def test_a_wrong_field_is_refused_and_changes_nothing(
    crm: Crm, journal: Journal, fields: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidData, match=message):
        crm.accounts.create(**{"Account_Name": "Acme", **fields})
    assert crm.accounts.all() == []
    assert [each for each in journal if each.kind == "effect"] == []
    assert journal.digest()


def test_a_record_tells_its_two_times(crm: Crm, clock: Clock) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    made = clock.now
    clock.move_to(clock.now_ms + 90_000)
    crm.accounts.update(acme, Phone="111")
    assert (acme.Created_Time, acme.Modified_Time) == (made, clock.now)
    assert acme.Parent_Account is None
    assert crm.accounts.create(Account_Name="Wayne", Parent_Account=acme).Parent_Account.Created_Time == made


def test_a_deleted_account_leaves_its_contacts_behind(crm: Crm, journal: Journal) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    rita = crm.contacts.create(Last_Name="Rita", Account_Name=acme)
    branch = crm.accounts.create(Account_Name="Acme West", Parent_Account=acme)
    crm.accounts.delete(acme)
    assert not acme.alive
    assert rita.alive
    assert rita.Account_Name is None
    assert branch.Parent_Account is None
    *_, command, deleted, unparented, unaccounted = journal
    assert [each.cause for each in (deleted, unparented, unaccounted)] == [command.number] * 3
    assert isinstance(unaccounted.detail, Effect)
    assert unaccounted.detail.change == "updated"


def test_a_restored_account_comes_back_without_its_contacts(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    rita = crm.contacts.create(Last_Name="Rita", Account_Name=acme)
    crm.accounts.delete(acme)
    crm.accounts.restore(acme)
    assert acme.alive
    assert rita.Account_Name is None


def test_the_recycle_bin_holds_a_record_for_sixty_days(crm: Crm, clock: Clock) -> None:
    acme, wayne = crm.accounts.create(Account_Name="Acme"), crm.accounts.create(Account_Name="Wayne")
    crm.accounts.delete(acme)
    crm.accounts.delete(wayne)
    clock.move_to(clock.now_ms + 60 * DAY_MS)
    crm.accounts.restore(acme)
    clock.move_to(clock.now_ms + 1)
    with pytest.raises(NotFound):
        crm.accounts.restore(wayne)
    assert crm.accounts.all() == [acme]


def test_a_restored_record_stands_where_its_age_puts_it(crm: Crm) -> None:
    acme, wayne = crm.accounts.create(Account_Name="Acme"), crm.accounts.create(Account_Name="Wayne")
    crm.accounts.delete(acme)
    crm.accounts.restore(acme)
    assert crm.accounts.all() == [acme, wayne]


def test_a_merge_hands_contacts_and_branches_to_the_winner(crm: Crm) -> None:
    acme, twin = crm.accounts.create(Account_Name="Acme"), crm.accounts.create(Account_Name="Acme")
    third = crm.accounts.create(Account_Name="Acme", Parent_Account=twin)
    crm.accounts.update(acme, Parent_Account=twin)
    rita = crm.contacts.create(Last_Name="Rita", Account_Name=twin)
    bob = crm.contacts.create(Last_Name="Bob", Account_Name=third)
    assert crm.accounts.merge(acme, twin, third) == acme
    assert crm.accounts.all() == [acme]
    assert (rita.Account_Name, bob.Account_Name) == (acme, acme)
    assert acme.Parent_Account is None


def test_a_merged_account_left_for_good_and_the_feed_names_the_winner(crm: Crm) -> None:
    acme, twin = crm.accounts.create(Account_Name="Acme"), crm.accounts.create(Account_Name="Acme")
    crm.accounts.merge(acme, twin)
    (deletion,) = crm.modules["Accounts"].table.deleted(None, None, 10).deletions
    assert (deletion.ref, deletion.cause, deletion.winner) == (twin.ref, DeletionCause.MERGED, acme.id)
    with pytest.raises(NotFound):
        crm.accounts.restore(twin)


def test_a_record_is_not_merged_into_itself_nor_twice(crm: Crm) -> None:
    acme, twin = crm.accounts.create(Account_Name="Acme"), crm.accounts.create(Account_Name="Acme")
    with pytest.raises(NotAllowed):
        crm.accounts.merge(acme, acme)
    with pytest.raises(NotAllowed):
        crm.accounts.merge(acme, twin, twin)
    assert crm.accounts.all() == [acme, twin]


def test_a_lookup_takes_a_record_of_its_module(crm: Crm) -> None:
    rita = crm.contacts.create(Last_Name="Rita")
    with pytest.raises(UsageError, match="a record of Accounts"):
        crm.accounts.create(Account_Name="Acme", Parent_Account=rita)
    with pytest.raises(UsageError, match="a value of type phone"):
        crm.accounts.create(Account_Name="Acme", Phone=rita)


def test_a_lookup_of_a_module_that_is_not_there_is_not_modelled(clock: Clock, journal: Journal) -> None:
    table = Table("crm", "Deals", clock, journal, lambda: RecordId("1"))
    campaign = Field("Campaign", FieldType.LOOKUP, lookup="Campaigns")
    deals = CrmModule(table, [Field("Name"), campaign], Modules({}), CrmUsers(Profiles({})))
    with pytest.raises(NotModelled, match="Campaigns"):
        deals.create({"Name": "Anvils", "Campaign": "123"}, "Administrator")


def test_a_custom_field_is_written_like_any_other(crm: Crm) -> None:
    crm.accounts.add_field("Zoho_Invoice", "boolean", label="Zoho Invoice")
    acme = crm.accounts.create(Account_Name="Acme", Zoho_Invoice=True)
    assert acme.Zoho_Invoice is True
    assert crm.accounts.create(Account_Name="Wayne").Zoho_Invoice is False


def test_ids_have_eighteen_digits_and_looking_takes_none(crm: Crm) -> None:
    first = crm.accounts.create(Account_Name="Acme").id
    assert len(first) == 18
    assert first.isdigit()
    assert len(crm.accounts.views.all()) == 3
    assert int(crm.accounts.create(Account_Name="Wayne").id) == int(first) + 1


def test_a_record_is_read_by_its_id_and_counted(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme")
    assert crm.accounts.get(acme.id) == acme
    assert len(crm.accounts) == 1


def test_users_are_listed_and_looked_up_by_name(crm: Crm) -> None:
    rita = crm.users.create("Rita")
    assert crm.users["Rita"] == rita
    assert rita in {rita}
    assert len(crm.users) == 2


def test_a_field_moves_to_another_layout_and_keeps_its_values(crm: Crm) -> None:
    acme = crm.accounts.create(Account_Name="Acme", Ticker_Symbol="ACM")
    crm.accounts.set_layout("Ticker_Symbol", "Listed companies")
    assert acme.Ticker_Symbol == "ACM"
    with pytest.raises(InvalidData, match="did you mean Ticker_Symbol"):
        crm.accounts.set_layout("Ticker_Symbl", "Listed companies")
