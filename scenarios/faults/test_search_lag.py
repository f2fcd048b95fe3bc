"""A search does not know yet what was written a moment ago: that it comes up empty proves nothing."""

from __future__ import annotations

import pytest

from scenarios.faults._setup import TWO_WAY, connected, each_once, grades, in_crm, in_finance, run_all, set_up, stands
from scenarios.faults._sorts import NAMES, OTHERS, SORTS, single
from scenarios.leads._setup import contacts, draft, figures, ignored, on_list, started
from zsim import World, given, scenario, then, when

LAGS = 50
"""More searches than a run makes."""


@pytest.mark.parametrize(("duplicates", "outcome"), [("overwrite", "overwritten"), ("skip", "skipped")])
@scenario(covers=["FLT-08"], products=TWO_WAY)
def test_what_was_typed_a_moment_ago_is_met_as_a_duplicate(
    world: World, product: str, duplicates: str, outcome: str
) -> None:
    """A person's record that the search does not know yet fails its twin; the next run goes by the policy."""
    with given("one record of every sort in the CRM, fetched only"):
        ours = in_crm(world, product)
        sync = set_up(world, product, duplicates)
        for sort in single(product):
            sync.module(sort.module).edit(extent="fetch")
    with when("the same was typed into finance a moment ago, and finance's search is a minute behind"):
        theirs = {sort: sort.add_to_finance(world, product, NAMES[sort]) for sort in single(product)}
        for sort in single(product):
            world.faults.search_lag(product, module=sort.finance, times=4)
        run_all(world, product)
    with then("each failed, for finance lets no two have one name, and nothing is in a pair"):
        assert [str(world.why(ours[sort]).outcome) for sort in theirs] == ["failed"] * len(theirs)
        assert sync.links == ()
    with when("the next slots come"):
        world.advance(hours=2)
    with then("the two met as duplicates, and finance has one of each"):
        assert [world.why(ours[sort]).outcomes[1] for sort in theirs] == [outcome] * len(theirs)
        assert [sort.in_finance(world, product).all() for sort in theirs] == [[each] for each in theirs.values()]
        assert grades(world, product) == {"done"}


@scenario(covers=["FLT-08"], products=["import"], search_lag_ms=60_000)
def test_what_was_typed_a_moment_ago_is_met_by_the_next_import(world: World, product: str) -> None:
    """A customer typed into Invoice that its search does not know yet changes nothing: the import asks for no name."""
    with given("Acme in the CRM, to be imported"):
        acme = world.crm.accounts.create(Account_Name="Acme")
        sync = set_up(world, product)
    with when("Acme was typed into Invoice a moment ago, and the search is a minute behind"):
        customer = world[product].customers.create(contact_name="Acme")
        run_all(world, product)
        world.advance(hours=12)
    with then("the account is a second customer of that name, made once"):
        assert world.why(acme).outcomes[0] == "created"
        assert [each.contact_name for each in world[product].customers.all()] == ["Acme", "Acme"]
        assert customer.id not in [each.finance_id for each in sync.links]


@scenario(covers=["FLT-08"], products=TWO_WAY)
def test_no_record_is_ever_in_two_pairs(world: World, product: str) -> None:
    """Typed into both apps a moment ago, with both searches behind: whatever comes of it, nothing is linked twice."""
    with given("one record of every sort, typed into both apps a moment ago"):
        in_crm(world, product)
        in_finance(world, product)
        sync = set_up(world, product, "overwrite")
    with when("they are synced while both searches are a minute behind, and a day passes"):
        for sort in single(product):
            world.faults.search_lag(product, module=sort.finance, times=4)
            world.faults.search_lag("crm", module=sort.crm_module, times=4)
        run_all(world, product)
        world.advance(days=1)
    with then("each record is in one pair at most, and the runs have come to rest"):
        assert len({link.crm_id for link in sync.links}) == len(sync.links)
        assert len({link.finance_id for link in sync.links}) == len(sync.links)
        assert grades(world, product) == {"done"}


