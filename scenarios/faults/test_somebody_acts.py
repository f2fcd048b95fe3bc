"""Somebody acts in the middle of a run: it is carried by that run or the next, once; and a pause ends the run."""

from __future__ import annotations

from functools import partial

import pytest

from scenarios.faults._setup import (
    CALLS,
    TWO_WAY,
    connected,
    each_once,
    edited_in_crm,
    in_crm,
    invoices_shown,
    last_runs,
    make_invoice,
    many_in_crm,
    run_all,
    set_up,
    stands,
    texts_in_finance,
    with_invoices,
)
from scenarios.faults._sorts import CUSTOMER, ITEM, NAMES, OTHERS, PERSON, SORTS, Sort, first_of, modules, single
from scenarios.leads._setup import contacts, draft, figures, lead, on_list, started
from zsim import World, given, scenario, then, when

AT_CALLS = pytest.mark.parametrize("of", ["fields", "changed", "search", "write"])
MOMENTS = pytest.mark.parametrize("moment", ["before", "after"])


@AT_CALLS
@MOMENTS
@scenario(covers=["FLT-12"], products=["invoice", "import", "books", "billing"])
def test_what_is_typed_into_the_crm_in_mid_run_arrives_once(world: World, product: str, of: str, moment: str) -> None:
    """While a run is under way another record of its sort is typed into the CRM: both arrive, once."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when(f"they are synced, and {moment} finance answers {CALLS[of]}, another of each is typed into the CRM"):
        for sort in SORTS[product]:
            world.faults.meanwhile(
                product,
                partial(sort.add_to_crm, world, OTHERS[sort]),
                when=moment,
                of=of,
                module=sort.finance,
            )
        run_all(world, product)
        world.advance(days=1)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@pytest.mark.parametrize("of", ["changed", "write"])
@MOMENTS
@scenario(covers=["FLT-12"], products=TWO_WAY)
def test_what_is_typed_on_both_sides_in_mid_run_is_one_pair(world: World, product: str, of: str, moment: str) -> None:
    """In mid-run the same is typed into both apps: under 'overwrite' it ends as one pair, whatever the moment."""
    with given("one record of every sort, synced, and edited in the CRM"):
        edited_in_crm(world, product, "overwrite")
    with when(f"they are synced, and {moment} finance answers {CALLS[of]}, another of each is typed into both apps"):

        def typed(sort: Sort) -> None:
            sort.add_to_crm(world, OTHERS[sort])
            sort.add_to_finance(world, product, OTHERS[sort])

        for sort in SORTS[product]:
            world.faults.meanwhile(product, partial(typed, sort), when=moment, of=of, module=sort.finance)
        run_all(world, product)
        world.advance(days=1)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@MOMENTS
@scenario(covers=["FLT-12"], products=TWO_WAY, moments="exact")
def test_an_edit_of_one_field_on_both_sides_in_mid_run_is_a_conflict(world: World, product: str, moment: str) -> None:
    """While an edit is on its way, finance edits the same field: both sides end with one value."""
    with given("one record of every sort, synced, and edited in the CRM"):
        ours = edited_in_crm(world, product)
    with when(f"the edits are carried, and {moment} finance takes them, it edits the same fields"):
        for sort in ours:
            (theirs,) = sort.in_finance(world, product).all()
            world.faults.meanwhile(
                product,
                partial(sort.edit_in_finance, world, product, theirs, "333"),
                when=moment,
                of="write",
                module=sort.finance,
            )
        run_all(world, product)
        world.advance(days=1)
    with then("both sides hold one value: finance's where it came after the sync's, else the CRM's"):
        held = [
            (getattr(each, sort.crm_text), getattr(sort.in_finance(world, product).all()[0], sort.finance_text))
            for sort, each in ours.items()
        ]
        assert held == [("333", "333") if moment == "after" else ("222", "222")] * len(held)


def run_with_edits_just_before_writes(world: World, product: str) -> None:
    """Run every module; just before finance takes what is written to a record, somebody edits the same field there."""
    for sort in SORTS[product]:
        (theirs,) = sort.in_finance(world, product).all()
        act = partial(sort.edit_in_finance, world, product, theirs, "333")
        world.faults.meanwhile(product, act, of="write", module=sort.finance)
    run_all(world, product)


@scenario(covers=["FLT-19"], products=TWO_WAY)
def test_an_edit_just_before_a_write_is_not_written_over_unseen(world: World, product: str) -> None:
    """Finance edits a field in the moment in which the sync writes to it: that run itself tells of the conflict."""
    with given("one record of every sort, synced, and edited in the CRM"):
        ours = edited_in_crm(world, product)
        world.advance(minutes=5)
    with when("the edits are carried, and just before finance takes them, it edits the same fields"):
        run_with_edits_just_before_writes(world, product)
    with then("every edit was a conflict: both sides hold what the owner of such records says, an item's finance"):
        assert sum([run.counts.get("conflict", 0) for run in last_runs(world, product)]) == len(ours)
        for sort, each in ours.items():
            (theirs,) = sort.in_finance(world, product).all()
            held = getattr(each, sort.crm_text), getattr(theirs, sort.finance_text)
            assert held == (("333", "333") if sort is ITEM else ("222", "222"))


@scenario(covers=["FLT-19"], products=TWO_WAY, moments="exact")
def test_a_second_edit_within_one_second_is_not_noticed(world: World, product: str) -> None:
    """The same in the very second in which finance's records were last modified and read: nobody can tell."""
    with given("one record of every sort, synced just now, and edited in the CRM"):
        edited_in_crm(world, product)
    with when("in that second the edits are carried, and just before finance takes them, it edits the same fields"):
        run_with_edits_just_before_writes(world, product)
    with then("no conflict is told, and what was written stands, an item's too"):
        assert sum([run.counts.get("conflict", 0) for run in last_runs(world, product)]) == 0
        assert texts_in_finance(world, product) == {"222"}


