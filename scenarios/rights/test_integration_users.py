"""Users of the CRM who are let into Books, to work on its documents from the CRM."""

from __future__ import annotations

import pytest

from scenarios.rights._setup import in_books, refused
from scenarios.transactions._setup import BOOKS_SHOWN
from zsim import World, given, scenario, then, when
from zsim.fakes.finance.users import INTEGRATION_USERS_MAX, Role
from zsim.kernel.errors import UsageError
from zsim.ports.errors import DuplicateValue, LimitExceeded, NotAllowed, NotFound


@pytest.mark.parametrize("last", BOOKS_SHOWN)
@scenario(covers=["USR-01"])
def test_users_are_managed_once_every_module_is_enabled(world: World, product: str, last: str) -> None:
    """One of the four transaction modules is missing: nobody is added yet, and the refusal names it."""
    with given("Books with all transaction modules enabled but one"):
        sync, _, rita = in_books(world, *[each for each in BOOKS_SHOWN if each != last])
    with then("Rita is not added"):
        with refused(world, rf"{last.replace('_', ' ')} are not \(USR-01\)", NotAllowed):
            sync.users.add(rita.user)
        assert world.books.users.holding(Role.INTEGRATION) == []
    with when("that one is enabled, too"):
        sync.transactions.enable(last)
        sync.users.add(rita.user)
    with then("she is"):
        assert [each.name for each in sync.users.all()] == ["Rita"]


@scenario(covers=["USR-06", "USR-07"])
def test_who_is_added_is_listed_and_active_at_once(world: World, product: str) -> None:
    """Rita and Sam are added by record and by name: both stand at once on the integration page and the users page."""
    with given("two users of the CRM"):
        sync, _, rita = in_books(world)
        world.crm.users.create("Sam")
    with when("they are added"):
        sync.users.add(rita.user)
        sync.users.add("Sam")
    with then("they are listed there with their emails"):
        assert [(each.name, each.email) for each in sync.users.all()] == [
            ("Rita", "rita@crm.example"),
            ("Sam", "sam@crm.example"),
        ]
        assert "Rita, rita@crm.example" in str(sync.users)
    with then("Books lists them as active users of that role, beside its founder"):
        held = [(each.name, each.role.value, each.active) for each in world.books.users.all()]
        role = "Integration User (Zoho CRM)"
        assert held == [("Administrator", "admin", True), ("Rita", role, True), ("Sam", role, True)]
        assert f"Rita, {role}, rita@crm.example" in str(world.books.users)