@scenario(covers=["FLT-08"], products=["invoice", "import", "books", "billing"], search_lag_ms=60_000)
def test_a_pair_does_not_depend_on_a_search(world: World, product: str) -> None:
    """Made a moment ago, renamed, and synced again while no search knows of anything: each reaches its own."""
    with given("one record of every sort, synced a moment ago, and renamed in the CRM since"):
        ours = in_crm(world, product)
        connected(world, product)
        for sort, each in ours.items():
            sort.in_crm(world).update(each, **{sort.crm_name: OTHERS[sort]})
    with when("they are synced again within the minute that searches are behind"):
        run_all(world, product)
    with then("finance has the new names, and no second record of any"):
        assert stands(world, product) == each_once(product, OTHERS)
        assert grades(world, product) == {"done"}


@scenario(covers=["FLT-08", "FLT-03"], products=["invoice", "import", "books", "billing"])
def test_its_own_write_is_known_though_the_search_does_not_know_it(world: World, product: str) -> None:
    """Finance's answer is lost, and its search does not know of the record yet: it is not made a second time."""
    with given("one record of every sort in the CRM"):
        in_crm(world, product)
        set_up(world, product)
    with when("they are synced; finance's answers are lost, and its search is a minute behind"):
        for sort in SORTS[product]:
            world.faults.answer_lost(product, module=sort.finance)
            world.faults.search_lag(product, module=sort.finance, times=LAGS)
        run_all(world, product)
        world.advance(days=1)
    with then("each stands once on either side"):
        assert stands(world, product) == each_once(product, NAMES)


@pytest.mark.parametrize("duplicates", ["clone", "skip", "overwrite"])
@scenario(covers=["FLT-08", "FLT-03"], products=TWO_WAY)
def test_its_own_push_is_known_though_the_search_does_not_know_it(world: World, product: str, duplicates: str) -> None:
    """The CRM's answer is lost, and its search does not know of the record yet: it is not made a second time."""
    with given("one record of every sort, typed into finance"):
        in_finance(world, product)
        set_up(world, product, duplicates)
    with when("they are pushed; the CRM's answers are lost, and its search is a minute behind"):
        for sort in SORTS[product]:
            world.faults.answer_lost("crm", module=sort.crm_module)
            world.faults.search_lag("crm", module=sort.crm_module, times=LAGS)
        run_all(world, product)
        world.advance(days=1)
    with then("each stands once on either side"):
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-08"], products=["marketinghub"])
def test_a_lead_typed_a_moment_ago_is_met_by_the_next_fetch(world: World, product: str) -> None:
    """Somebody just added Asha in MarketingHub, whose search does not know her: the next fetch puts her on the list."""
    with given("Asha in Invoice, and, typed a moment ago, in MarketingHub"):
        contacts(world, "Asha")
        lead = world.marketinghub.leads.create(email="asha@example.com")
    with when("she is fetched while MarketingHub's search is a minute behind"):
        world.faults.search_lag(product, module="Leads", times=4)
        sync = started(world)
    with then("she is told as refused, and not on the list"):
        assert ignored(sync.history[0]) == [("Asha", "refused")]
        assert on_list(world) == []
    with when("the next day's fetch comes"):
        world.advance(days=1)
    with then("the one lead is on the list, as one that was there before"):
        assert world.marketinghub.leads.all() == [lead]
        assert on_list(world) == ["asha@example.com"]
        assert figures(sync.history[-1]) == {"total": 1, "duplicate": 1}


@scenario(covers=["FLT-08", "FLT-03"], products=["marketinghub"])
def test_its_own_lead_is_known_though_the_search_does_not_know_it(world: World, product: str) -> None:
    """MarketingHub's answer to the one fetch is lost, and its search is behind: the lead is new."""
    with given("Asha in Invoice, and a sync that fetches once"):
        contacts(world, "Asha")
        sync = draft(world).schedule("once").retrieve("all")
    with when("it fetches; the answer is lost, and the search is a minute behind"):
        world.faults.answer_lost(product, module="Leads")
        world.faults.search_lag(product, module="Leads", times=LAGS)
        sync.initiate()
        world.settle()
        world.advance(minutes=5)
    with then("she is a new lead of it"):
        assert figures(sync.history[0]) == {"total": 1, "new": 1}
        assert len(sync.links) == 1
