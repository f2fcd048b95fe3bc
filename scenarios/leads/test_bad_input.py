"""Mistakes in setting up and running syncs of leads: each is refused with the reason, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scenarios.leads._setup import contacts, draft, on_list, services, started
from zsim import World, given, in_words, scenario, then, when
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidCredentials


@pytest.mark.parametrize(
    ("step", "given_", "asked", "found", "right"),
    [
        (
            "unmap",
            {"source_field": "email"},
            "a mapping without the lead's email",
            "mapped are first_name, last_name",
            "mapping the email is mandatory (LED-04)",
        ),
        (
            "map",
            {"source_field": "fone", "lead_field": "phone"},
            "map 'fone'",
            "the source's contacts have no such field",
            "phone",
        ),
        ("map", {"source_field": "phone", "lead_field": "fone"}, "map 'fone'", "leads have no such field", "phone"),
        (
            "map",
            {"source_field": "company_name", "lead_field": "first_name"},
            "map company_name to the lead's first_name",
            "first_name takes first_name already",
            "one source field for each",
        ),
        (
            "map",
            {"source_field": "notes", "lead_field": "status"},
            "map notes to the lead's status",
            "status is set by MarketingHub",
            "a field that can be written",
        ),
        (
            "schedule",
            {"frequency": "daily", "zone": "IST"},
            "the time zone 'IST'",
            "it is not an IANA key",
            "names a region and a city",
        ),
        (
            "schedule",
            {"frequency": "daily", "zone": "Europe/Berln"},
            "the time zone 'Europe/Berln'",
            "it is not an IANA key",
            "Europe/Berlin",
        ),
        ("schedule", {"frequency": "hourly"}, "frequency='hourly'", "there is no such option", "once"),
        (
            "schedule",
            {"frequency": "daily", "at": "25:00"},
            "a sync at '25:00'",
            "that is no time of day",
            'such as "09:00"',
        ),
        (
            "schedule",
            {"frequency": "weekly", "weekday": "Firday"},
            "a sync on 'Firday'",
            "that is no weekday",
            "friday",
        ),
        ("schedule", {"frequency": "monthly", "day": 32}, "a monthly slot", "day is 32", "day is 1 to 31"),
        (
            "retrieve",
            {"after": "2025-12-05 23:59"},
            "data after 2025-12-05 23:59",
            "that is more than 30 days before the sync was created (LED-08)",
            "2025-12-06 or later, or all data",
        ),
        ("retrieve", {"data": "some"}, "retrieve data 'some' after None", "it is either all data or", '"all"'),
        ("activate", {}, "activate the sync 'Invoice to Newsletter'", "the sync is draft", "a draft is initiated"),
        ("deactivate", {}, "deactivate the sync 'Invoice to Newsletter'", "the sync is draft", "only an active sync"),
    ],
    ids=[
        "no email mapping",
        "unknown source field",
        "unknown lead field",
        "two onto one field",
        "read-only field",
        "IST",
        "misspelled zone",
        "hourly",
        "25 o'clock",
        "Firday",
        "the 32nd",
        "too long ago",
        "some data",
        "activate a draft",
        "deactivate a draft",
    ],
)
@scenario(covers=["LED-04", "LED-06", "LED-08"])
def test_a_wrong_step_in_setting_up_is_refused(
    world: World, step: str, given_: dict[str, Any], asked: str, found: str, right: str
) -> None:
    """A step that cannot be taken says what was asked, what is wrong and what would be right; the draft stays."""
    with given("a contact in Invoice and a draft of a sync"):
        contacts(world, "Asha")
        sync = draft(world)
        before, details = world.snapshot(), sync.details
    with when(f"somebody asks to {step} with {in_words(given_)}"), pytest.raises(UsageError) as refusal:
        getattr(sync, step)(**given_)
    with then("it is refused with the reason, and neither the sync nor any record has changed"):
        assert asked in refusal.value.asked
        assert found in refusal.value.found
        assert right in refusal.value.right
        assert (sync.details, sync.history, world.snapshot()) == (details, (), before)


@pytest.mark.parametrize(
    ("condition", "found", "right"),
    [
        (("shoe_size", "is", "42"), "there is no such field", "name a field of the module by its API name"),
        (("billing_address.contry", "is", "India"), "there is no such field", "billing_address.country"),
        (("billing_address.country", ">", "India"), "text fields have no such operator", "one of is, isn't"),
        (("payment_terms", "contains", "15"), "integer fields have no such operator", "one of =, !="),
        (("payment_terms", ">", "many"), "'many' is not a finite Decimal or a whole number", "a whole number"),
        (("payment_terms", "between", 15), "one value", "a pair: (lowest, highest)"),
        (("company_name", "is empty", "x"), "nothing is compared", "leave the value out"),
        (("customer_sub_type", "is", "person"), "no such option: 'person'", "one of business, individual"),
    ],
    ids=[
        "unknown",
        "misspelled",
        "order of texts",
        "part of a number",
        "no number",
        "half a range",
        "value too many",
        "no option",
    ],
)
@scenario(covers=["LED-03"])
def test_a_criterion_that_cannot_be_answered_is_refused(
    world: World, condition: tuple[Any, ...], found: str, right: str
) -> None:
    """A condition on an unknown field, or with an operator or value that does not fit, makes no sync."""
    with given("a list and a connected account"):
        world.marketinghub.lists.create("Newsletter")
        account = services(world)
        before = world.snapshot()
    with when(f"a sync is made of those whose {in_words(condition)}"), pytest.raises(UsageError) as refusal:
        account.new_sync("Some", mailing_list="Newsletter", criteria=[condition])
    with then("it is refused with the reason, and there is no sync"):
        assert refusal.value.asked.startswith(f"the condition {condition[0]} {condition[1]}")
        assert refusal.value.found == found
        assert right in refusal.value.right
        assert (account.syncs, world.snapshot()) == ((), before)


@pytest.mark.parametrize(
    ("options", "asked", "found", "right"),
    [
        ({"mailing_list": "Newsletters"}, "a sync into the list 'Newsletters'", "there is none", "Newsletter"),
        ({"description": " "}, "a sync called ' '", "it is empty", "a description of its own"),
        ({"criteria": []}, "criteria", "there is no condition", "one to six, or leave criteria out"),
        ({"pattern": "1 and 2"}, "the pattern '1 and 2'", "there are no criteria", "give the conditions it joins"),
    ],
    ids=["unknown list", "no description", "no condition", "pattern alone"],
)
@scenario(covers=["LED-01", "LED-03"])
def test_a_sync_that_lacks_something_is_not_made(
    world: World, options: dict[str, Any], asked: str, found: str, right: str
) -> None:
    """Without a list that exists, a description, or conditions for its pattern, there is no sync."""
    with given("a list and a connected account"):
        world.marketinghub.lists.create("Newsletter")
        account = services(world)
        before = world.snapshot()
    with when(f"a sync is made with {in_words(options)}"), pytest.raises(UsageError) as refusal:
        account.new_sync(**{"description": "Some", "mailing_list": "Newsletter", **options})
    with then("it is refused with the reason, and there is no sync"):
        assert (refusal.value.asked, refusal.value.found) == (asked, found)
        assert right in refusal.value.right
        assert (account.syncs, world.snapshot()) == ((), before)


@pytest.mark.parametrize("state", ["draft", "active", "completed"])
@scenario(covers=["LED-02"])
def test_the_choice_of_contacts_cannot_be_edited(world: World, state: str) -> None:
    """All contacts or criteria is chosen when a sync is made, and never again, in whatever state it is."""
    with given(f"a sync of all contacts that is {state}"):
        contacts(world, "Asha")
        sync = draft(world) if state == "draft" else started(world, frequency="daily" if state == "active" else "once")
        assert sync.state == state
        before, details = world.snapshot(), sync.details
    with when("criteria are chosen instead"), pytest.raises(UsageError) as refusal:
        sync.choose([("billing_address.country", "is", "India")])
    with then("it is refused with the way out, and nothing has changed"):
        assert refusal.value.asked == "choose criteria for the sync 'Invoice to Newsletter'"
        assert refusal.value.found == "it was made for all contacts, and that is final (LED-02)"
        assert refusal.value.right == "make a new sync with new_sync()"
        assert (sync.details, world.snapshot()) == (details, before)


@pytest.mark.parametrize(
    ("step", "given_", "right"),
    [
        ("schedule", {"frequency": "weekly"}, "use edit_retrieval()"),
        ("retrieve", {"data": "all"}, "use edit_retrieval()"),
        ("initiate", {}, "use activate()"),
    ],
)
@scenario(covers=["LED-09", "LED-24"])
def test_what_is_for_drafts_is_refused_once_initiated(
    world: World, step: str, given_: dict[str, Any], right: str
) -> None:
    """The set-up is gone through once; afterwards retrieval is edited, and the refusal says so."""
    with given("an active daily sync"):
        contacts(world, "Asha")
        sync = started(world)
        before, details = world.snapshot(), sync.details
    with when(f"somebody asks to {step} it"), pytest.raises(UsageError) as refusal:
        getattr(sync, step)(**given_)
    with then("it is refused with what to use instead, and nothing has changed"):
        assert refusal.value.found == "the sync is active"
        assert right in refusal.value.right
        world.settle()
        assert (sync.details, len(sync.history), world.snapshot()) == (details, 1, before)


@pytest.mark.parametrize(
    "edit",
    [{"zone": "Mars/Olympus"}, {"after": "2025-11-01 00:00"}, {"frequency": "yearly"}, {"data": "all", "after": "x"}],
    ids=["unknown zone", "too long ago", "yearly", "both data and date"],
)
@scenario(covers=["LED-08", "LED-09"])
def test_a_wrong_edit_of_the_retrieval_leaves_all_of_it(world: World, edit: dict[str, Any]) -> None:
    """One wrong part of an edit refuses the whole: the sync keeps its schedule, its data and its next slot."""
    with given("an active daily sync"):
        contacts(world, "Asha")
        sync = started(world)
        before, details, slot = world.snapshot(), sync.details, sync.next_slot
    with when(f"its retrieval is edited to noon with {in_words(edit)}"), pytest.raises(UsageError):
        sync.edit_retrieval(at="12:00", **edit)
    with then("it is as it was, and fetches at its former slot"):
        assert (sync.details, sync.next_slot, world.snapshot()) == (details, slot, before)
        world.advance(days=1)
        assert sync.history[-1].started == slot


@scenario(covers=["LED-05", "LED-04"])
def test_a_wrong_edit_of_the_mapping_leaves_all_of_it(world: World) -> None:
    """An edit of two pairs of which one is wrong changes neither."""
    with given("an active sync"):
        contacts(world, "Asha")
        sync = started(world)
        mapping = sync.mapping
    with when("the phone is mapped together with an unknown field"), pytest.raises(UsageError, match="no such field"):
        sync.edit_mapping({"phone": "phone", "shoe_size": "city"})
    with then("neither is mapped"):
        assert sync.mapping == mapping


@scenario(covers=["KEY-02", "KEY-05", "KEY-07"], quirks=["KEY-01"])
def test_nothing_is_set_up_on_a_stale_key(world: World) -> None:
    """With a stale key no sync is made, initiated, mapped or activated; each refusal names the key."""
    with given("an inactive sync and a draft, and a key that was regenerated since"):
        contacts(world, "Asha")
        sync, other = started(world), draft(world, "Offers")
        world.invoice.generate_zsc_key()
        account, before = world.sync_services("invoice"), world.snapshot()
    with when("a sync is made, the draft initiated and mapped, and the inactive one activated"):
        acts: list[Callable[[], object]] = [
            lambda: account.new_sync("Another", mailing_list="Newsletter"),
            other.initiate,
            lambda: other.map("phone", "phone"),
            sync.activate,
        ]
        for act in acts:
            with pytest.raises(InvalidCredentials, match="the ZSC key is not the one in force"):
                act()
    with then("nothing was made, started or written"):
        world.advance(days=2)
        assert (len(account.syncs), sync.state, other.state) == (2, "inactive", "draft")
        assert (len(sync.history), other.history, world.snapshot()) == (1, (), before)


@pytest.mark.parametrize("state", ["draft", "inactive"])
@scenario(covers=["LED-31"])
def test_a_sync_into_a_deleted_list_cannot_be_started(world: World, state: str) -> None:
    """Its list is gone: a draft is not initiated and an inactive sync not activated."""
    with given(f"a sync that is {state}, and its list deleted"):
        contacts(world, "Asha")
        sync = draft(world).schedule("daily") if state == "draft" else started(world).deactivate()
        world.marketinghub.lists.delete(world.marketinghub.lists.one(name="Newsletter"))
        before = world.snapshot()
    with when("it is started"), pytest.raises(UsageError) as refusal:
        sync.initiate() if state == "draft" else sync.activate()
    with then("it is refused for the list, and nothing has changed"):
        asked = "initiate" if state == "draft" else "activate"
        assert refusal.value.asked == f"{asked} the sync 'Invoice to Newsletter'"
        assert refusal.value.found == "its mailing list was deleted (LED-31)"
        assert "make a new sync into another list" in refusal.value.right
        world.advance(days=2)
        assert (sync.state, world.snapshot()) == (state, before)


@scenario(covers=["LED-01"])
def test_an_account_is_connected_once_and_only_from_a_source(world: World) -> None:
    """A second connection with Invoice, and one with Billing, are refused; the first goes on."""
    with given("a connected account with an active sync"):
        contacts(world, "Asha")
        sync = started(world)
    with when("Invoice is connected again, and Billing"):
        for source, found in (("invoice", "it is connected"), ("billing", "it is no source")):
            with pytest.raises(UsageError) as refusal:
                world.connect_marketinghub(source)
            assert refusal.value.found == found
    with then("the sync is active as before"):
        assert (sync.state, on_list(world)) == ("active", ["asha@example.com"])