@scenario(covers=["USR-02", "USR-08"])
def test_only_active_users_of_the_crm_are_added_and_once(world: World, product: str) -> None:
    """Somebody unknown, somebody who left, and somebody Books has already are refused, each with the reason."""
    with given("Rita, who is an integration user, Sam, who left, and Tom, who works in Books"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
        world.crm.users.deactivate(world.crm.users.create("Sam"))
        world.crm.users.create("Tom", email="tom@example.com")
        world.books.users.create("Thomas", email="TOM@example.com")
    with then("none of these is added"):
        with refused(world, "'Ria' is no active user of the CRM; did you mean 'Rita'", NotFound):
            sync.users.add("Ria")
        with refused(world, "'Sam' is no active user of the CRM", NotFound):
            sync.users.add("Sam")
        with refused(world, "books has a user Rita <rita@crm.example>", DuplicateValue):
            sync.users.add("Rita")
        with refused(world, "books has a user Thomas <TOM@example.com>, staff", DuplicateValue):
            sync.users.add("Tom")


@scenario(covers=["USR-04"])
def test_the_role_has_room_for_a_thousand(world: World, product: str) -> None:
    """A thousand users of the CRM are added; the next one is refused until somebody is removed."""
    with given("a thousand integration users"):
        sync, _, rita = in_books(world)
        for number in range(INTEGRATION_USERS_MAX):
            name = f"User {number + 1}"
            world.crm.users.create(name)
            sync.users.add(name)
    with then("Rita is one too many"), refused(world, r"books has 1000 integration users.* \(USR-04\)", LimitExceeded):
        sync.users.add(rita.user)
    with when("one is removed"):
        sync.users.remove("User 500")
        sync.users.add(rita.user)
    with then("she is added"):
        assert len(sync.users.all()) == INTEGRATION_USERS_MAX


@scenario(covers=["USR-04"])
def test_integration_users_do_not_count_to_the_users_add_on(world: World, product: str) -> None:
    """The plan has room for two users: the founder and one more, and any number of integration users beside them."""
    with given("a plan for two users, and two integration users"):
        sync, _, rita = in_books(world)
        world.books.users.set_maximum(2)
        sync.users.add(rita.user)
        world.crm.users.create("Sam")
        sync.users.add("Sam")
    with then("there is room for one user of Books, and for no other"):
        world.books.users.create("Tom", email="tom@books.example")
        with refused(world, "room for 2 users; Una is one too many", LimitExceeded):
            world.books.users.create("Una", email="una@books.example")
    with then("and still for integration users"):
        world.crm.users.create("Vic")
        sync.users.add("Vic")
        assert len(sync.users.all()) == 3


@scenario(covers=["USR-05"])
def test_they_are_removed_on_the_integration_page_alone(world: World, product: str) -> None:
    """Books' users page deletes neither Rita nor lets her be made inactive; unchecked, she is gone from Books."""
    with given("Rita, an integration user, and Tom of Books"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
        tom = world.books.users.create("Tom", email="tom@books.example")
    with then("the users page refuses what it does with others"):
        for act in (world.books.users.delete, world.books.users.deactivate):
            with refused(world, r"\(USR-05\); remove the user on the integration page", NotAllowed):
                act("Rita")
        with refused(world, r"is given on the integration page \(USR-05\)", NotAllowed):
            world.books.users.create("Una", email="una@books.example", role=Role.INTEGRATION)
        world.books.users.delete(tom)
    with when("she is removed on the integration page"):
        sync.users.remove(rita.user)
    with then("she is gone from both, and nobody is there to be removed again"):
        assert list(sync.users.all()) == []
        assert [each.name for each in world.books.users.all()] == ["Administrator"]
        with refused(world, "'Rita' is no integration user", NotFound):
            sync.users.remove("Rita")


@scenario(covers=["USR-03"], quirks=["USR-03"])
def test_an_integration_user_does_not_enter_books(world: World, product: str) -> None:
    """Rita is refused in Books itself, while Tom, who is of its staff, works there."""
    with given("Rita, an integration user, and Tom of Books"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
        world.books.users.create("Tom", email="tom@books.example")
    with then("Rita is not let in"), refused(world, r"Rita may not enter books: the role .* \(USR-03\)"):
        world.books.as_user("Rita")
    with when("Tom changes a customer"):
        tom = world.books.as_user("Tom")
        acme = tom.customers.one(contact_name="Acme")
        tom.customers.update(acme, phone="222")
    with then("it is told as his, and he is shut out once he is inactive"):
        assert acme.phone == "222"
        assert "Tom changed customer 'Acme' in Books: Phone to 222" in str(world.lines())
        world.books.users.deactivate("Tom")
        with refused(world, "Tom is inactive in books"):
            tom.customers.all()


@scenario(covers=["USR-03"], quirks_off=["USR-03"])
def test_without_the_oddity_an_integration_user_enters_books(world: World, product: str) -> None:
    """With the oddity off, Rita works in Books as others do."""
    with given("Rita, an integration user"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
    with when("she changes a customer in Books"):
        used = world.books.as_user("Rita")
        acme = used.customers.one(contact_name="Acme")
        used.customers.update(acme, phone="222")
    with then("it is changed"):
        assert acme.phone == "222"


@pytest.mark.parametrize("convert", ["all", "with_transactions"])
@scenario(covers=["USR-12"])
def test_they_end_with_the_integration(world: World, product: str, convert: str) -> None:
    """Disabling keeps Rita as an integration user, and nobody is added meanwhile; deleting deletes her from Books."""
    with given("Rita, an integration user"):
        sync, _, rita = in_books(world)
        sync.users.add(rita.user)
    with when("the integration is disabled"):
        sync.disable()
    with then("she stays, and the integration page is closed"):
        assert [each.name for each in world.books.users.all()] == ["Administrator", "Rita"]
        with refused(world, "the integration of books is disabled", UsageError):
            sync.users.remove("Rita")
    with when("it is deleted"):
        sync.delete(convert=convert)
        world.settle()
    with then("Books has its founder alone"):
        assert [each.name for each in world.books.users.all()] == ["Administrator"]


@scenario(covers=["USR-01"])
def test_the_other_products_have_none(world: World, product: str) -> None:
    """Invoice and Billing know no integration users, and say what decides there instead."""
    with given("Invoice and Billing, connected"):
        others = [world.connect(each) for each in ("invoice", "billing")]
    with then("they have none"):
        for each in others:
            with pytest.raises(UsageError, match="the rights of their profiles say"):
                each.users.add("Rita")