@scenario(covers=["FLT-19"], products=["marketinghub"])
def test_a_lead_readdressed_just_before_it_is_refreshed_is_left_alone(world: World, product: str) -> None:
    """Somebody gives a lead another address just as a fetch refreshes it: the contact becomes a lead of its own."""
    with given("Asha and Asha, two contacts of one address, who are a lead; the elder's first name is edited"):
        elder, _ = contacts(world, "Asha Rao", "Asha Sen")
        sync = started(world)
        theirs = lead(world, "asha@example.com")
        world.invoice.customers.update(elder, first_name="Aisha")
    with when("the next fetch comes, and just before the lead is refreshed, it is given another address"):
        act = partial(world.marketinghub.leads.update, theirs, email="ida@example.com")
        world.faults.meanwhile(product, act, of="write")
        world.advance(days=1)
    with then("it keeps its name, and the elder was added; the younger is its file duplicate as before"):
        assert (theirs.email, theirs.first_name) == ("ida@example.com", "Asha")
        assert lead(world, "asha@example.com").first_name == "Aisha"
        assert figures(sync.history[-1]) == {"total": 2, "new": 1, "ignored": 1}


@scenario(covers=["FLT-19"], products=TWO_WAY)
def test_a_duplicate_renamed_just_before_it_is_overwritten_is_left_alone(world: World, product: str) -> None:
    """The duplicate that a record is to be laid over gets another name in that moment: it stays what it is."""
    with given("a record of every sort typed into both apps under one name, to be overwritten with the CRM's"):
        in_crm(world, product, text="111")
        theirs = {
            sort: sort.add_to_finance(world, product, NAMES[sort]) for sort in single(product) if sort is not ITEM
        }
        set_up(world, product, "overwrite")
        world.advance(minutes=5)
    with when("they are synced, and just before finance's are written to, they are renamed there"):
        for sort, record in theirs.items():
            act = partial(sort.in_finance(world, product).update, record, **{sort.finance_name: OTHERS[sort]})
            world.faults.meanwhile(product, act, of="write", module=sort.finance)
        run_all(world, product)
        world.advance(days=1)
    with then("each is a pair of its own, beside that of the CRM's record"):
        both = {sort: sorted((NAMES[sort], OTHERS[sort])) for sort in theirs}
        assert {sort: sort.names(world, product) for sort in theirs} == {sort: (b, b) for sort, b in both.items()}
        assert {getattr(record, sort.finance_text) for sort, record in theirs.items()} == {None}


