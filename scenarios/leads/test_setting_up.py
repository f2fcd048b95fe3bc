"""Setting up a sync of leads: its details, its final choice of contacts, its mapping."""

from __future__ import annotations

import pytest

from scenarios.leads._setup import address, contact, contacts, draft, figures, lead, on_list, services, started
from zsim import World, given, scenario, then, when
from zsim.kernel.errors import UsageError


@scenario(covers=["LED-01"])
def test_the_details_show_what_was_chosen(world: World) -> None:
    """The detail view shows name, source, list, contacts, mapping, schedule, data, state and the last retrieval."""
    with given("a sync set up step by step, not initiated"):
        contacts(world, "Asha")
        sync = draft(world).schedule("weekly", at="07:15", zone="Asia/Kolkata", weekday="friday")
        sync.map("phone", "phone").retrieve(after="2026-01-01 00:00")
    with then("its details are those chosen, and it is a draft that has retrieved nothing"):
        details = sync.details
        assert (details.description, details.source) == ("Invoice to Newsletter", "invoice")
        assert (details.mailing_list, details.criteria) == ("Newsletter", "all contacts")
        assert details.mapping["phone"] == "phone"
        assert (details.schedule, details.zone) == ("weekly on friday at 07:15 in Asia/Kolkata", "Asia/Kolkata")
        assert details.data == "after 2026-01-01 00:00"
        assert (details.state, details.last_retrieval) == ("draft", None)
    with when("it is initiated"):
        sync.initiate()
        now = world.now
        world.settle()
    with then("it is active, and its last retrieval was just now"):
        assert (sync.details.state, sync.details.last_retrieval) == ("active", now)


@scenario(covers=["LED-01"])
def test_a_draft_fetches_nothing_however_long_it_waits(world: World) -> None:
    """A sync that was set up and not initiated has no slot, and a week later still nobody was brought."""
    with given("a contact in Invoice, and a daily sync that is a draft"):
        (asha,) = contacts(world, "Asha")
        sync = draft(world).schedule("daily")
    with when("a week passes"):
        world.advance(weeks=1)
    with then("nothing was fetched, and the reason is told"):
        assert (sync.history, sync.next_slot) == ((), None)
        assert world.marketinghub.leads.all() == []
        assert world.why(asha).outcome is None


@scenario(covers=["LED-02", "LED-03"])
def test_other_criteria_take_a_new_sync(world: World) -> None:
    """Whoever wants Germans instead of Indians makes another sync; the first one stays as it is."""
    with given("a sync of the contacts in India, and a contact in Germany"):
        contact(world, "Asha", "asha@example.com", **{"billing_address.country": "India"})
        contact(world, "Ben", "ben@example.com", **{"billing_address.country": "Germany"})
        india = draft(world, "India", [("billing_address.country", "is", "India")]).schedule("daily").initiate()
        world.settle()
    with when("it is told to take those in Germany"), pytest.raises(UsageError, match="that is final"):
        india.choose([("billing_address.country", "is", "Germany")])
    with when("a new sync is made for Germany"):
        draft(world, "Germany", [("billing_address.country", "is", "Germany")]).initiate()
        world.settle()
        world.advance(days=1)
    with then("each list has its own people"):
        assert (on_list(world, "India"), on_list(world, "Germany")) == (["asha@example.com"], ["ben@example.com"])
        assert "India" in india.details.criteria


@scenario(covers=["LED-04"])
def test_email_and_names_come_mapped(world: World) -> None:
    """A new sync carries email, first and last name, and nothing else."""
    with given("a contact with names, a phone and a company"):
        contact(world, "Asha Rao", "asha@example.com", phone="111", company_name="Rao Textiles")
    with when("a sync is initiated without touching its mapping"):
        sync = started(world)
    with then("the lead has address and names only"):
        assert sync.mapping == {"email": "email", "first_name": "first_name", "last_name": "last_name"}
        asha = lead(world, "asha@example.com")
        assert (asha.first_name, asha.last_name) == ("Asha", "Rao")
        assert (asha.phone, asha.company) == (None, None)


@scenario(covers=["LED-04"])
def test_only_the_email_has_to_stay_mapped(world: World) -> None:
    """The names can be taken out of the mapping; the email cannot, for a lead is nothing but its address."""
    with given("a contact with names"):
        contact(world, "Asha Rao", "asha@example.com")
    with when("the names are taken out, and then the email, too"):
        sync = draft(world).unmap("first_name").unmap("last_name")
        with pytest.raises(UsageError, match="mapping the email is mandatory"):
            sync.unmap("email")
        sync.initiate()
        world.settle()
    with then("the lead is an address without names"):
        assert sync.mapping == {"email": "email"}
        asha = lead(world, "asha@example.com")
        assert (asha.first_name, asha.last_name) == (None, None)


