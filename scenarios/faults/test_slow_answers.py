"""An answer takes its time, and others act meanwhile: what they do is carried by this run or the next, once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from scenarios.faults._setup import (
    CALLS,
    TWO_WAY,
    connected,
    each_once,
    history,
    in_crm,
    later,
    run_all,
    set_up,
    stands,
    texts_in_finance,
)
from scenarios.faults._sorts import NAMES, OTHERS, SORTS, first_of, modules
from scenarios.leads._setup import contacts, figures, lead, on_list, started
from zsim import World, given, scenario, then, when

SLOW = 30_000
"""How long an answer takes, in milliseconds."""
LATER = 10_000
"""When somebody acts meanwhile."""
WHEN = pytest.mark.parametrize("moment", ["before", "after"])
"""Whether the time passes before the app acts on the call, or while its answer is on the way."""


@pytest.mark.parametrize(("of", "moment"), [("changed", "before"), ("write", "before"), ("write", "after")])
@scenario(covers=["FLT-05"], products=["invoice", "import", "books", "billing"])
def test_an_edit_during_a_slow_answer_of_finance_is_carried(world: World, product: str, of: str, moment: str) -> None:
    """Finance takes half a minute for an answer, and meanwhile every record is edited in the CRM: all edits arrive."""
    with given("one record of every sort in the CRM"):
        ours = in_crm(world, product, text="111")
        set_up(world, product)
    with when(f"they are synced; finance takes half a minute over {CALLS[of]}, and ten seconds in, each is edited"):
        for module in modules(product):
            sort = first_of(product, module)
            world.faults.slow_answer(product, delay_ms=SLOW, when=moment, of=of, module=sort.finance)
            for each in [each for each in SORTS[product] if each.module == module]:
                later(world, LATER, partial(each.edit_in_crm, world, ours[each], "222"))
            world.integration(product).module(module).instant_sync()
            world.settle()
    with then("each is there, once, and no run failed"):
        assert stands(world, product) == each_once(product, NAMES)
        assert {run.grade for module in modules(product) for run in history(world, product, module)} == {"done"}
    with when("a day passes"):
        world.advance(days=1)
    with then("finance has every edit, and each was carried once"):
        assert texts_in_finance(world, product) == {"222"}
        assert sum([run.updated for module in modules(product) for run in history(world, product, module)]) <= len(ours)
        assert stands(world, product) == each_once(product, NAMES)


@scenario(covers=["FLT-05"], products=TWO_WAY)
def test_what_is_typed_during_a_slow_answer_of_the_crm_is_carried(world: World, product: str) -> None:
    """The CRM takes half a minute to be read, and meanwhile people type in both apps: nothing is lost or doubled."""
    with given("one record of every sort, synced"):
        in_crm(world, product)
        connected(world, product)
        world.advance(hours=1)
    with when("the next runs begin, and while the CRM is slow, another record of every sort is typed into finance"):
        for module in modules(product):
            world.faults.slow_answer(
                "crm", delay_ms=SLOW, when="before", of="changed", module=first_of(product, module).crm_module
            )
        for sort in SORTS[product]:
            later(world, LATER, partial(sort.add_to_finance, world, product, OTHERS[sort]))
        run_all(world, product)
    with when("four hours pass"):
        world.advance(hours=4)
    with then("both of every sort are there, once"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)


@WHEN
@scenario(covers=["FLT-05"], products=TWO_WAY, moments="exact")
def test_slots_go_by_while_an_answer_is_awaited(world: World, product: str, moment: str) -> None:
    """An answer takes three hours: the slot that comes meanwhile waits its turn, and the schedule stays as it was."""
    with given("one record of every sort, synced at nine"):
        in_crm(world, product)
        connected(world, product)
        in_crm(world, product, OTHERS)
    with when("finance takes three hours over a write of each of the eleven o'clock runs"):
        for module in modules(product):
            world.faults.slow_answer(
                product, delay_ms=3 * 3_600_000, when=moment, of="write", module=first_of(product, module).finance
            )
        world.advance_to("2026-01-06 09:00")
    with then("both of every sort are there, once, and the next slot is at eleven as ever"):
        assert stands(world, product) == each_once(product, NAMES, OTHERS)
        for module in modules(product):
            assert {run.grade for run in history(world, product, module)} == {"done"}
            assert world.integration(product).module(module).next_slot == world.now + timedelta(hours=2)


@WHEN
@scenario(covers=["FLT-05"], products=["marketinghub"])
def test_a_contact_edited_during_a_slow_fetch_is_carried(world: World, product: str, moment: str) -> None:
    """Invoice takes half a minute for its contacts, and meanwhile one changes her name and another one comes."""
    with given("a contact, and a sync of what changes after the first of January"):
        (asha,) = contacts(world, "Asha Rao")
        world.faults.slow_answer("invoice", delay_ms=SLOW, when=moment, of="changed")
    with when("she is fetched; ten seconds in she is called Aisha, and Ben comes"):
        later(world, LATER, lambda: world.invoice.customers.update(asha, first_name="Aisha"))
        later(world, LATER, lambda: contacts(world, "Ben Ode"))
        sync = started(world, after="2026-01-01 00:00")
        world.advance(days=2)
    with then("both are leads, each told as new once, under her new name"):
        assert on_list(world) == ["asha@example.com", "ben@example.com"]
        assert sum([figures(fetch).get("new", 0) for fetch in sync.history]) == 2
        assert lead(world, "asha@example.com").first_name == "Aisha"