@scenario(covers=["FLT-19"], products=TWO_WAY)
def test_a_record_deleted_before_it_is_joined_with_another_leaves_no_trace_in_it(world: World, product: str) -> None:
    """A record of the CRM is deleted before it is laid over finance's of its name: that keeps its own values."""
    with given("a record of every sort, typed into both apps under one name, the policy being 'overwrite'"):
        ours = in_crm(world, product, text="111")
        theirs = {sort: sort.add_to_finance(world, product, NAMES[sort]) for sort in single(product)}
        set_up(world, product, "overwrite")
        world.advance(minutes=5)
    with when("they are synced, and just after finance's changes were read, the CRM's are deleted"):
        for sort in theirs:
            act = partial(sort.delete_in_crm, world, ours[sort])
            world.faults.meanwhile(product, act, when="after", of="changed", module=sort.finance)
        run_all(world, product)
        world.advance(days=1)
    with then("finance's records hold nothing of them"):
        assert {getattr(record, sort.finance_text) for sort, record in theirs.items()} == {None}


@scenario(covers=["FLT-19"], products=TWO_WAY)
def test_a_record_deleted_before_it_is_cloned_has_no_copy(world: World, product: str) -> None:
    """Finance's record of a name is deleted between its being read and cloned: it does not live on as a copy."""
    with given("a record of every sort, typed into both apps under one name, the policy being 'clone'"):
        in_crm(world, product)
        theirs = {sort: sort.add_to_finance(world, product, NAMES[sort]) for sort in single(product)}
        set_up(world, product, "clone")
        world.advance(minutes=5)
    with when("they are synced, and just after finance said what was deleted, its own are"):
        for sort, record in theirs.items():
            act = partial(sort.in_finance(world, product).delete, record)
            world.faults.meanwhile(product, act, when="after", of="deleted", module=sort.finance)
        run_all(world, product)
        world.advance(days=1)
    with then("the CRM's record is a pair of its own, and nothing stands beside it"):
        assert {sort: sort.names(world, product) for sort in theirs} == {
            sort: ([NAMES[sort]], [NAMES[sort]]) for sort in theirs
        }


@scenario(covers=["FLT-20"], products=TWO_WAY)
def test_a_name_freed_between_two_records_goes_to_the_next(world: World, product: str) -> None:
    """Two records of one name under 'skip': the first is renamed in finance before the second is looked up."""
    with given("two records of one name of every sort in the CRM, fetched only"):
        for text in ("111", "222"):
            for sort in single(product):
                sort.add_to_crm(world, NAMES[sort], **{sort.crm_text: text})
        sync = set_up(world, product)
        for module in modules(product):
            sync.module(module).edit(extent="fetch")
    with when("they are synced, and just after finance made the first, it is renamed there"):
        for sort in single(product):

            def act(sort: Sort) -> None:
                (record,) = sort.in_finance(world, product).all()
                sort.in_finance(world, product).update(record, **{sort.finance_name: OTHERS[sort]})

            world.faults.meanwhile(product, partial(act, sort), when="after", of="write", module=sort.finance)
        run_all(world, product)
        world.advance(days=1)
    with then("the second has the name, and the first keeps the one it was given"):
        for sort in single(product):
            found = {
                getattr(e, sort.finance_name): getattr(e, sort.finance_text)
                for e in sort.in_finance(world, product).all()
            }
            assert found == {OTHERS[sort]: "111", NAMES[sort]: "222"}


@scenario(covers=["FLT-20"], products=TWO_WAY)
def test_a_contact_stays_where_it_was_when_its_new_customer_is_deleted(world: World, product: str) -> None:
    """A contact moves to a new account; finance deletes that one's customer just before the person is moved."""
    with given("Acme with its contact Lee, synced; Lee moved to Bolt, which is new"):
        ours = in_crm(world, product)
        connected(world, product)
        bolt = CUSTOMER.add_to_crm(world, OTHERS[CUSTOMER])
        world.crm.contacts.update(ours[PERSON], Account_Name=bolt)
    with when("they are synced, and just after finance made Bolt, it is deleted there"):

        def act() -> None:
            world[product].customers.delete(world[product].customers.one(contact_name=OTHERS[CUSTOMER]))

        world.faults.meanwhile(product, act, when="after", of="write", module="customers")
        run_all(world, product)
        world.advance(days=1)
    with then("Lee is still a contact person of Acme, and synced"):
        (person,) = world[product].contact_persons.all()
        assert person.contact_id.contact_name == NAMES[CUSTOMER]
        assert person.id in [link.finance_id for link in world.integration(product).links]