@scenario(covers=["LED-04"])
def test_custom_fields_can_be_mapped(world: World) -> None:
    """A custom field of Invoice fills a custom field of leads."""
    with given("a custom field on either side, and a contact that has a value in it"):
        world.invoice.customers.add_field("cf_interest")
        world.marketinghub.leads.add_field("cf_topic")
        contact(world, "Asha", "asha@example.com", cf_interest="Looms")
    with when("the two are mapped and the sync is initiated"):
        draft(world).map("cf_interest", "cf_topic").initiate()
        world.settle()
    with then("the lead has the value"):
        assert lead(world, "asha@example.com").cf_topic == "Looms"


@scenario(covers=["LED-04", "LED-15"])
def test_the_address_can_be_taken_from_another_field(world: World) -> None:
    """Who keeps newsletter addresses in a custom field maps that one to the lead's email."""
    with given("a custom email field in Invoice, filled for one of two contacts"):
        world.invoice.customers.add_field("cf_mail")
        contact(world, "Asha", "office@acme.example", cf_mail="asha@example.com")
        ben = contact(world, "Ben", "ben@example.com")
    with when("it is mapped in place of the email"):
        sync = draft(world).edit_mapping({"email": "", "cf_mail": "email"}).initiate()
        world.settle()
    with then("its address became the lead, and who has none there is ignored"):
        assert on_list(world) == ["asha@example.com"]
        assert figures(sync.history[0]) == {"total": 2, "new": 1, "ignored": 1}
        assert world.why(ben).reason == "ignored: no email address (LED-15)"


@scenario(covers=["LED-05", "LED-13"])
def test_an_edited_mapping_counts_from_the_next_fetch_on(world: World) -> None:
    """A field mapped later arrives with the next fetch, and not before."""
    with given("a lead that came without its phone"):
        contact(world, "Asha", "asha@example.com", phone="111")
        sync = started(world)
    with when("the phone is mapped"):
        sync.map("phone", "phone")
    with then("nothing has moved yet"):
        assert lead(world, "asha@example.com").phone is None
    with when("the next slot comes"):
        world.advance(days=1)
    with then("the lead, a duplicate now, has its phone"):
        assert lead(world, "asha@example.com").phone == "111"
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}
        assert world.why(lead(world, "asha@example.com")).outcome == "duplicate"


@scenario(covers=["LED-05"])
def test_a_field_can_be_mapped_anew(world: World) -> None:
    """The lead's phone is taken from the mobile number from now on; a field taken out leaves what leads have."""
    with given("a sync that carries phone and last name"):
        asha = contact(world, "Asha Rao", "asha@example.com", phone="111", mobile="999")
        sync = draft(world).map("phone", "phone").schedule("daily").initiate()
        world.settle()
    with when("the phone is mapped from the mobile, the last name taken out, and both are edited in Invoice"):
        sync.edit_mapping({"phone": "", "mobile": "phone", "last_name": ""})
        world.invoice.customers.update(asha, last_name="Sen", phone="222")
        world.advance(days=1)
    with then("the lead has the mobile number and its former last name"):
        assert lead(world, "asha@example.com").phone == "999"
        assert lead(world, "asha@example.com").last_name == "Rao"


@scenario(covers=["LED-28"])
def test_an_emptied_field_leaves_what_the_lead_has(world: World) -> None:
    """A first name deleted in Invoice stays with the lead, while an edited last name is carried."""
    with given("a lead with both names"):
        asha = contact(world, "Asha Rao", "asha@example.com")
        sync = started(world)
    with when("Invoice's first name is emptied and the last name edited"):
        world.invoice.customers.update(asha, first_name=None, last_name="Sen")
        world.advance(days=1)
    with then("the lead kept the one and has the other"):
        found = lead(world, "asha@example.com")
        assert (found.first_name, found.last_name) == ("Asha", "Sen")
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}


@scenario(covers=["LED-28"])
def test_blanks_overwrite_nothing(world: World) -> None:
    """A lead that was entered in MarketingHub with a city keeps it when its contact has none, or only blanks."""
    with given("leads with a city, and their contacts without one"):
        for name in ("Asha", "Ben"):
            world.marketinghub.leads.create(email=address(name), city="Pune")
        contact(world, "Asha", "asha@example.com")
        contact(world, "Ben", "ben@example.com", **{"billing_address.city": "  "})
    with when("the city is mapped and fetched"):
        sync = draft(world).map("billing_address.city", "city").initiate()
        world.settle()
    with then("both are still in Pune"):
        assert [lead(world, address(name)).city for name in ("Asha", "Ben")] == ["Pune", "Pune"]
        assert figures(sync.history[0]) == {"total": 2, "duplicate": 2}


@scenario(covers=["LED-01", "LED-30"])
def test_one_account_serves_several_syncs(world: World) -> None:
    """The account is entered once; every sync made with it has a name of its own and can be found by it."""
    with given("two syncs of one account"):
        first, second = draft(world, "News"), draft(world, "Offers")
    with then("both are found by their names, and a third of a name in use is refused"):
        assert services(world).syncs == (first, second)
        assert services(world)["Invoice to Offers"] is second
        with pytest.raises(UsageError, match="a sync has it already"):
            draft(world, "News")
        assert len(services(world).syncs) == 2