@scenario(covers=["FLT-20"], products=TWO_WAY)
def test_what_is_merged_away_before_its_turn_is_written_nowhere(world: World, product: str) -> None:
    """The second of two records of one name is merged into the first once that is a pair: nothing is left of it."""
    with given("a record of every sort in finance, and two of its name in the CRM, to be overwritten"):
        ours = {
            sort: [sort.add_to_crm(world, NAMES[sort], **{sort.crm_text: text}) for text in ("111", "222")]
            for sort in single(product)
        }
        for sort in single(product):
            sort.add_to_finance(world, product, NAMES[sort], **{sort.finance_text: "333"})
        set_up(world, product, "overwrite")
        world.advance(minutes=5)
    with when("they are synced, and just after the first was overwritten, or overwrote, the second is merged into it"):
        for sort, (first, second) in ours.items():
            app, module = ("crm", sort.crm_module) if sort is ITEM else (product, sort.finance)
            act = partial(sort.in_crm(world).merge, first, second)
            world.faults.meanwhile(app, act, when="after", of="write", module=module)
        run_all(world, product)
        world.advance(days=1)
    with then("both sides hold what was written first: finance's for an item, else the CRM's"):
        for sort, (first, _) in ours.items():
            (theirs,) = sort.in_finance(world, product).all()
            held = getattr(first, sort.crm_text), getattr(theirs, sort.finance_text)
            assert held == (("333", "333") if sort is ITEM else ("111", "111"))


@MOMENTS
@scenario(covers=["FLT-12"], products=["invoice", "import", "books", "billing"])
def test_what_is_deleted_in_mid_run_goes_on_both_sides(world: World, product: str, moment: str) -> None:
    """A record is deleted in the CRM while finance is just taking it in: in the end neither side has it."""
    with given("one record of every sort in the CRM"):
        ours = in_crm(world, product)
        set_up(world, product)
    with when(f"they are synced, and {moment} finance makes each, it is deleted in the CRM"):
        for sort in single(product):
            world.faults.meanwhile(
                product,
                partial(sort.delete_in_crm, world, ours[sort]),
                when=moment,
                of="write",
                module=sort.finance,
            )
        run_all(world, product)
        world.advance(days=1)
    with then("finance has none of them, and no pair is left"):
        assert not any(NAMES[sort] in sort.names(world, product)[1] for sort in single(product))
        assert not {each.id for each in ours.values()} & {
            link.crm_id for link in world.integration(product).links if link.kind not in ("person", "contact")
        }


@pytest.mark.parametrize("of", ["fields", "changed", "search"])
@scenario(covers=["FLT-15"], products=["invoice", "import", "books", "billing"])
def test_a_pause_in_mid_run_ends_it_and_loses_nothing(world: World, product: str, of: str) -> None:
    """Somebody pauses while a sync runs: it ends before its next call, and after resuming all of it follows, once."""
    with given("two records of every sort in the CRM"):
        in_crm(world, product)
        in_crm(world, product, OTHERS)
        sync = set_up(world, product)
    for module in modules(product):
        sort = first_of(product, module)
        with when(f"{module} are synced, and paused just after finance answered {CALLS[of]}"):
            world.faults.meanwhile(product, sync.module(module).pause, when="after", of=of, module=sort.finance)
            sync.module(module).instant_sync()
            world.settle()
        with then("the run failed for the pause, and nothing of it was written"):
            (run,) = sync.module(module).history
            assert (run.grade, run.reason, run.counts) == ("failed", "paused", {})
            assert sync.links == ()
        sync.module(module).resume()
    with when("the syncs were resumed, and a day passes"):
        world.advance(days=1)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@scenario(covers=["FLT-15"], products=["invoice", "import", "books", "billing"])
def test_what_a_paused_run_had_done_stays_and_is_linked(world: World, product: str) -> None:
    """Paused between two batches, a run leaves the first hundred done; after resuming, the one that is left follows."""
    with given("a hundred and one records of every sort in the CRM"):
        for sort in single(product):
            many_in_crm(world, sort, 101)
        sync = set_up(world, product)
    for before, sort in enumerate(single(product)):
        with when(f"{sort.module} are synced, and paused just after finance has made a hundred"):
            world.faults.meanwhile(
                product, sync.module(sort.module).pause, when="after", of="write", module=sort.finance
            )
            sync.module(sort.module).instant_sync()
            world.settle()
        with then("the run failed for the pause, and the hundred are linked"):
            (run,) = sync.module(sort.module).history
            assert (run.grade, run.reason, run.added) == ("failed", "paused", 100)
            assert len(sort.in_finance(world, product).all()) == 100
            assert len(sync.links) == 101 * before + 100
        with when("it is resumed, and run again"):
            sync.module(sort.module).resume()
            sync.module(sort.module).instant_sync()
            world.settle()
        with then("all are there, once"):
            assert len(sort.in_finance(world, product).all()) == 101
            assert len(sync.links) == 101 * (before + 1)


@scenario(covers=["FLT-15"], products=["books", "billing"])
def test_an_invoice_made_while_invoices_are_paused_crosses_after_it(world: World, product: str) -> None:
    """The sync of invoices is paused; what is made in finance meanwhile shows in the CRM once it is resumed."""
    with given("Acme, synced, with invoices enabled, and the sync of invoices paused"):
        sync = with_invoices(world, product)
        sync.transactions.invoices.pause()
    with when("an invoice is made in finance, and the sync is resumed"):
        made = make_invoice(world, product)
        world.advance(minutes=5)
        assert invoices_shown(world) == []
        sync.transactions.invoices.resume()
        world.advance(days=1)
    with then("the CRM shows it"):
        assert invoices_shown(world) == [made.invoice_number]


@MOMENTS
@pytest.mark.parametrize("app", ["invoice", "marketinghub"])
@scenario(covers=["FLT-12"], products=["marketinghub"])
def test_a_contact_that_comes_in_mid_fetch_is_a_lead_once(world: World, product: str, app: str, moment: str) -> None:
    """While a fetch is under way a contact comes, one is edited and one deleted: the next fetch makes it all right."""
    with given("three contacts in Invoice"):
        asha, _, chitra = contacts(world, "Asha Rao", "Ben Ode", "Chitra Sen")

        def act() -> None:
            contacts(world, "Dia Nair")
            world.invoice.customers.update(asha, first_name="Aisha")
            world.invoice.customers.delete(chitra)

        of = {"invoice": "changed", "marketinghub": "write"}[app]
        world.faults.meanwhile(app, act, when=moment, of=of)
    with when("they are fetched, people act in the middle of it, and two days pass"):
        sync = started(world, after="2026-01-01 00:00")
        world.advance(days=2)
    with then("the list is as Invoice is, and everybody was told as new once"):
        assert on_list(world) == ["asha@example.com", "ben@example.com", "dia@example.com"]
        assert lead(world, "asha@example.com").first_name == "Aisha"
        news = sum([figures(fetch).get("new", 0) for fetch in sync.history])
        assert news == 3 + sum([figures(fetch).get("deleted", 0) for fetch in sync.history])


@scenario(covers=["FLT-15"], products=["marketinghub"])
def test_a_fetch_that_is_switched_off_midway_is_made_up_for(world: World, product: str) -> None:
    """Somebody deactivates the sync while it fetches: the fetch ends there, and the next does the rest."""
    with given("two contacts, and a daily sync"):
        contacts(world, "Asha", "Ben")
        sync = draft(world).schedule("daily", at="09:00").retrieve("all")
    with when("it fetches, and just after Invoice gave its contacts, somebody deactivates it"):
        world.faults.meanwhile("invoice", sync.deactivate, when="after", of="changed")
        sync.initiate()
        world.settle()
    with then("the fetch failed, and nobody is a lead"):
        assert [fetch.grade for fetch in sync.history] == ["failed"]
        assert (on_list(world), sync.state) == ([], "inactive")
    with when("it is activated, and the next slot comes"):
        sync.activate()
        world.advance(days=1)
    with then("both are new leads"):
        assert figures(sync.history[-1]) == {"total": 2, "new": 2}
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
